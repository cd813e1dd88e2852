package dk.samsyn.broker.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the log says of the statements of one day, with the entries that belong to them whenever they were written.
 *
 * @param statements statements asked on that day, in order
 * @param strays entries that belong to no statement in the log, one sentence each
 */
public record DayOfLog(List<Statement> statements, List<String> strays) {
    public DayOfLog {
        statements = List.copyOf(statements);
        strays = List.copyOf(strays);
    }

    /** How a statement ended. */
    public enum End {
        /** It runs, or the broker stopped before it could say so. */
        NONE,
        ANSWERED,
        REFUSED
    }

    /**
     * One person shown in clear to the one who asked.
     *
     * @param person canonical person number
     * @param first when the first data left
     * @param last when the last data left
     * @param categories kinds of data, in order of the alphabet
     * @param glass whether only break-glass opened them
     * @param sequence number of the first log entry about it
     */
    public record Shown(
            String person, Instant first, Instant last, List<String> categories, boolean glass, long sequence) {}

    /**
     * One statement.
     *
     * @param query the broker's id
     * @param asked when
     * @param user login name
     * @param role the user's role
     * @param organisation whom the user acted for
     * @param purpose label of the purpose
     * @param reason reason for break-glass
     * @param attributes attributes of the session, such as {@code autorisation}
     * @param decided whether a decision is in the log
     * @param end how it ended
     * @param shown persons shown in clear, by number
     */
    public record Statement(
            String query,
            Instant asked,
            String user,
            String role,
            String organisation,
            String purpose,
            Optional<String> reason,
            Map<String, String> attributes,
            boolean decided,
            End end,
            List<Shown> shown) {}

    /** Reads one day of the log in {@code file}. */
    public static DayOfLog of(Path file, LocalDate day, ZoneId zone) throws IOException {
        Reader reader = new Reader(day, zone);
        AuditVerifier.scan(file, reader::add, Optional.empty());
        return new DayOfLog(
                reader.statements.values().stream().map(Open::statement).toList(), reader.strays);
    }

    private static final class Reader {
        private final LocalDate day;
        private final ZoneId zone;
        private final Map<String, Open> statements = new LinkedHashMap<>();
        private final TreeSet<String> others = new TreeSet<>();
        private final List<String> strays = new ArrayList<>();

        Reader(LocalDate day, ZoneId zone) {
            this.day = day;
            this.zone = zone;
        }

        void add(ChainedLine line) {
            JsonNode entry = line.fields();
            String query = entry.path("query").asText();
            String kind = entry.path("kind").asText();
            Instant time = Instant.parse(entry.path("time").asText());
            boolean today = LocalDate.ofInstant(time, zone).equals(day);
            if (kind.equals("opened")) {
                if (today) {
                    statements.put(query, new Open(query, time, entry));
                } else {
                    others.add(query);
                }
                return;
            }
            Open statement = statements.get(query);
            if (statement != null) {
                statement.add(line.sequence(), kind, time, entry).ifPresent(strays::add);
            } else if (!query.isEmpty() && today && !others.contains(query)) {
                strays.add("entry " + line.sequence() + " (" + kind + ") belongs to no statement");
            }
        }
    }

    private static final class Open {
        private final String query;
        private final Instant asked;
        private final JsonNode opened;
        private final Map<String, Shown> shown = new TreeMap<>();
        private boolean decided;
        private End end = End.NONE;

        Open(String query, Instant asked, JsonNode opened) {
            this.query = query;
            this.asked = asked;
            this.opened = opened;
        }

        Optional<String> add(long sequence, String kind, Instant time, JsonNode entry) {
            if (end != End.NONE) {
                return Optional.of("entry " + sequence + " (" + kind + ") comes after the end of its statement");
            }
            switch (kind) {
                case "decided" -> decided = true;
                case "shown" ->
                    entry.path("persons")
                            .forEach(person -> note(
                                    person.asText(),
                                    time,
                                    sequence,
                                    entry.path("category").asText(),
                                    false));
                case "glass" -> note(entry.path("person").asText(), time, sequence, "", true);
                case "closed" -> end = End.ANSWERED;
                case "failed" -> end = End.REFUSED;
                default -> {
                    // Other kinds say nothing of who was shown.
                }
            }
            return Optional.empty();
        }

        private void note(String person, Instant time, long sequence, String category, boolean glass) {
            Shown one =
                    new Shown(person, time, time, category.isEmpty() ? List.of() : List.of(category), glass, sequence);
            shown.merge(person, one, Open::together);
        }

        private static Shown together(Shown one, Shown other) {
            TreeSet<String> categories = new TreeSet<>(one.categories());
            categories.addAll(other.categories());
            return new Shown(
                    one.person(),
                    one.first(),
                    other.last(),
                    List.copyOf(categories),
                    one.glass() || other.glass(),
                    one.sequence());
        }

        Statement statement() {
            Map<String, String> attributes = new TreeMap<>();
            opened.path("attributes")
                    .fields()
                    .forEachRemaining(
                            one -> attributes.put(one.getKey(), one.getValue().asText()));
            return new Statement(
                    query,
                    asked,
                    opened.path("user").asText(),
                    opened.path("role").asText(),
                    opened.path("organisation").asText(),
                    opened.path("purpose").asText(),
                    Optional.ofNullable(opened.get("reason")).map(JsonNode::asText),
                    attributes,
                    decided,
                    end,
                    List.copyOf(shown.values()));
        }
    }
}
