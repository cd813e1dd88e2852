package dk.samsyn.broker.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.Session;
import dk.samsyn.spi.ErrorCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The audit log as a file of JSON lines, each chained to the one before by its hash ({@link AuditVerifier} proves it). The file
 * holds SQL text and person numbers: it is readable by its owner only.
 */
public final class FileAuditLog implements AuditLog, AuditReading, Statements {
    private final LookupIndex index = new LookupIndex();
    private final AuditFile file;
    private final StatementHistory history;
    private final QueryHistory queries;
    private final OwnerSets owners;

    /**
     * Opens the log and checks all of it; an unfinished last line, left by a crash, is cut off and the cut is itself an entry.
     *
     * @param path the file; made if it is not there
     * @param clock gives each entry its time
     * @throws dk.samsyn.broker.access.QueryException AUDIT_UNAVAILABLE if it cannot be written, another broker writes to it, or
     *     it is not whole
     */
    public FileAuditLog(Path path, Clock clock) {
        this.file = new AuditFile(path, clock, index::add);
        this.history = new StatementHistory(path);
        this.queries = new QueryHistory(path);
        this.owners = new OwnerSets(file::append);
    }

    @Override
    public Entry open(String queryId, Session session, String sql) {
        ObjectNode fields = entry("opened", queryId)
                .put("user", session.principal().name())
                .put("role", session.principal().role())
                .put("organisation", session.principal().organisation())
                .put("purpose", session.purpose().label())
                .put("client", session.client())
                .put("sql", sql);
        session.reason().ifPresent(reason -> fields.put("reason", reason));
        ObjectNode attributes = fields.putObject("attributes");
        new TreeMap<>(session.principal().attributes()).forEach((name, value) -> {
            if (value instanceof Integer number) {
                attributes.put(name, number);
            } else {
                attributes.put(name, String.valueOf(value));
            }
        });
        return new FileEntry(queryId, written(file.append(fields)));
    }

    @Override
    public void act(String user, String act, Map<String, Object> details) {
        ObjectNode fields = JsonNodeFactory.instance
                .objectNode()
                .put("kind", "act")
                .put("user", user)
                .put("act", act);
        ObjectNode told = fields.putObject("details");
        new TreeMap<>(details).forEach((name, value) -> {
            if (value instanceof Integer || value instanceof Long) {
                told.put(name, ((Number) value).longValue());
            } else {
                told.put(name, String.valueOf(value));
            }
        });
        file.await(written(file.append(fields)));
    }

    /**
     * Writes what was read for statements whose rows nobody gets: for the owners of the data, and for supervision. It is in no
     * citizen's log and is no query of the day.
     *
     * @param by whose act it was
     */
    public void tried(Session by, Tried tried) {
        ObjectNode fields = JsonNodeFactory.instance
                .objectNode()
                .put("kind", QueryHistory.TRIED)
                .put("trial", UUID.randomUUID().toString())
                .put("user", by.principal().name())
                .put("role", by.principal().role())
                .put("organisation", by.principal().organisation())
                .put("purpose", by.purpose().label())
                .put("act", tried.act());
        tried.tables().forEach(fields.putArray("tables")::add);
        tried.columns().forEach(fields.putArray("columns")::add);
        tried.ruleColumns().forEach(fields.putArray("ruleColumns")::add);
        refs(fields, tried.policies());
        owners.write(fields, tried.asked());
        file.await(file.append(fields));
    }

    @Override
    public List<Lookup> lookupsOf(String person) {
        return index.lookupsOf(person);
    }

    @Override
    public List<AskedStatement> since(Instant from) {
        return history.since(from);
    }

    @Override
    public List<GlassBroken> glassBroken() {
        return index.glassBroken();
    }

    @Override
    public List<Notified> notifiedOf(String receiver) {
        return index.notifiedOf(receiver);
    }

    @Override
    public List<LoggedQuery> latestQueries() {
        return queries.latest();
    }

    @Override
    public List<LoggedQuery> latestQueriesOf(String owner) {
        return queries.latestOf(owner);
    }

    @Override
    public List<Act> acts() {
        return index.acts();
    }

    @Override
    public List<Act> checks() {
        return index.checks();
    }

