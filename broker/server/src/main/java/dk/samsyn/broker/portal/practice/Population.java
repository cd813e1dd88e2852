package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The practice's patients with a condition, one page of them, sorted and counted by the query itself: patients who are not on the
 * page are not fetched, and so not logged as seen. If a source is silent, the list is made from the others; then the last control
 * is unknown for everybody, never "never".
 */
public final class Population {
    static final int PAGE = 25;

    /** What every list of the practice leaves out: the dead and the emigrated. */
    public static final String LIVING = "b.doed_dato IS NULL AND COALESCE(b.status, '01') NOT IN ('80', '90')";

    private final Ask ask;

    Population(Ask ask) {
        this.ask = ask;
    }

    /**
     * What the list shows.
     *
     * @param shown which patients
     * @param months months without control that {@code MISSING} means
     * @param name part of a name, or empty
     * @param order order of the list
     * @param page page from 0
     * @param unbooked the condition that a patient has no appointment, which {@code UNBOOKED} adds
     */
    record Wish(Shown shown, int months, String name, Order order, int page, SqlText unbooked) {}

    /** Which patients are shown. */
    enum Shown {
        MISSING,
        ALL,
        /** Controlled in time, and without an appointment for the next time. */
        UNBOOKED
    }

    /** Order of the list. */
    enum Order {
        CONTROL("x.kontrol_dato NULLS FIRST, x.navn, x.pid"),
        NAME("x.navn, x.pid"),
        AGE("x.alder DESC, x.navn, x.pid");

        private final String sql;

        Order(String sql) {
            this.sql = sql;
        }
    }

    /**
     * One page.
     *
     * @param answer its rows
     * @param places names of organisations
     * @param total patients with the condition
     * @param never of these, without any control known
     * @param overdue of these, with a control that is too old
     * @param found patients that the wish is about
     * @param missingSources sources without which the list was made; then no control is known
     */
    record Page(
            Answer answer, Answer places, int total, int never, int overdue, int found, Set<String> missingSources) {
        /** All answers, for what is said of sources. */
        List<Answer> all() {
            return List.of(answer, places);
        }

        public boolean controlsKnown() {
            return missingSources.isEmpty();
        }
    }

    /**
     * A page of the list.
     *
     * @throws QueryException if no list can be made
     */
    Page page(Session session, Condition condition, Wish wish) {
        // A list of who lacks something is whole or not made; the next one says of nobody that something is lacking.
        Supplier<Answer> asked = ask(
                session.whole(), whole(condition, wish), wish, wish.unbooked().values());
        Supplier<Answer> places = ask.begin(session, "SELECT org_id, navn FROM organisation");
        Answer whole = asked.get();
        if (whole.silentSource().isEmpty()) {
            return page(whole, places.get(), Set.of());
        }
        Set<String> without = new TreeSet<>();
        Answer part = whole;
        while (part.silentSource().isPresent()
                && without.add(part.silentSource().get())) {
            part = ask(session, diagnosesOnly(condition, wish, without), wish, List.of())
                    .get();
        }
        return page(part, places.get(), without);
    }

    private Supplier<Answer> ask(Session session, String sql, Wish wish, List<Object> first) {
        List<@Nullable Object> values = new ArrayList<>(first);
        if (!wish.name().isEmpty()) {
            values.add("%" + wish.name().toUpperCase(java.util.Locale.forLanguageTag("da")) + "%");
        }
        return ask.begin(session, sql, values.toArray());
    }

    private static Page page(Answer answer, Answer places, Set<String> without) {
        List<Answer.Row> rows = answer.orThrow();
        if (rows.isEmpty()) {
            return new Page(answer, places, 0, 0, 0, 0, without);
        }
        Answer.Row first = rows.get(0);
        return new Page(
                answer,
                places,
                first.count("i_alt"),
                first.count("aldrig"),
                first.count("forfaldne"),
                first.count("fundne"),
                without);
    }

    /** The list with each patient's last control. */
    static String whole(Condition condition, Wish wish) {
        String late = "s.kontrol_dato < CURRENT_DATE - INTERVAL '" + Condition.INTERVAL_DAYS + "' DAY";
        String inner =
                "SELECT b.pid, b.cpr, b.navn, b.koen, b.alder, s.kontrol_dato, s.kontrol_sted_type, s.org_id, s.tid_praecision,\n"
                        + "    COUNT(*) OVER () AS i_alt,\n"
                        + "    SUM(CASE WHEN s.kontrol_dato IS NULL THEN 1 ELSE 0 END) OVER () AS aldrig,\n"
                        + "    SUM(CASE WHEN " + late + " THEN 1 ELSE 0 END) OVER () AS forfaldne\n"
                        + "  FROM borger AS b\n"
                        + "  JOIN (" + diagnosed(condition, Set.of()) + ") AS d ON d.pid = b.pid\n"
                        + "  LEFT JOIN senest_kontrol AS s ON s.pid = b.pid AND s.sygdom = '" + condition.name() + "'\n"
                        + "  WHERE " + LIVING;
        String missing =
                switch (wish.shown()) {
                    case MISSING ->
                        "(x.kontrol_dato IS NULL OR x.kontrol_dato < CURRENT_DATE - INTERVAL '" + wish.months()
                                + "' MONTH)";
                    case ALL -> "TRUE";
                    case UNBOOKED ->
                        "x.kontrol_dato >= CURRENT_DATE - INTERVAL '" + Condition.INTERVAL_DAYS + "' DAY AND "
                                + wish.unbooked().text();
                };
        return outer(inner, missing, wish, wish.order());
    }

    /** The list without controls, from the sources that answer. */
    static String diagnosesOnly(Condition condition, Wish wish, Set<String> without) {
        String inner = "SELECT b.pid, b.cpr, b.navn, b.koen, b.alder, CAST(NULL AS DATE) AS kontrol_dato,\n"
                + "    CAST(NULL AS VARCHAR(8)) AS kontrol_sted_type, CAST(NULL AS VARCHAR(16)) AS org_id,\n"
                + "    CAST(NULL AS VARCHAR(8)) AS tid_praecision, COUNT(*) OVER () AS i_alt, 0 AS aldrig, 0 AS forfaldne\n"
                + "  FROM borger AS b\n"
                + "  JOIN (" + diagnosed(condition, without) + ") AS d ON d.pid = b.pid\n"
                + "  WHERE " + LIVING;
        return outer(inner, "TRUE", wish, Order.NAME);
    }

    private static String diagnosed(Condition condition, Set<String> without) {
        String kept = without.isEmpty()
                ? ""
                : " AND kilde NOT IN ("
                        + without.stream().map(s -> "'" + s + "'").collect(Collectors.joining(", ")) + ")";
        return "SELECT DISTINCT pid FROM diagnose_effektiv WHERE begreb IN (" + condition.conceptList()
                + ") AND NOT COALESCE(afkraeftet, FALSE)" + kept;
    }

    private static String outer(String inner, String missing, Wish wish, Order order) {
        return "SELECT x.pid, x.cpr, x.navn, x.koen, x.alder, x.kontrol_dato, x.kontrol_sted_type, x.org_id, x.tid_praecision,\n"
                + "  x.i_alt, x.aldrig, x.forfaldne, COUNT(*) OVER () AS fundne\n"
                + "FROM (\n  " + inner + "\n) AS x\nWHERE " + missing
                + (wish.name().isEmpty() ? "" : " AND UPPER(x.navn) LIKE ?")
                + "\nORDER BY " + order.sql
                + "\nOFFSET " + (wish.page() * PAGE) + " ROWS FETCH NEXT " + PAGE + " ROWS ONLY";
    }
}
