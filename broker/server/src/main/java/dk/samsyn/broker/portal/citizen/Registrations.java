package dk.samsyn.broker.portal.citizen;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.portal.OwnTables;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What citizens have written down about themselves, in the broker's own tables. */
public final class Registrations {
    private final OwnTables tables;

    public Registrations(OwnTables tables) {
        this.tables = tables;
    }

    /**
     * One answer.
     *
     * @param id its id
     * @param item what was asked
     * @param answer the answer as it is kept
     * @param shared whether the citizen's practice may see it
     * @param day when it was given
     */
    public record Registration(String id, Item item, String answer, boolean shared, LocalDate day) {
        /** The answer for people. */
        public String shown() {
            return item.shown(answer);
        }
    }

    /** A person's answers, newest first. */
    List<Registration> of(String person) {
        return tables.list(
                "SELECT id, item, answer, shared, registered FROM portal_registration WHERE person = ? ORDER BY registered DESC, item",
                row -> new Registration(
                        row.getString("id"),
                        Item.valueOf(row.getString("item")),
                        row.getString("answer"),
                        row.getBoolean("shared"),
                        LocalDate.ofInstant(row.getTimestamp("registered").toInstant(), DanishTime.ZONE)),
                person);
    }

    /** Those that the person lets the practice see. */
    public List<Registration> shared(String person) {
        return of(person).stream().filter(Registration::shared).toList();
    }

    void add(String person, Item item, String answer, boolean shared, Instant now) {
        tables.change(
                "INSERT INTO portal_registration (id, person, item, answer, shared, registered) VALUES (?, ?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(),
                person,
                item.name(),
                answer,
                shared,
                Timestamp.from(now));
    }

    /** Takes one back; only the person can. */
    void delete(String person, String id) {
        tables.change("DELETE FROM portal_registration WHERE id = ? AND person = ?", id, person);
    }
}
