package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.spi.ErrorCode;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Saved searches: one's own, and those that colleagues of the same organisation share. Definitions only, never who was found. */
final class Cohorts {
    private static final String COLUMNS = "SELECT id, owner, name, shared, definition, repeats FROM portal_cohort ";

    private static final int DEEPEST = 4;

    private final OwnTables tables;

    Cohorts(OwnTables tables) {
        this.tables = tables;
    }

    /** A saved search; {@code mine} if the reader saved it, {@code repeats} if it is a standing list. */
    record Cohort(
            String id,
            String owner,
            String name,
            boolean shared,
            String definition,
            boolean mine,
            Optional<Repeat> repeats) {}

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
                        row.getString("owner").equals(user.name()),
                        Optional.ofNullable(row.getString("repeats")).map(Repeat::valueOf)),
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

    /** Shares or keeps to oneself; only the owner can. What colleagues have had made of it is forgotten with their right to it. */
    void share(Principal user, String id, boolean shared) {
        int changed = tables.change(
                "UPDATE portal_cohort SET shared = ? WHERE id = ? AND owner = ?", shared, id, user.name());
        if (changed > 0 && !shared) {
            tables.change("DELETE FROM portal_standing WHERE cohort = ? AND login <> ?", id, user.name());
            tables.change("DELETE FROM portal_handover WHERE cohort = ?", id);
        }
    }

    /** Makes it a standing list, or none; only the owner can. Of what is none any more, no list is kept. */
    void repeat(Principal user, String id, Optional<Repeat> repeat) {
        int changed = tables.change(
                "UPDATE portal_cohort SET repeats = ? WHERE id = ? AND owner = ?",
                repeat.map(Repeat::name).orElse(null),
                id,
                user.name());
        if (changed > 0 && repeat.isEmpty()) {
            tables.change("DELETE FROM portal_standing WHERE cohort = ?", id);
        }
    }

    /** What writes searches for that user: a search within a search is one of those the user may use. */
    SearchSql writer(Principal user) {
        int[] deep = {0};
        return new SearchSql(id -> {
            if (++deep[0] > DEEPEST) {
                throw new QueryException(ErrorCode.STATEMENT_TOO_LARGE, "too many saved searches within each other");
            }
            return Search.fromJson(one(user, id).definition());
        });
    }

    void delete(Principal user, String id) {
        tables.change("DELETE FROM portal_cohort WHERE id = ? AND owner = ?", id, user.name());
    }
}
