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

/** Reads queries back from the log's file for those who supervise, the newest of them. */
final class QueryHistory {
    /** Most queries that are held at once; older ones are in the file. */
    static final int MOST = 20_000;

    private final Path file;

    QueryHistory(Path file) {
        this.file = file;
    }

    /** The entries of one query so far. */
    private static final class Growing {
        private final JsonNode opened;
        private final List<String> tables = new ArrayList<>();
        private final Set<String> policies = new LinkedHashSet<>();
        private final Set<String> persons = new LinkedHashSet<>();
        private Optional<String> mode = Optional.empty();
        private String outcome = "open";

        Growing(JsonNode opened) {
            this.opened = opened;
        }

        void add(JsonNode entry) {
            switch (entry.path("kind").asText()) {
                case "decided" -> {
                    entry.path("tables").forEach(table -> tables.add(table.asText()));
                    entry.path("policies")
                            .forEach(ref -> policies.add(ref.path("id").asText()));
                    mode = Optional.of(entry.path("mode").asText());
                }
                // Lists would name each of their citizens; the citizen's own log has those.
                case "searched" -> entry.path("persons").forEach(person -> persons.add(person.asText()));
                case "glass" -> persons.add(entry.path("person").asText());
                case "closed" -> outcome = "closed";
                case "failed" -> outcome = entry.path("code").asText();
                default -> {
                    // Other kinds say nothing that is searched for.
                }
            }
        }

        LoggedQuery whole() {
            return new LoggedQuery(
                    Instant.parse(opened.path("time").asText()),
                    opened.path("query").asText(),
                    opened.path("user").asText(),
                    opened.path("role").asText(),
                    opened.path("organisation").asText(),
                    opened.path("purpose").asText(),
                    tables,
                    List.copyOf(policies),
                    mode,
                    outcome,
                    List.copyOf(persons));
        }
    }

    List<LoggedQuery> latest() {
        Map<String, Growing> queries = new LinkedHashMap<>();
        try (AuditLines lines = new AuditLines(file)) {
            for (byte[] bytes = lines.next(); bytes != null; bytes = lines.next()) {
                ChainedLine.read(bytes).map(ChainedLine::fields).ifPresent(entry -> add(queries, entry));
            }
        } catch (IOException e) {
            throw new QueryException(ErrorCode.AUDIT_UNAVAILABLE, "the audit log cannot be read", e);
        }
        return queries.values().stream().map(Growing::whole).toList();
    }

    private static void add(Map<String, Growing> queries, JsonNode entry) {
        String id = entry.path("query").asText();
        if (entry.path("kind").asText().equals("opened")) {
            queries.put(id, new Growing(entry));
            if (queries.size() > MOST) {
                queries.remove(queries.keySet().iterator().next());
            }
        } else {
            Growing query = queries.get(id);
            if (query != null) {
                query.add(entry);
            }
        }
    }
}
