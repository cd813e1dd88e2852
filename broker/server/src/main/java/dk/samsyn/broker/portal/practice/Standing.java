package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.OwnTables;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Standing lists: what a saved search found when it was last made for a member, and what changed then. Every list is one member's
 * for one purpose, so what one has the right to see reaches nobody else through it.
 */
final class Standing {
    /** A list that nobody has had made for so long is forgotten. */
    private static final Duration KEPT = Duration.ofDays(400);

    private static final String MINE = "cohort = ? AND login = ? AND purpose = ?";

    private final OwnTables tables;

    Standing(OwnTables tables) {
        this.tables = tables;
    }

    /** When a list was last made, and before; {@code previous} is empty if only once. */
    record Made(Instant made, Optional<Instant> previous) {
        /** The day, in Danish time. */
        public LocalDate day() {
            return LocalDate.ofInstant(made, DanishTime.ZONE);
        }

        /** In Danish time. */
        public LocalDateTime time() {
            return LocalDateTime.ofInstant(made, DanishTime.ZONE);
        }
    }

    /** Person numbers: who is new and who is gone since the time before, and how many are on the list. */
    record Change(List<String> found, List<String> gone, int all) {}

    /** When the member's list was last made; empty if never. */
    Optional<Made> made(Session member, String cohort) {
        return tables
                .list(
                        "SELECT made, previous FROM portal_standing WHERE " + MINE,
                        row -> new Made(
                                row.getTimestamp("made").toInstant(),
                                Optional.ofNullable(row.getTimestamp("previous"))
                                        .map(Timestamp::toInstant)),
                        cohort,
                        login(member),
                        purpose(member))
                .stream()
                .findFirst();
    }

    /** What the last time changed; on the first list nobody is new. */
    Change change(Session member, String cohort, Made made) {
        List<Row> rows = rows(member, cohort);
        Instant since = made.previous().orElse(made.made());
        return new Change(
                rows.stream()
                        .filter(row -> row.gone().isEmpty() && row.found().isAfter(since))
                        .map(Row::person)
                        .toList(),
                rows.stream()
                        .filter(row -> row.gone().isPresent())
                        .map(Row::person)
                        .toList(),
                (int) rows.stream().filter(row -> row.gone().isEmpty()).count());
    }

    /**
     * Takes in who is found now, unless the list has been made since {@code seen}: of two pages at once the first counts. The list's own time is written first and what depends on it after it; if the broker stops between,
     * the next time finds the rest new.
     */
    synchronized void take(Session member, String cohort, Optional<Made> seen, List<String> persons, Instant now) {
        if (!made(member, cohort).equals(seen)) {
            return;
        }
        Timestamp at = Timestamp.from(now);
        tables.change("DELETE FROM portal_standing WHERE made < ?", Timestamp.from(now.minus(KEPT)));
        int known = tables.change(
                "UPDATE portal_standing SET previous = made, made = ? WHERE " + MINE,
                at,
                cohort,
                login(member),
                purpose(member));
        if (known == 0) {
            tables.change(
                    "INSERT INTO portal_standing (cohort, login, purpose, made) VALUES (?, ?, ?, ?)",
                    cohort,
                    login(member),
                    purpose(member),
                    at);
        }
        tables.change(
                "DELETE FROM portal_standing_person WHERE gone IS NOT NULL AND " + MINE,
                cohort,
                login(member),
                purpose(member));
        Set<String> added = new TreeSet<>(persons);
        for (Row row : rows(member, cohort)) {
            if (!added.remove(row.person())) {
                tables.change(
                        "UPDATE portal_standing_person SET gone = ? WHERE person = ? AND " + MINE,
                        at,
                        row.person(),
                        cohort,
                        login(member),
                        purpose(member));
            }
        }
        for (String person : added) {
            tables.change(
                    "INSERT INTO portal_standing_person (cohort, login, purpose, person, found) VALUES (?, ?, ?, ?, ?)",
                    cohort,
                    login(member),
                    purpose(member),
                    person,
                    at);
        }
    }

    private record Row(String person, Instant found, Optional<Instant> gone) {}

    private List<Row> rows(Session member, String cohort) {
        return tables.list(
                "SELECT person, found, gone FROM portal_standing_person WHERE " + MINE + " ORDER BY person",
                row -> new Row(
                        row.getString("person"),
                        row.getTimestamp("found").toInstant(),
                        Optional.ofNullable(row.getTimestamp("gone")).map(Timestamp::toInstant)),
                cohort,
                login(member),
                purpose(member));
    }

    private static String login(Session member) {
        return member.principal().name();
    }

    private static String purpose(Session member) {
        return member.purpose().label();
    }
}
