package dk.samsyn.broker.portal.outreach;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.OwnTables;
import dk.samsyn.spi.ErrorCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Requests and what practices decide about them. The two directions are apart: what {@link #sentBy} gives the sender is read from
 * requests only, what practices decided is read for that practice only.
 */
public final class Outreaches {
    /** How long practices can act on a request: its group was asked for then, not for ever. */
    static final Duration OPEN_FOR = Duration.ofDays(90);

    /** Most requests that an organisation sends within {@link #WINDOW}, withdrawn ones too: doctors read each of them. */
    static final int MOST = 20;

    private static final Duration WINDOW = Duration.ofDays(30);
    private static final String COLUMNS =
            "SELECT id, organisation, sender, role, purpose, disease, need, sex, age_from, age_to,"
                    + " municipality, criteria, size, reason, sent, withdrawn FROM portal_outreach ";

    private final OwnTables tables;

    public Outreaches(OwnTables tables) {
        this.tables = tables;
    }

    /** What an organisation has sent, the latest first. */
    public List<Outreach> sentBy(Principal user) {
        return tables.list(
                COLUMNS + "WHERE organisation = ? ORDER BY sent DESC, id", Outreaches::read, user.organisation());
    }

    /** Whether the organisation may send another one now. */
    public boolean room(Principal user, Instant now) {
        Instant since = now.minus(WINDOW);
        return sentBy(user).stream().filter(o -> o.sent().isAfter(since)).count() < MOST;
    }

    /** Sends a request to all practices. */
    public void send(Session sender, OutreachGroup group, long size, String reason, Instant now) {
        Principal user = sender.principal();
        tables.change(
                "INSERT INTO portal_outreach (id, organisation, sender, role, purpose, disease, need, sex, age_from, age_to,"
                        + " municipality, criteria, size, reason, sent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                UUID.randomUUID().toString(),
                user.organisation(),
                user.name(),
                user.role(),
                sender.purpose().label(),
                group.disease(),
                group.need().name(),
                group.traits().sex(),
                group.traits().from(),
                group.traits().to(),
                group.municipality(),
                Criterion.written(group.traits().criteria()),
                size,
                reason,
                Timestamp.from(now));
    }

    /** Takes a request of the user's own organisation back. */
    public void withdraw(Principal user, String id, Instant now) {
        tables.change(
                "UPDATE portal_outreach SET withdrawn = ? WHERE id = ? AND organisation = ? AND withdrawn IS NULL",
                Timestamp.from(now),
                id,
                user.organisation());
    }

    /** Requests that practices can act on, the latest first. */
    public List<Outreach> open(Instant now) {
        return tables
                .list(
                        COLUMNS + "WHERE withdrawn IS NULL AND sent > ? ORDER BY sent DESC, id",
                        Outreaches::read,
                        Timestamp.from(now.minus(OPEN_FOR)))
                .stream()
                .toList();
    }

    /** One of them. */
    public Outreach open(String id, Instant now) {
        return open(now).stream()
                .filter(o -> o.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new QueryException(
                        ErrorCode.REQUEST_INVALID, "there is no such request, or it is withdrawn or expired"));
    }

    /** What the user's practice has decided, by request. */
    public Map<String, Outreach.Decision> decisions(Principal user) {
        return tables
                .list(
                        "SELECT outreach, taken, who, at FROM portal_outreach_answer WHERE organisation = ?",
                        row -> Map.entry(
                                row.getString("outreach"),
                                new Outreach.Decision(
                                        row.getBoolean("taken"),
                                        row.getString("who"),
                                        row.getTimestamp("at").toInstant())),
                        user.organisation())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Notes the practice's decision; a later one replaces it. */
    public void decide(Principal user, String id, boolean taken, Instant now) {
        Object[] values = {taken, user.name(), Timestamp.from(now), id, user.organisation()};
        if (tables.change(
                        "UPDATE portal_outreach_answer SET taken = ?, who = ?, at = ? WHERE outreach = ? AND organisation = ?",
                        values)
                == 0) {
            tables.change(
                    "INSERT INTO portal_outreach_answer (taken, who, at, outreach, organisation) VALUES (?, ?, ?, ?, ?)",
                    values);
        }
    }

    private static Outreach read(ResultSet row) throws SQLException {
        return new Outreach(
                row.getString("id"),
                row.getString("organisation"),
                row.getString("sender"),
                row.getString("role"),
                row.getString("purpose"),
                new OutreachGroup(
                        row.getString("disease"),
                        OutreachGroup.Need.valueOf(row.getString("need")),
                        new Traits(
                                row.getString("sex"),
                                row.getInt("age_from"),
                                row.getInt("age_to"),
                                Criterion.read(row.getString("criteria"))),
                        row.getString("municipality")),
                row.getLong("size"),
                row.getString("reason"),
                row.getTimestamp("sent").toInstant(),
                Optional.ofNullable(row.getTimestamp("withdrawn")).map(Timestamp::toInstant));
    }
}
