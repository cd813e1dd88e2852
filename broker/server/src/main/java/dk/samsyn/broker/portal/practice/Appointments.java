package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.portal.Danish;
import dk.samsyn.broker.portal.OwnTables;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Appointments for the next control (A5), as a practice writes them down; everybody of the practice sees and sets the same. */
final class Appointments {
    private static final int MOST_YEARS = 3;

    private final OwnTables tables;
    private final Supplier<LocalDate> today;

    Appointments(OwnTables tables, Supplier<LocalDate> today) {
        this.tables = tables;
        this.today = today;
    }

    /**
     * A patient's appointment as the patient's page shows it.
     *
     * @param day when it is or was
     * @param over whether that day has passed
     * @param first first day that may be written down
     * @param last last day that may be written down
     */
    record Appointment(Optional<LocalDate> day, boolean over, LocalDate first, LocalDate last) {
        /** What stands in the field. */
        public String value() {
            return day.filter(on -> !over).map(LocalDate::toString).orElse("");
        }

        /** The day in words; empty if there was never one. */
        public String shown() {
            return day.map(Danish::date).orElse("");
        }
    }

    /** A patient's appointment, also one that is over. */
    Appointment of(Principal user, String person) {
        Optional<LocalDate> day = tables
                .list(
                        "SELECT on_day FROM portal_appointment WHERE organisation = ? AND person = ?",
                        row -> row.getDate("on_day").toLocalDate(),
                        user.organisation(),
                        person)
                .stream()
                .findFirst();
        boolean over = day.filter(on -> on.isBefore(today.get())).isPresent();
        return new Appointment(day, over, today.get(), today.get().plusYears(MOST_YEARS));
    }

    /** Whether an appointment may be on that day. */
    boolean mayBe(LocalDate day) {
        return !day.isBefore(today.get()) && !day.isAfter(today.get().plusYears(MOST_YEARS));
    }

    /** Days to come by person number. */
    Map<String, LocalDate> next(Principal user) {
        return tables
                .list(
                        "SELECT person, on_day FROM portal_appointment WHERE organisation = ? AND on_day >= ?",
                        row -> Map.entry(
                                row.getString("person"), row.getDate("on_day").toLocalDate()),
                        user.organisation(),
                        Date.valueOf(today.get()))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * The condition on {@code x.cpr} and {@code x.kontrol_dato} that a patient has no appointment: none is written down for a day to
     * come, and the recall list does not say so either. What that list says holds until the patient has been controlled: it names no
     * day, and somebody whom it had as booked for ever would fall out of every list.
     */
    SqlText none(Principal user) {
        List<SqlText> parts = new ArrayList<>();
        List<String> next = next(user).keySet().stream().sorted().toList();
        if (!next.isEmpty()) {
            parts.add(new SqlText("x.cpr NOT IN " + marks(next), List.copyOf(next)));
        }
        recalled(user).forEach((day, persons) -> {
            List<Object> values = new ArrayList<>(persons);
            values.add(day);
            parts.add(new SqlText("NOT (x.cpr IN " + marks(persons) + " AND x.kontrol_dato <= ?)", values));
        });
        return parts.isEmpty() ? SqlText.of("TRUE") : SqlText.joined(parts, "AND");
    }

    /** Who stands as booked on the recall list, by the day on which that was said. */
    private Map<LocalDate, List<String>> recalled(Principal user) {
        Map<LocalDate, List<String>> byDay = new TreeMap<>();
        tables.list(
                        "SELECT person, changed FROM portal_recall WHERE organisation = ? AND state = ? ORDER BY person",
                        row -> Map.entry(
                                row.getTimestamp("changed")
                                        .toInstant()
                                        .atZone(DanishTime.ZONE)
                                        .toLocalDate(),
                                row.getString("person")),
                        user.organisation(),
                        Recall.State.BOOKED.name())
                .forEach(one -> byDay.computeIfAbsent(one.getKey(), day -> new ArrayList<>())
                        .add(one.getValue()));
        return byDay;
    }

    private static String marks(List<String> persons) {
        return "(" + String.join(", ", Collections.nCopies(persons.size(), "?")) + ")";
    }

    /** Writes one down in place of the one before, or takes it away. */
    void set(Principal user, String person, Optional<LocalDate> day, Instant now) {
        List<OwnTables.Change> changes = new ArrayList<>();
        changes.add(OwnTables.Change.of(
                "DELETE FROM portal_appointment WHERE organisation = ? AND person = ?", user.organisation(), person));
        day.ifPresent(on -> changes.add(OwnTables.Change.of(
                "INSERT INTO portal_appointment (organisation, person, on_day, changed, changed_by) VALUES (?, ?, ?, ?, ?)",
                user.organisation(),
                person,
                Date.valueOf(on),
                Timestamp.from(now),
                user.name())));
        tables.changeTogether(changes);
    }
}
