package dk.samsyn.broker.portal.analyst;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.broker.portal.Visit;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;

/** A user's statements: those that ran lately, and saved ones, which colleagues of the organisation may share. Never an answer. */
final class Statements {
    private static final int KEPT = 50;

    private final OwnTables tables;

    Statements(OwnTables tables) {
        this.tables = tables;
    }

    /** One that ran; {@code outcome} is {@code ok} or the code of its error, {@code ran} in UTC. */
    record Ran(String id, LocalDateTime ran, String purpose, String statement, String outcome, int rows) {}

    /** A saved one; {@code mine} if the reader saved it. */
    record Saved(String id, String owner, String name, boolean shared, String statement, boolean mine) {}

    void ran(Principal user, Instant now, String purpose, String statement, String outcome, int rows) {
        tables.change(
                "INSERT INTO portal_sql_ran (id, login, ran, purpose, statement, outcome, row_count) VALUES (?, ?, ?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(),
                user.name(),
                Timestamp.from(now),
                purpose,
                statement,
                outcome,
                rows);
        List<String> old = lately(user).stream().skip(KEPT).map(Ran::id).toList();
        old.forEach(id -> tables.change("DELETE FROM portal_sql_ran WHERE id = ? AND login = ?", id, user.name()));
    }

    /** The user's own, newest first. */
    List<Ran> lately(Principal user) {
        return tables.list(
                "SELECT id, ran, purpose, statement, outcome, row_count FROM portal_sql_ran WHERE login = ? ORDER BY ran DESC, id",
                row -> new Ran(
                        row.getString("id"),
                        row.getTimestamp("ran").toLocalDateTime(),
                        row.getString("purpose"),
                        row.getString("statement"),
                        row.getString("outcome"),
                        row.getInt("row_count")),
                user.name());
    }

    /** What the user may open, by name. */
    List<Saved> saved(Principal user) {
        return tables.list(
                "SELECT id, owner, name, shared, statement FROM portal_sql_saved WHERE organisation = ? AND (owner = ? OR shared)"
                        + " ORDER BY name, id",
                row -> new Saved(
                        row.getString("id"),
                        row.getString("owner"),
                        row.getString("name"),
                        row.getBoolean("shared"),
                        row.getString("statement"),
                        row.getString("owner").equals(user.name())),
                user.organisation(),
                user.name());
    }

    /** Saves one; gives its id. */
    String save(Principal user, Instant now, String name, String statement, boolean shared) {
        String id = UUID.randomUUID().toString();
        tables.change(
                "INSERT INTO portal_sql_saved (id, organisation, owner, name, shared, statement, created) VALUES (?, ?, ?, ?, ?, ?, ?)",
                id,
                user.organisation(),
                user.name(),
                name,
                shared,
                statement,
                Timestamp.from(now));
        return id;
    }

    void delete(Principal user, String id) {
        tables.change("DELETE FROM portal_sql_saved WHERE id = ? AND owner = ?", id, user.name());
    }

    /** The text of one of them, whichever it is. */
    String text(Principal user, String id) {
        return saved(user).stream()
                .filter(one -> one.id().equals(id))
                .map(Saved::statement)
                .findFirst()
                .or(() -> lately(user).stream()
                        .filter(one -> one.id().equals(id))
                        .map(Ran::statement)
                        .findFirst())
                .orElseThrow(() -> Visit.invalid("id"));
    }
}
