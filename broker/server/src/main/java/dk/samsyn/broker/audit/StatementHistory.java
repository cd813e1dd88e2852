package dk.samsyn.broker.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads statements back from the log's file, beside those who write it. */
final class StatementHistory {
    private final Path file;

    StatementHistory(Path file) {
        this.file = file;
    }

    List<AskedStatement> since(Instant from) {
        Map<List<Object>, AskedStatement> found = new LinkedHashMap<>();
        try (AuditLines lines = new AuditLines(file)) {
            for (byte[] bytes = lines.next(); bytes != null; bytes = lines.next()) {
                ChainedLine.read(bytes)
                        .flatMap(line -> opened(line.fields(), from))
                        .ifPresent(one -> {
                            List<Object> kind = List.of(
                                    one.role(),
                                    one.organisation(),
                                    one.purpose(),
                                    one.attributes(),
                                    one.sql(),
                                    one.reasoned());
                            found.merge(kind, one, StatementHistory::together);
                        });
            }
        } catch (IOException e) {
            throw new QueryException(ErrorCode.AUDIT_UNAVAILABLE, "the audit log cannot be read", e);
        }
        List<AskedStatement> all = new ArrayList<>(found.values());
        all.sort(Comparator.comparing(AskedStatement::times).reversed());
        return all;
    }

    private static AskedStatement together(AskedStatement one, AskedStatement other) {
        return new AskedStatement(
                other.user(),
                other.role(),
                other.organisation(),
                other.purpose(),
                other.reasoned(),
                other.attributes(),
                other.sql(),
                other.last(),
                one.times() + 1);
    }

    private static Optional<AskedStatement> opened(JsonNode entry, Instant from) {
        if (!entry.path("kind").asText().equals("opened")) {
            return Optional.empty();
        }
        Instant time = Instant.parse(entry.path("time").asText());
        if (time.isBefore(from)) {
            return Optional.empty();
        }
        Map<String, Object> attributes = new HashMap<>();
        entry.path("attributes")
                .fields()
                .forEachRemaining(one -> attributes.put(
                        one.getKey(),
                        one.getValue().isIntegralNumber()
                                ? (Object) one.getValue().asInt()
                                : one.getValue().asText()));
        return Optional.of(new AskedStatement(
                entry.path("user").asText(),
                entry.path("role").asText(),
                entry.path("organisation").asText(),
                entry.path("purpose").asText(),
                entry.has("reason"),
                attributes,
                entry.path("sql").asText(),
                time,
                1));
    }
}
