package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.portal.OwnTables;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Appointments for the next control (A5), as a practice writes them down; everybody of the practice sees and sets the same. */
final class Appointments {
    private final OwnTables tables;

    Appointments(OwnTables tables) {
        this.tables = tables;
    }

    /** A patient's appointment, also one that is over. */
    Optional<LocalDate> of(Principal user, String person) {
        return tables
                .list(
                        "SELECT on_day FROM portal_appointment WHERE organisation = ? AND person = ?",
                        row -> row.getDate("on_day").toLocalDate(),
                        user.organisation(),
                        person)
                .stream()
                .findFirst();
    }

    /** Numbers of patients who have one from that day on, or stand as booked on the recall list. */
    List<String> booked(Principal user, LocalDate from) {
        return tables.list(
                "SELECT person FROM portal_appointment WHERE organisation = ? AND on_day >= ?"
                        + " UNION SELECT person FROM portal_recall WHERE organisation = ? AND state = ? ORDER BY person",
                row -> row.getString("person"),
                user.organisation(),
                Date.valueOf(from),
                user.organisation(),
                Recall.State.BOOKED.name());
    }

    /** Writes one down in place of the one before, or takes it away. */
    void set(Principal user, String person, Optional<LocalDate> day, Instant now) {
        tables.change(
                "DELETE FROM portal_appointment WHERE organisation = ? AND person = ?", user.organisation(), person);
        day.ifPresent(on -> tables.change(
                "INSERT INTO portal_appointment (organisation, person, on_day, changed, changed_by) VALUES (?, ?, ?, ?, ?)",
                user.organisation(),
                person,
                Date.valueOf(on),
                Timestamp.from(now),
                user.name()));
    }
}
