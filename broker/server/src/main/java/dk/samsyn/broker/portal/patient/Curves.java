package dk.samsyn.broker.portal.patient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.broker.portal.Answer;
import dk.samsyn.broker.portal.Danish;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Curves of measured values: the data as JSON for the script, and the same points for a table. */
final class Curves {
    private static final int FEWEST = 2;

    private Curves() {}

    /** A curve: its title, the data for the script, and its points. */
    record Curve(String title, String unit, String json, List<Point> points) {}

    /** One measured value. */
    record Point(LocalDateTime time, String value, String place) {}

    /** What a curve shows: one or two concepts of one unit, and the programme's limit. */
    private record Wanted(String title, boolean laboratory, List<String> concepts, String unit, double limit) {}

    private static final List<Wanted> WANTED = List.of(
            new Wanted("HbA1c", true, List.of("HBA1C"), "mmol/mol", 53),
            new Wanted("Blodtryk", false, List.of("BT_SYS", "BT_DIA"), "mmHg", 140),
            new Wanted("LDL-kolesterol", true, List.of("LDL"), "mmol/L", 2.5),
            new Wanted("Nyrefunktion (eGFR)", true, List.of("EGFR"), "mL/min", 60),
            new Wanted("FEV1 i procent af forventet", false, List.of("FEV1_PCT"), "%", 50),
            new Wanted("Blodsukker målt ved patienten", false, List.of("GLUKOSE"), "mmol/L", Double.NaN),
            new Wanted("Vægt", false, List.of("VAEGT"), "kg", Double.NaN),
            new Wanted("Højde", false, List.of("HOEJDE"), "cm", Double.NaN));

    /** Every curve of which there are points enough. */
    static List<Curve> of(List<Answer.Row> laboratory, List<Answer.Row> clinical, Map<String, String> places) {
        List<Curve> curves = new ArrayList<>();
        for (Wanted wanted : WANTED) {
            List<Answer.Row> rows = (wanted.laboratory() ? laboratory : clinical)
                    .stream()
                            .filter(r -> wanted.concepts().contains(r.text("begreb")))
                            .sorted(Comparator.comparing((Answer.Row r) -> time(r)))
                            .toList();
            if (rows.size() >= FEWEST) {
                curves.add(curve(wanted, rows, places));
            }
        }
        return curves;
    }

    private static Curve curve(Wanted wanted, List<Answer.Row> rows, Map<String, String> places) {
        List<Object> series = new ArrayList<>();
        for (String concept : wanted.concepts()) {
            List<Object> points = rows.stream()
                    .filter(r -> r.text("begreb").equals(concept))
                    .map(r -> (Object) List.of(
                            time(r).toString(),
                            Double.parseDouble(r.text("vaerdi_num")),
                            place(r, places),
                            r.text("sted")))
                    .toList();
            series.add(Map.of("name", label(concept, wanted.title()), "points", points));
        }
        boolean limited = !Double.isNaN(wanted.limit());
        Map<String, Object> data = new HashMap<>();
        data.put("unit", wanted.unit());
        data.put(
                "description",
                wanted.title() + ", " + rows.size() + " målinger; tabellen under kurven viser de samme tal");
        data.put("target", limited ? wanted.limit() : null);
        data.put("targetText", limited ? "grænse " + Danish.number(wanted.limit()) : "");
        data.put("series", series);
        List<Point> table = rows.stream()
                .sorted(Comparator.comparing((Answer.Row r) -> time(r)).reversed())
                .map(r -> new Point(
                        time(r),
                        (wanted.concepts().size() > 1 ? label(r.text("begreb"), "") + " " : "")
                                + (r.text("operator").equals("=") ? "" : r.text("operator"))
                                + Danish.number(r.get("vaerdi_num")),
                        place(r, places)))
                .toList();
        try {
            return new Curve(wanted.title(), wanted.unit(), new ObjectMapper().writeValueAsString(data), table);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String label(String concept, String otherwise) {
        return switch (concept) {
            case "BT_SYS" -> "Systolisk";
            case "BT_DIA" -> "Diastolisk";
            default -> otherwise;
        };
    }

    private static LocalDateTime time(Answer.Row row) {
        return row.get("tid") instanceof LocalDateTime time ? time : LocalDateTime.MIN;
    }

    private static String place(Answer.Row row, Map<String, String> places) {
        return places.getOrDefault(row.text("sted"), row.text("sted"));
    }
}
