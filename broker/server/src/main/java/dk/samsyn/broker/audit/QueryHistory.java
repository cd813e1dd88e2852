package dk.samsyn.broker.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads queries back from the log's file for those who supervise, the newest of them. */
final class QueryHistory {
    /** Most queries that are held at once; older ones are in the file. */
    static final int MOST = 20_000;

    /** Kind of the entry of what was read for statements whose rows nobody gets; it is opened and ended at once. */
    static final String TRIED = "tried";

    private final Path file;

    QueryHistory(Path file) {
        this.file = file;
    }

    /** The entries of one query so far. */
    private static final class Growing {
        private final JsonNode opened;
        private final List<String> tables = new ArrayList<>();
        private final List<String> columns = new ArrayList<>();
        private final List<String> ruleColumns = new ArrayList<>();
        private final List<String> owners = new ArrayList<>();
        private List<SourceAsked> asked = List.of();
        private final Set<String> policies = new LinkedHashSet<>();
        private final Set<String> persons = new LinkedHashSet<>();
        private Optional<String> mode = Optional.empty();
        private String outcome = "open";

        Growing(JsonNode opened) {
            this.opened = opened;
        }

        void add(JsonNode entry, OwnerSets.Reader sets) {
            switch (entry.path("kind").asText()) {
                case TRIED -> {
                    read(entry);
                    outcome = entry.path("act").asText();
                    asked = sets.asked(entry);
                }
                case "decided" -> {
                    read(entry);
                    entry.path("owners").forEach(owner -> owners.add(owner.asText()));
                    mode = Optional.of(entry.path("mode").asText());
                }
                // Lists would name each of their citizens; the citizen's own log has those.
                case "searched" -> entry.path("persons").forEach(person -> persons.add(person.asText()));
                case "glass" -> persons.add(entry.path("person").asText());
                case "closed" -> {
                    outcome = "closed";
                    asked = sets.asked(entry);
                }
                case "failed" -> {
                    outcome = entry.path("code").asText();
                    asked = sets.asked(entry);
                }
                default -> {
                    // Other kinds say nothing that is searched for.
                }
            }
        }

        private void read(JsonNode entry) {
            entry.path("tables").forEach(table -> tables.add(table.asText()));
            entry.path("columns").forEach(column -> columns.add(column.asText()));
            entry.path("ruleColumns").forEach(column -> ruleColumns.add(column.asText()));
            entry.path("policies").forEach(ref -> policies.add(ref.path("id").asText()));
        }

        /** Whether nothing more is to come. */
        boolean ended() {
            return !outcome.equals("open");
        }

        /** Whether it asked for data of an owner, or while it runs, is going to ask for some that may be. */
        boolean concerns(String owner) {
            return ended() ? asked.stream().anyMatch(source -> source.isOf(owner)) : SourceAsked.matches(owners, owner);
        }

        LoggedQuery whole() {
            return new LoggedQuery(
                    Instant.parse(opened.path("time").asText()),
                    id(opened),
                    opened.path("user").asText(),
                    opened.path("role").asText(),
                    opened.path("organisation").asText(),
                    opened.path("purpose").asText(),
                    tables,
                    columns,
                    ruleColumns,
                    List.copyOf(policies),
                    mode,
                    outcome,
                    asked,
                    List.copyOf(persons));
        }
    }

    List<LoggedQuery> latest() {
        return read(query -> true);
    }

    /** Those that asked for data of one owner. */
    List<LoggedQuery> latestOf(String owner) {
        return read(query -> query.concerns(owner));
    }

    private List<LoggedQuery> read(Predicate<Growing> wanted) {
        Map<String, Growing> queries = new LinkedHashMap<>();
        OwnerSets.Reader sets = new OwnerSets.Reader();
        try (AuditLines lines = new AuditLines(file)) {
            for (byte[] bytes = lines.next(); bytes != null; bytes = lines.next()) {
                ChainedLine.read(bytes).map(ChainedLine::fields).ifPresent(entry -> add(queries, entry, sets, wanted));
            }
        } catch (IOException e) {
            throw new QueryException(ErrorCode.AUDIT_UNAVAILABLE, "the audit log cannot be read", e);
        }
        return queries.values().stream().filter(wanted).map(Growing::whole).toList();
    }

    private static void add(
            Map<String, Growing> queries, JsonNode entry, OwnerSets.Reader sets, Predicate<Growing> wanted) {
        String id = id(entry);
        String kind = entry.path("kind").asText();
        if (kind.equals(OwnerSets.KIND)) {
            sets.add(entry);
        } else if (kind.equals("opened")) {
            keep(queries, id, new Growing(entry));
        } else if (kind.equals(TRIED)) {
            Growing tried = new Growing(entry);
            tried.add(entry, sets);
            if (wanted.test(tried)) {
                keep(queries, id, tried);
            }
        } else {
            Growing query = queries.get(id);
            if (query != null) {
                query.add(entry, sets);
                if (query.ended() && !wanted.test(query)) {
                    queries.remove(id);
                }
            }
        }
    }

    private static void keep(Map<String, Growing> queries, String id, Growing query) {
        queries.put(id, query);
        if (queries.size() > MOST) {
            queries.remove(queries.keySet().iterator().next());
        }
    }

    /** What was tried is no query: it has an id of its own kind, so that nobody looks for its decision and its end. */
    private static String id(JsonNode entry) {
        return entry.path(entry.path("kind").asText().equals(TRIED) ? "trial" : "query")
                .asText();
    }
}
