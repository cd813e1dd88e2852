package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.portal.OwnTables;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The practice's recall list: one entry per citizen with all conditions that are due, and how far the recall is. */
final class Recall {
    private final OwnTables tables;

    Recall(OwnTables tables) {
        this.tables = tables;
    }

    /** How far a recall is. */
    enum State implements FollowUp {
        TO_INVITE("Skal indkaldes"),
        INVITED("Indkaldt"),
        BOOKED("Har tid"),
        ELSEWHERE("Følges andetsteds"),
        DECLINED("Ønsker ikke"),
        HELD("Vurderes enkeltvis");

        private final String label;

        State(String label) {
            this.label = label;
        }

        @Override
        public String label() {
            return label;
        }
    }

    /** One citizen of the list; {@code asked} if a planner's request put the citizen there. */
    record Entry(
            String id,
            String person,
            String conditions,
            Optional<LocalDate> due,
            State state,
            int invitations,
            String note,
            boolean asked,
            String changedBy,
            Instant changed) {}

    /** What the list is made of. */
    record Plan(List<String> conditions, int monthsAhead, Optional<Instant> lastMade, String madeBy) {
        static final Plan USUAL = new Plan(List.of("DM", "KOL", "AKS", "HT"), 1, Optional.empty(), "");
    }

    /** A citizen who is due. */
    record Due(String person, List<String> conditions, Optional<LocalDate> since, State state, String note) {}

    Plan plan(Principal user) {
        return tables
                .list(
                        "SELECT conditions, months_ahead, last_made, made_by FROM portal_recall_plan WHERE organisation = ?",
                        row -> {
                            Timestamp made = row.getTimestamp("last_made");
                            return new Plan(
                                    List.of(row.getString("conditions").split(",", -1)),
                                    row.getInt("months_ahead"),
                                    Optional.ofNullable(made).map(Timestamp::toInstant),
                                    row.getString("made_by"));
                        },
                        user.organisation())
                .stream()
                .findFirst()
                .orElse(Plan.USUAL);
    }

    void plan(Principal user, List<String> conditions, int monthsAhead, Instant now) {
        String joined = String.join(",", conditions);
        int changed = tables.change(
                "UPDATE portal_recall_plan SET conditions = ?, months_ahead = ?, last_made = ?, made_by = ? WHERE organisation = ?",
                joined,
                monthsAhead,
                Timestamp.from(now),
                user.name(),
                user.organisation());
        if (changed == 0) {
            tables.change(
                    "INSERT INTO portal_recall_plan (organisation, conditions, months_ahead, last_made, made_by) VALUES (?, ?, ?, ?, ?)",
                    user.organisation(),
                    joined,
                    monthsAhead,
                    Timestamp.from(now),
                    user.name());
        }
    }

    /**
     * Takes in who is due now. Who is on the list keeps the state that people have set; who has been controlled since leaves it;
     * who stands in a state of nobody's making follows the sources. Whom a request put there stays.
     */
    void merge(Principal user, List<Due> due, Instant now) {
        Map<String, Entry> known =
                entries(user, Optional.empty()).stream().collect(Collectors.toMap(Entry::person, entry -> entry));
        List<String> kept = new ArrayList<>();
        for (Due one : due) {
            Entry old = known.get(one.person());
            kept.add(one.person());
            String conditions = String.join(",", one.conditions());
            Date since = one.since().map(Date::valueOf).orElse(null);
            if (old == null) {
                tables.change(
                        "INSERT INTO portal_recall (id, organisation, person, conditions, due, state, invitations, note, changed, changed_by)"
                                + " VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
                        UUID.randomUUID().toString(),
                        user.organisation(),
                        one.person(),
                        conditions,
                        since,
                        one.state().name(),
                        one.note(),
                        Timestamp.from(now),
                        user.name());
            } else {
                boolean own = old.state() == State.TO_INVITE && old.invitations() == 0 && !old.asked();
                tables.change(
                        "UPDATE portal_recall SET conditions = ?, due = ?, state = ?, note = ? WHERE id = ?",
                        conditions,
                        since,
                        (own ? one.state() : old.state()).name(),
                        own ? one.note() : old.note(),
                        old.id());
            }
        }
        known.values().stream()
                .filter(entry -> !kept.contains(entry.person()) && !entry.asked())
                .forEach(entry -> tables.change("DELETE FROM portal_recall WHERE id = ?", entry.id()));
    }

    /**
     * Puts patients of a request on the list. Who is there already keeps state and conditions.
     *
     * @param outreach id of the request
     */
    void asked(Principal user, String outreach, List<String> persons, String condition, String note, Instant now) {
        Set<String> known = persons(user);
        for (String person : persons) {
            if (known.contains(person)) {
                tables.change(
                        "UPDATE portal_recall SET outreach = ?, note = CASE WHEN note = '' THEN ? ELSE note END"
                                + " WHERE organisation = ? AND person = ?",
                        outreach,
                        note,
                        user.organisation(),
                        person);
            } else {
                tables.change(
                        "INSERT INTO portal_recall (id, organisation, person, conditions, due, state, invitations, note, changed, changed_by,"
                                + " outreach) VALUES (?, ?, ?, ?, NULL, ?, 0, ?, ?, ?, ?)",
                        UUID.randomUUID().toString(),
                        user.organisation(),
                        person,
                        condition,
                        State.TO_INVITE.name(),
                        note,
                        Timestamp.from(now),
                        user.name(),
                        outreach);
            }
        }
    }

    /** Person numbers of those on the list. */
    Set<String> persons(Principal user) {
        return Set.copyOf(tables.list(
                "SELECT person FROM portal_recall WHERE organisation = ?",
                row -> row.getString("person"),
                user.organisation()));
    }

    List<Entry> entries(Principal user, Optional<State> state) {
        String sql =
                "SELECT id, person, conditions, due, state, invitations, note, outreach, changed_by, changed FROM portal_recall"
                        + " WHERE organisation = ?" + (state.isPresent() ? " AND state = ?" : "")
                        + " ORDER BY CASE WHEN due IS NULL THEN 0 ELSE 1 END, due, person";
        return state.isPresent()
                ? tables.list(
                        sql, Recall::entry, user.organisation(), state.get().name())
                : tables.list(sql, Recall::entry, user.organisation());
    }

    /** Moves entries of the user's own organisation; an invitation counts up to three. */
    void move(Principal user, List<String> ids, State state, Instant now) {
        for (String id : ids) {
            tables.change(
                    "UPDATE portal_recall SET state = ?, invitations = CASE WHEN ? AND invitations < 3 THEN invitations + 1 ELSE invitations END,"
                            + " changed = ?, changed_by = ? WHERE id = ? AND organisation = ?",
                    state.name(),
                    state == State.INVITED,
                    Timestamp.from(now),
                    user.name(),
                    id,
                    user.organisation());
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Date due = row.getDate("due");
        return new Entry(
                row.getString("id"),
                row.getString("person"),
                row.getString("conditions"),
                Optional.ofNullable(due).map(Date::toLocalDate),
                State.valueOf(row.getString("state")),
                row.getInt("invitations"),
                row.getString("note"),
                row.getString("outreach") != null,
                row.getString("changed_by"),
                row.getTimestamp("changed").toInstant());
    }
}
