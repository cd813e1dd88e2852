package dk.samsyn.broker.portal.care;

import java.util.List;

/**
 * Whose list of people it is. Who is on it, the reader's policies decide; the list only says what it shows of them.
 *
 * @param path its address; a person's page is below it
 * @param title its heading
 * @param lead what it is
 * @param event heading of the column of what happened last
 * @param tabs parts of it; the first one is shown unless another is chosen
 * @param columns measured values that it shows
 * @param homeOnly whether only what was measured at home or by the municipality is shown
 * @param people rows {@code pid, cpr, navn, alder, hvornaar, slut, sted, hvad, nr}; of a person the one with {@code nr} 1 counts
 * @param order its order, of these columns
 * @param withoutEvents the same rows without what happened, for when that source is silent; empty if there is no such list
 * @param departments whether the people can be narrowed to a department of the reader's hospital
 */
record CareKind(
        String path,
        String title,
        String lead,
        String event,
        List<Tab> tabs,
        List<Column> columns,
        boolean homeOnly,
        String people,
        String order,
        String withoutEvents,
        boolean departments) {
    CareKind {
        tabs = List.copyOf(tabs);
        columns = List.copyOf(columns);
    }

    /** A part of the list: its name in the address, its heading, and its condition on the rows. */
    record Tab(String path, String label, String condition) {
        /** Whether its condition holds values against {@link SignalLimits}. */
        public boolean limited() {
            return condition.equals(SIGNAL);
        }
    }

    /** A value: the concept, or two that are written as one, and its heading and unit. */
    record Column(String concept, String with, String label, String unit) {}

    private static final Column PRESSURE = new Column("BT_SYS", "BT_DIA", "Blodtryk", "mmHg");
    private static final Column GLUCOSE = new Column("GLUKOSE", "", "Blodsukker", "mmol/L");
    private static final Column WEIGHT = new Column("VAEGT", "", "Vægt", "kg");
    private static final Column HEIGHT = new Column("HOEJDE", "", "Højde", "cm");

    /** Citizens of the municipality with home nursing, the newly discharged first (D11). */
    static final CareKind NURSE = new CareKind(
            "/kommune/pleje",
            "Mine borgere",
            "Borgere i kommunen med sygepleje i hjemmet. Hospitalets oplysninger vises i 30 dage efter udskrivning.",
            "Udskrevet",
            List.of(
                    new Tab("udskrevet", "Udskrevet de seneste 30 dage", "x.hvornaar IS NOT NULL"),
                    new Tab("alle", "Alle", "TRUE")),
            List.of(PRESSURE, GLUCOSE, WEIGHT),
            true,
            """
            SELECT b.pid, b.cpr, b.navn, b.alder, k.slut_tid AS hvornaar, k.slut_tid AS slut, k.org_id AS sted, k.kontaktform AS hvad,
              ROW_NUMBER() OVER (PARTITION BY b.pid ORDER BY k.slut_tid DESC NULLS LAST, k.org_id) AS nr
            FROM borger AS b
            LEFT JOIN kontakt AS k ON k.pid = b.pid AND k.kontaktform = 'indlaeggelse'
              AND k.slut_tid >= CAST(CURRENT_DATE - INTERVAL '30' DAY AS TIMESTAMP)""",
            "x.hvornaar DESC NULLS LAST, x.navn, x.pid",
            """
            SELECT b.pid, b.cpr, b.navn, b.alder, CAST(NULL AS TIMESTAMP) AS hvornaar, CAST(NULL AS TIMESTAMP) AS slut,
              CAST(NULL AS VARCHAR(16)) AS sted, CAST(NULL AS VARCHAR(16)) AS hvad, 1 AS nr
            FROM borger AS b""",
            false);

    /** Children of the municipality with growth and vaccinations (D12). */
    static final CareKind CHILDREN = new CareKind(
            "/kommune/boern",
            "Børn",
            "Kommunens børn under 18 år: vækst og vaccinationer, uanset hvem der har målt og givet dem.",
            "Vaccinationer",
            List.of(
                    new Tab("smaa", "Under 2 år", "x.alder < 2"),
                    new Tab("boern", "2–5 år", "x.alder BETWEEN 2 AND 5"),
                    new Tab("skole", "6–17 år", "x.alder > 5")),
            List.of(HEIGHT, WEIGHT),
            false,
            """
            SELECT b.pid, b.cpr, b.navn, b.alder, CAST(b.foedselsdato AS TIMESTAMP) AS hvornaar, CAST(NULL AS TIMESTAMP) AS slut,
              CAST(NULL AS VARCHAR(16)) AS sted, CAST(NULL AS VARCHAR(16)) AS hvad, 1 AS nr
            FROM borger AS b WHERE COALESCE(b.status, '01') NOT IN ('80', '90')""",
            "x.hvornaar DESC, x.navn, x.pid",
            "",
            false);

    /**
     * The latest value of each kind that was taken at home in the last 90 days, against a systolic and a diastolic limit ({@code ?}): an
     * older one is no signal.
     */
    private static final String SIGNAL = """
            x.pid IN (SELECT m.pid FROM (
                SELECT pid, begreb, vaerdi_num, ROW_NUMBER() OVER (PARTITION BY pid, begreb ORDER BY tidspunkt DESC, kilde, kilde_id) AS nr
                FROM maaling WHERE begreb IN ('BT_SYS', 'BT_DIA') AND sted IN ('hjemme', 'kommune') AND vaerdi_num IS NOT NULL
                  AND tidspunkt >= CAST(CURRENT_DATE - INTERVAL '90' DAY AS TIMESTAMP)
              ) AS m WHERE m.nr = 1
              AND ((m.begreb = 'BT_SYS' AND m.vaerdi_num >= ?) OR (m.begreb = 'BT_DIA' AND m.vaerdi_num >= ?)))""";

    /** People who have been at the reader's hospital, the latest contact first (B4, B9, B10). */
    static final CareKind HOSPITAL = new CareKind(
            "/hospital",
            "Mine patienter",
            "Borgere med en kontakt på hospitalet de seneste 12 måneder, og hvad de selv eller hjemmesygeplejersken har målt derhjemme.",
            "Seneste kontakt",
            List.of(
                    new Tab("alle", "Alle", "TRUE"),
                    new Tab("indlagt", "Indlagt nu", "x.hvad = 'indlaeggelse' AND x.slut IS NULL"),
                    new Tab("signal", "Højt blodtryk målt hjemme", SIGNAL)),
            List.of(PRESSURE, GLUCOSE, WEIGHT),
            true,
            """
            SELECT b.pid, b.cpr, b.navn, b.alder, k.start_tid AS hvornaar, k.slut_tid AS slut, k.org_id AS sted, k.kontaktform AS hvad,
              ROW_NUMBER() OVER (PARTITION BY b.pid ORDER BY k.start_tid DESC, k.org_id) AS nr
            FROM borger AS b JOIN kontakt AS k ON k.pid = b.pid
            WHERE k.org_id LIKE ? AND k.start_tid >= CAST(CURRENT_DATE - INTERVAL '12' MONTH AS TIMESTAMP)""",
            "x.hvornaar DESC, x.navn, x.pid",
            "",
            true);

    Tab tab(String wanted) {
        return tabs.stream()
                .filter(tab -> tab.path().equals(wanted))
                .findFirst()
                .orElse(tabs.get(0));
    }
}
