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

    /** Why somebody is held out of invitations to many. */
    static final String AT_HOME = "får pleje i hjemmet";

    /**
     * One citizen of the list.
     *
     * @param due the oldest of the last controls; empty if there is none
     * @param next when the first control falls due; empty if there was never one
     * @param asked whether a planner's request put the citizen there
     * @param placed whether somebody put the citizen there, for a request or from a saved search; it stays when the list is made
     */
    record Entry(
            String id,
            String person,
            String conditions,
            Optional<LocalDate> due,
            Optional<LocalDate> next,
            State state,
            int invitations,
            String note,
            boolean asked,
            boolean placed,
            String changedBy,
            Instant changed) {
        /** Whether no control is known; of somebody whom others put there nothing is said. */
        public boolean never() {
            return due.isEmpty() && !placed;
        }
    }

    /** A citizen who is due: the oldest last control and the first day due, both empty if one of the conditions was never controlled. */
    record Due(
            String person,
            List<String> conditions,
            Optional<LocalDate> since,
            Optional<LocalDate> next,
            State state,
            String note) {}

    /** What a list of patients comes from: a planner's request or a saved search, by its id. */
    record Origin(String column, String id) {
        static Origin request(String id) {
            return new Origin("outreach", id);
        }

        static Origin search(String id) {
            return new Origin("cohort", id);
        }
    }

    /** What the practice's list is made of. */
    RecallPlan plan(Principal user) {
        return tables
                .list(
                        "SELECT conditions, intervals, months_ahead, repeats, last_made, made_by FROM portal_recall_plan"
                                + " WHERE organisation = ?",
                        row -> {
                            Timestamp made = row.getTimestamp("last_made");
                            return new RecallPlan(
                                    List.of(row.getString("conditions").split(",", -1)),
                                    RecallPlan.intervals(row.getString("intervals")),
                                    row.getInt("months_ahead"),
                                    Optional.ofNullable(row.getString("repeats"))
                                            .map(Repeat::valueOf),
                                    Optional.ofNullable(made).map(Timestamp::toInstant),
                                    row.getString("made_by"));
                        },
                        user.organisation())
                .stream()
                .findFirst()
                .orElse(RecallPlan.USUAL);
    }

    /**
     * Takes in a list that was made by {@code plan}, and keeps the plan; unless the list has been made since the plan was read: of
     * two makers at once the first counts.
     */
    synchronized void take(Principal user, RecallPlan plan, List<Due> due, Instant now) {
        if (!plan(user).lastMade().equals(plan.lastMade())) {
            return;
        }
        keep(user, plan, now);
        merge(user, due, now);
    }

    private void keep(Principal user, RecallPlan plan, Instant now) {
        Object[] values = {
            String.join(",", plan.conditions()),
            plan.intervalText(),
            plan.monthsAhead(),
            plan.repeats().map(Repeat::name).orElse(null),
            Timestamp.from(now),
            user.name(),
            user.organisation()
        };
        int changed = tables.change(
                "UPDATE portal_recall_plan SET conditions = ?, intervals = ?, months_ahead = ?, repeats = ?, last_made = ?, made_by = ?"
                        + " WHERE organisation = ?",
                values);
        if (changed == 0) {
            tables.change(
                    "INSERT INTO portal_recall_plan (conditions, intervals, months_ahead, repeats, last_made, made_by, organisation)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    values);
        }
    }

    /**
     * Takes in who is due now. Who is on the list keeps the state that people have set; who has been controlled since leaves it;
     * who stands in a state of nobody's making follows the sources. Whom somebody put there stays.
     */
    private void merge(Principal user, List<Due> due, Instant now) {
        Map<String, Entry> known =
                entries(user, Optional.empty()).stream().collect(Collectors.toMap(Entry::person, entry -> entry));
        List<String> kept = new ArrayList<>();
        for (Due one : due) {
            Entry old = known.get(one.person());
            kept.add(one.person());
            String conditions = String.join(",", one.conditions());
            Date since = one.since().map(Date::valueOf).orElse(null);
            Date next = one.next().map(Date::valueOf).orElse(null);
            if (old == null) {
                tables.change(
                        "INSERT INTO portal_recall (id, organisation, person, conditions, due, next_due, state, invitations, note, changed, changed_by)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
                        UUID.randomUUID().toString(),
                        user.organisation(),
                        one.person(),
                        conditions,
                        since,
                        next,
                        one.state().name(),
                        one.note(),
                        Timestamp.from(now),
                        user.name());
            } else {
                boolean own = old.state() == State.TO_INVITE && old.invitations() == 0 && !old.placed();
                tables.change(
                        "UPDATE portal_recall SET conditions = ?, due = ?, next_due = ?, state = ?, note = ? WHERE id = ?",
                        conditions,
                        since,
                        next,
                        (own ? one.state() : old.state()).name(),
                        own ? one.note() : old.note(),
                        old.id());
            }
        }
        known.values().stream()
                .filter(entry -> !kept.contains(entry.person()) && !entry.placed())
                .forEach(entry -> tables.change("DELETE FROM portal_recall WHERE id = ?", entry.id()));
    }

    /**
     * Puts patients on the list. Who is there already keeps state and conditions.
     *
     * @param condition what they are to be controlled for; empty for nothing in particular
     * @param held who is held out of invitations to many
     */
    void place(
            Principal user,
            Origin origin,
            List<String> persons,
            String condition,
            String note,
            Set<String> held,
            Instant now) {
        Set<String> known = persons(user);
        for (String person : persons) {
            if (known.contains(person)) {
                tables.change(
                        "UPDATE portal_recall SET " + origin.column()
                                + " = ?, note = CASE WHEN note = '' THEN ? WHEN POSITION(? IN note) > 0 THEN note"
                                + " ELSE SUBSTRING(CONCAT(note, ', ', ?) FROM 1 FOR 200) END WHERE organisation = ? AND person = ?",
                        origin.id(),
                        note,
                        note,
                        note,
                        user.organisation(),
                        person);
            } else {
                boolean out = held.contains(person);
                tables.change(
                        "INSERT INTO portal_recall (id, organisation, person, conditions, due, state, invitations, note, changed, changed_by, "
                                + origin.column() + ") VALUES (?, ?, ?, ?, NULL, ?, 0, ?, ?, ?, ?)",
                        UUID.randomUUID().toString(),
                        user.organisation(),
                        person,
                        condition,
                        (out ? State.HELD : State.TO_INVITE).name(),
                        out ? AT_HOME + ", " + note : note,
                        Timestamp.from(now),
                        user.name(),
                        origin.id());
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
                "SELECT id, person, conditions, due, next_due, state, invitations, note, outreach, cohort, changed_by, changed FROM portal_recall"
                        + " WHERE organisation = ?" + (state.isPresent() ? " AND state = ?" : "")
                        + " ORDER BY CASE WHEN next_due IS NULL THEN 0 ELSE 1 END, next_due, person";
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
        boolean asked = row.getString("outreach") != null;
        return new Entry(
                row.getString("id"),
                row.getString("person"),
                row.getString("conditions"),
                Optional.ofNullable(row.getDate("due")).map(Date::toLocalDate),
                Optional.ofNullable(row.getDate("next_due")).map(Date::toLocalDate),
                State.valueOf(row.getString("state")),
                row.getInt("invitations"),
                row.getString("note"),
                asked,
                asked || row.getString("cohort") != null,
                row.getString("changed_by"),
                row.getTimestamp("changed").toInstant());
    }
}