    @Override
    public Optional<Instant> glassOpenUntil(String user, String person) {
        return index.glassOpenUntil(user, person);
    }

    /** The newest batch of the answer ledger that an answer was made with, 0 if there is none. */
    public long lastLedger() {
        return index.lastLedger();
    }

    /** Marks of all noise secrets that answers were given under. */
    public Set<String> ledgers() {
        return index.ledgers();
    }

    /** Whether the last entry could be written. */
    public boolean healthy() {
        return file.healthy();
    }

    @Override
    public void close() {
        file.close();
    }

    private AuditFile.Appended written(AuditFile.Appended entry) {
        index.add(entry.fields());
        return entry;
    }

    private static ObjectNode entry(String kind, String queryId) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind).put("query", queryId);
    }

    private static void refs(ObjectNode fields, List<PolicyRef> policies) {
        ArrayNode refs = fields.putArray("policies");
        policies.forEach(ref -> refs.addObject().put("id", ref.id()).put("version", ref.version()));
    }

    private final class FileEntry implements Entry {
        private final String queryId;
        private final Instant asked;
        private volatile AuditFile.Appended last;
        private boolean ended;

        FileEntry(String queryId, AuditFile.Appended opened) {
            this.queryId = queryId;
            this.asked = Instant.parse(opened.fields().path("time").asText());
            this.last = opened;
        }

        private void append(ObjectNode fields) {
            last = written(file.append(fields));
        }

        @Override
        public void durable() {
            file.await(last);
        }

        @Override
        public Instant asked() {
            return asked;
        }

        @Override
        public void decided(Decided decision) {
            ObjectNode fields = entry("decided", queryId)
                    .put("mode", decision.mode().label())
                    .put("policyVersion", decision.policyVersion());
            decision.tables().forEach(fields.putArray("tables")::add);
            decision.columns().forEach(fields.putArray("columns")::add);
            decision.ruleColumns().forEach(fields.putArray("ruleColumns")::add);
            decision.sources().forEach(fields.putArray("sources")::add);
            decision.owners().forEach(fields.putArray("owners")::add);
            refs(fields, decision.policies());
            append(fields);
        }

        @Override
        public void withheld(List<String> sentences) {
            ObjectNode fields = entry("withheld", queryId);
            sentences.forEach(fields.putArray("sentences")::add);
            append(fields);
        }

        @Override
        public void searched(Collection<String> persons) {
            ObjectNode fields = entry("searched", queryId);
            persons.stream().distinct().forEach(fields.putArray("persons")::add);
            append(fields);
        }

        @Override
        public void brokeGlass(String person, Instant until, List<PolicyRef> policies) {
            ObjectNode fields = entry("glass", queryId).put("person", person).put("until", until.toString());
            refs(fields, policies);
            append(fields);
        }

        @Override
        public void notified(Collection<String> receivers, Optional<String> person, List<PolicyRef> policies) {
            ObjectNode fields = entry("notified", queryId);
            receivers.forEach(fields.putArray("receivers")::add);
            person.ifPresent(one -> fields.put("person", one));
            refs(fields, policies);
            append(fields);
        }

        @Override
        public void shown(PersonList persons, String category) {
            append(entry("shown", queryId).put("category", category).putPOJO(LookupIndex.PERSONS, persons));
        }

        @Override
        public void released(GroupsReleased groups) {
            append(entry("released", queryId)
                    .put("ledger", groups.ledger())
                    .put("answers", groups.answers())
                    .put("certificate", groups.certificate())
                    .put("form", groups.form()));
        }

        @Override
        public synchronized void closed(long rows, List<SourceAsked> asked) {
            if (!ended) {
                ObjectNode fields = entry("closed", queryId).put("rows", rows);
                owners.write(fields, asked);
                last = written(file.appendBehind(fields));
                ended = true;
            }
        }

        @Override
        public synchronized void failed(ErrorCode code, List<SourceAsked> asked) {
            if (!ended) {
                ObjectNode fields = entry("failed", queryId).put("code", code.code());
                owners.write(fields, asked);
                append(fields);
                durable();
                ended = true;
            }
        }
    }
}
