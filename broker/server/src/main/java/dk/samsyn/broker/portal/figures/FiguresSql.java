package dk.samsyn.broker.portal.figures;

import dk.samsyn.broker.portal.practice.Condition;
import dk.samsyn.broker.portal.practice.Measure;
import dk.samsyn.broker.portal.practice.Population;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements behind the figures of one condition. They count among whom the asker may see and nobody else: for a practice its
 * patients, for a department the citizens who have been there.
 */
record FiguresSql(Condition condition) {
    /** Everybody: one row {@code antal}. */
    static String everybody() {
        return "SELECT COUNT(*) AS antal\nFROM borger AS b\nWHERE " + Population.LIVING;
    }

    /**
     * How many had the condition by each day: one row, {@code kendt_0}, {@code kendt_1}, … from any source, {@code egne_0}, … coded
     * by the organisation that is bound as the parameter of each.
     */
    String known(List<LocalDate> days, boolean own) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < days.size(); i++) {
            String by = "COALESCE(d.stillet_dato, DATE '1900-01-01') <= DATE '" + days.get(i) + "'";
            columns.append(i == 0 ? "" : ",\n  ").append(counted(by, "kendt_" + i));
            if (own) {
                columns.append(",\n  ").append(counted(by + " AND d.org_id = ?", "egne_" + i));
            }
        }
        return "SELECT " + columns + "\nFROM borger AS b\nJOIN diagnose_effektiv AS d ON d.pid = b.pid\nWHERE "
                + Population.LIVING + " AND d.begreb IN (" + condition.conceptList()
                + ") AND NOT COALESCE(d.afkraeftet, FALSE)";
    }

    private static String counted(String condition, String name) {
        return "COUNT(DISTINCT CASE WHEN " + condition + " THEN d.pid END) AS " + name;
    }

    /** Of those with the condition, how many had a control within a year: one row {@code antal}. */
    String controlled() {
        return "SELECT COUNT(DISTINCT s.pid) AS antal\nFROM senest_kontrol AS s\n" + among("s") + "\nWHERE "
                + Population.LIVING + " AND s.sygdom = '" + condition.name()
                + "' AND s.kontrol_dato >= CURRENT_DATE - INTERVAL '1' YEAR";
    }

    /**
     * Latest values that are not older than the programme wants, by measure: rows {@code begreb}, {@code maalt}, {@code middel}, and
     * {@code udenfor}, how many are beyond the programme's limit. Empty if the programme has none of that kind.
     */
    String measured(Measure.Kind kind) {
        List<Measure> measures =
                condition.measures().stream().filter(m -> m.kind() == kind).toList();
        if (measures.isEmpty()) {
            return "";
        }
        String time = kind == Measure.Kind.LAB ? "v.proevetagning_tid" : "v.tidspunkt";
        String inTime = measures.stream()
                .map(m -> "(v.begreb = '" + m.concept() + "' AND " + time + " >= CAST(CURRENT_DATE - INTERVAL '"
                        + m.everyDays() + "' DAY AS TIMESTAMP))")
                .collect(Collectors.joining("\n    OR "));
        String beyond = measures.stream()
                .flatMap(m -> m.limit().stream()
                        .map(limit -> "(v.begreb = '" + m.concept() + "' AND v.vaerdi_num "
                                + (limit.side() == Measure.Side.FROM ? ">= " : "< ") + limit.value() + ")"))
                .collect(Collectors.joining(" OR "));
        return "SELECT v.begreb, COUNT(*) AS maalt, AVG(v.vaerdi_num) AS middel,\n  SUM(CASE WHEN " + beyond
                + " THEN 1 ELSE 0 END) AS udenfor\nFROM "
                + (kind == Measure.Kind.LAB ? "seneste_vaerdi" : "seneste_maaling") + " AS v\n" + among("v")
                + "\nWHERE "
                + Population.LIVING + " AND v.vaerdi_num IS NOT NULL\n  AND (" + inTime + ")\nGROUP BY v.begreb";
    }

    private String among(String table) {
        return "JOIN borger AS b ON b.pid = " + table
                + ".pid\nJOIN (SELECT DISTINCT pid FROM diagnose_effektiv WHERE begreb IN (" + condition.conceptList()
                + ") AND NOT COALESCE(afkraeftet, FALSE)) AS d ON d.pid = " + table + ".pid";
    }
}
