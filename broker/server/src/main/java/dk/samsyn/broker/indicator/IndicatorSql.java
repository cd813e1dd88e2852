package dk.samsyn.broker.indicator;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Compiles an indicator to one statement with columns {@code gruppe}, {@code naevner} and {@code taeller}, for a standardised rate
 * also {@code alder}. It takes the same way as anybody's statement: policies, release rules, ledger.
 */
public final class IndicatorSql {
    /** Groups that an indicator can be divided by. */
    public enum By {
        /** One number. */
        TOTAL,
        KOMMUNE,
        KLYNGE,
        /** The practice where somebody is enrolled today, under a pseudonym to whoever counts. */
        PRAKSIS,
        KOEN,
        ALDER,
        HOSPITAL,
        AAR,
        KVARTAL
    }

    private static final String BAND = "b.alder / 20 * 20";

    private static final String ENROLLED = "(SELECT * FROM gp_tilknytning WHERE gyldig_til IS NULL) AS g";

    /** Practices with patients, one a row: those whose own value may be withheld are among them. */
    public static final String PRACTICES =
            "SELECT g.ydernr AS gruppe, COUNT(DISTINCT g.pid) AS naevner FROM " + ENROLLED + " GROUP BY g.ydernr";

    private final Indicator indicator;
    private final LocalDate end;

    /**
     * For one period.
     *
     * @param end the first day after it
     */
    public IndicatorSql(Indicator indicator, LocalDate end) {
        this.indicator = indicator;
        this.end = end;
    }

    /** Whether an indicator can be divided by that at all. */
    public static boolean divides(Indicator indicator, By by) {
        try {
            new IndicatorSql(indicator, LocalDate.EPOCH).by(by);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** First day of the period. */
    public LocalDate start() {
        return end.minusMonths(indicator.months());
    }

    /**
     * The statement.
     *
     * @throws IllegalArgumentException if the indicator cannot be divided so
     */
    public String by(By by) {
        return switch (indicator.statistic()) {
            case PROPORTION ->
                select("COUNT(DISTINCT t.pid)", by, "", ", SUM(t." + indicator.numerator() + ") AS taeller");
            case PROPORTION_OF_ROWS ->
                joined(select("COUNT(*)", by, "", ""), select("COUNT(*)", by, indicator.numerator(), ""), by, false);
            case RATE -> joined(people(by, false), select("COUNT(*)", by, "", ""), by, false);
            case DSR -> joined(people(by, true), banded(by), by, true);
        };
    }

    private String joined(String all, String some, By by, boolean banded) {
        String band = banded ? ", n.alder" : "";
        String same = (by == By.TOTAL ? "" : " AND x.gruppe = n.gruppe") + (banded ? " AND x.alder = n.alder" : "");
        String on = same.isEmpty() ? "TRUE" : same.substring(" AND ".length());
        return "SELECT n.gruppe" + band + ", n.naevner, x.naevner AS taeller FROM (" + all + ") AS n LEFT JOIN (" + some
                + ") AS x ON " + on;
    }

    /** Everybody in the groups, for the denominator of a rate. */
    private String people(By by, boolean banded) {
        if (by == By.HOSPITAL || by == By.AAR || by == By.KVARTAL) {
            throw new IllegalArgumentException(
                    indicator.id() + " is a rate among all citizens, who belong to no hospital and no"
                            + " quarter: divide it by total, kommune, klynge, koen or alder");
        }
        String where = indicator.population().map(p -> " WHERE " + p).orElse("");
        return "SELECT " + shown(by) + (banded ? ", " + BAND + " AS alder" : "")
                + ", COUNT(DISTINCT b.pid) AS naevner FROM" + " (SELECT * FROM borger" + where + ") AS b" + links(by)
                + grouped(by, banded);
    }

    private String select(String count, By by, String more, String numerator) {
        return "SELECT " + shown(by) + ", " + count + " AS naevner" + numerator + rows(more) + links(by)
                + grouped(by, false);
    }

    private String banded(By by) {
        return "SELECT " + shown(by) + ", " + BAND + " AS alder, COUNT(*) AS naevner" + rows("") + links(by)
                + grouped(by, true);
    }

    private String rows(String more) {
        Optional<String> where = indicator.where().map(this::dated);
        String all =
                where.map(w -> more.isEmpty() ? w : "(" + w + ") AND " + more).orElse(more);
        return " FROM (SELECT * FROM " + indicator.table() + (all.isEmpty() ? "" : " WHERE " + all)
                + ") AS t JOIN borger AS b ON b.pid = t.pid";
    }

    private String dated(String where) {
        return where.replace(":start", "DATE '" + start() + "'").replace(":end", "DATE '" + end + "'");
    }

    private String links(By by) {
        return switch (by) {
            case KLYNGE -> " JOIN kommune_reference AS k ON k.kommunekode = b.kommunekode";
            // Nobody who counts sees a citizen's own practice; the periods of enrolment have it as a pseudonym.
            case PRAKSIS -> " JOIN " + ENROLLED + " ON g.pid = b.pid";
            case HOSPITAL ->
                " JOIN organisation AS o ON o.org_id = t."
                        + indicator
                                .organisation()
                                .orElseThrow(() -> new IllegalArgumentException(indicator.id()
                                        + " names no organisation, so it cannot be divided by hospital"));
            default -> "";
        };
    }

    private String shown(By by) {
        return (by == By.TOTAL ? "'alle'" : expression(by)) + " AS gruppe";
    }

    private String grouped(By by, boolean banded) {
        String groups = by == By.TOTAL ? "" : expression(by);
        String all = banded ? (groups.isEmpty() ? BAND : groups + ", " + BAND) : groups;
        return all.isEmpty() ? "" : " GROUP BY " + all;
    }

    private String expression(By by) {
        return switch (by) {
            case TOTAL -> "";
            case KOMMUNE -> "b.kommunekode";
            case KLYNGE -> "k.klynge";
            case PRAKSIS -> "g.ydernr";
            case KOEN -> "b.koen";
            case ALDER -> BAND;
            case HOSPITAL -> "o.navn";
            case AAR -> "EXTRACT(YEAR FROM t." + dateColumn() + ")";
            case KVARTAL -> "FLOOR(t." + dateColumn() + " TO QUARTER)";
        };
    }

    private String dateColumn() {
        return indicator
                .date()
                .orElseThrow(() -> new IllegalArgumentException(
                        indicator.id() + " names no date, so it cannot be divided by year or quarter"));
    }
}
