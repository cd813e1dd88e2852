package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.spi.ErrorCode;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Saved searches: one's own, and those that colleagues of the same organisation share. Definitions only, never who was found. */
final class Cohorts {
    private static final String COLUMNS = "SELECT id, owner, name, shared, definition FROM portal_cohort ";

    private final OwnTables tables;

    Cohorts(OwnTables tables) {
        this.tables = tables;
    }

    /** A saved search; {@code mine} if the reader saved it. */
    record Cohort(String id, String owner, String name, boolean shared, String definition, boolean mine) {}

    /** What a user may use, by name. */
    List<Cohort> of(Principal user) {
        return tables.list(
                COLUMNS + "WHERE organisation = ? AND (owner = ? OR shared) ORDER BY name, id",
                row -> new Cohort(
                        row.getString("id"),
                        row.getString("owner"),
                        row.getString("name"),
                        row.getBoolean("shared"),
                        row.getString("definition"),
                        row.getString("owner").equals(user.name())),
                user.organisation(),
                user.name());
    }

    /** One of those, or a refusal that does not tell whether there is another's. */
    Cohort one(Principal user, String id) {
        return of(user).stream()
                .filter(cohort -> cohort.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new QueryException(ErrorCode.REQUEST_INVALID, "there is no such saved search"));
    }

    void save(Principal user, String name, Search search, boolean shared, Instant now) {
        tables.change(
                "INSERT INTO portal_cohort (id, organisation, owner, name, shared, definition, created) VALUES (?, ?, ?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(),
                user.organisation(),
                user.name(),
                name,
                shared,
                search.json(),
                Timestamp.from(now));
    }

    /** Shares or keeps to oneself; only the owner can. */
    void share(Principal user, String id, boolean shared) {
        tables.change("UPDATE portal_cohort SET shared = ? WHERE id = ? AND owner = ?", shared, id, user.name());
    }

    void delete(Principal user, String id) {
        tables.change("DELETE FROM portal_cohort WHERE id = ? AND owner = ?", id, user.name());
    }
}
