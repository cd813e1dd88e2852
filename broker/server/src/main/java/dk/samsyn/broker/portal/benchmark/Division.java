package dk.samsyn.broker.portal.benchmark;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorSql;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What an indicator is divided by on a page. Practices are no choice: they are compared under no name and no number. */
enum Division {
    KOMMUNE(IndicatorSql.By.KOMMUNE, "Kommune", "kommuner", true),
    KLYNGE(IndicatorSql.By.KLYNGE, "Hospitalsklynge", "klynger", true),
    HOSPITAL(IndicatorSql.By.HOSPITAL, "Hospitalsafdeling", "afdelinger", true),
    KOEN(IndicatorSql.By.KOEN, "Køn", "grupper", false),
    ALDER(IndicatorSql.By.ALDER, "Alder", "grupper", false);

    private final IndicatorSql.By by;
    private final String label;
    private final String plural;
    private final boolean units;

    Division(IndicatorSql.By by, String label, String plural, boolean units) {
        this.by = by;
        this.label = label;
        this.plural = plural;
        this.units = units;
    }

    IndicatorSql.By by() {
        return by;
    }

    public String label() {
        return label;
    }

    public String plural() {
        return plural;
    }

    /** Whether its groups answer for their numbers, so that they are compared with each other; ages and sexes are not. */
    public boolean units() {
        return units;
    }

    /** Its name in addresses. */
    public String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that make sense for an indicator and a reader; who sees one municipality is not offered to compare it with itself. */
    static List<Division> of(Indicator indicator, Session session) {
        return Arrays.stream(values())
                .filter(d -> IndicatorSql.divides(indicator, d.by))
                .filter(d -> regional(session) || d == KOEN || d == ALDER || d == HOSPITAL)
                .toList();
    }

    /** Whether the reader looks at all municipalities rather than at the own. */
    static boolean regional(Session session) {
        return !session.principal().role().equals("kommunal_planlaegger");
    }
}
