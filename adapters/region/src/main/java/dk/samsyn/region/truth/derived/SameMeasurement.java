package dk.samsyn.region.truth.derived;

import dk.samsyn.region.truth.Row;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the rows that tell of one measurement: the same concept and number, each at most 30 minutes after the one before. */
final class SameMeasurement {
    private static final int MINUTES = 30;
    private static final int LISTED = 6;

    private static final Comparator<Row> IN_TIME = Comparator.comparing(
                    (Row row) -> Objects.requireNonNull(row.time("tidspunkt")))
            .thenComparing(row -> Objects.requireNonNull(row.text("kilde")))
            .thenComparing(row -> Objects.requireNonNull(row.text("kilde_id")));

    private SameMeasurement() {}

    /** The measurements, each as its rows in order of time; a row without concept, number or minute stands alone. */
    static List<List<Row>> folded(List<Row> measurements) {
        List<List<Row>> folded = new ArrayList<>();
        Map<String, List<Row>> alike = new TreeMap<>();
        for (Row row : measurements) {
            boolean exact = "minut".equals(row.text("tid_praecision")) && row.time("tidspunkt") != null;
            if (exact && row.text("begreb") != null && row.number("vaerdi_num") != null) {
                String value = Objects.requireNonNull(row.number("vaerdi_num"))
                        .stripTrailingZeros()
                        .toPlainString();
                alike.computeIfAbsent(row.text("begreb") + " " + value, key -> new ArrayList<>())
                        .add(row);
            } else {
                folded.add(List.of(row));
            }
        }
        alike.values().forEach(rows -> split(rows, folded));
        return folded;
    }

    private static void split(List<Row> rows, List<List<Row>> folded) {
        rows.sort(IN_TIME);
        List<Row> one = new ArrayList<>();
        for (Row row : rows) {
            if (!one.isEmpty() && !follows(row, one.get(one.size() - 1))) {
                folded.add(List.copyOf(one));
                one.clear();
            }
            one.add(row);
        }
        folded.add(List.copyOf(one));
    }

    private static boolean follows(Row row, Row before) {
        LocalDateTime latest = Objects.requireNonNull(before.time("tidspunkt")).plusMinutes(MINUTES);
        return !Objects.requireNonNull(row.time("tidspunkt")).isAfter(latest);
    }

    /** Where the rows of a measurement stand: {@code epj:17, nexus:4}; of more than six the first, and an ellipsis. */
    static String provenance(List<Row> rows) {
        String listed = rows.stream()
                .limit(LISTED)
                .map(row -> row.text("kilde") + ":" + row.text("kilde_id"))
                .collect(Collectors.joining(", "));
        return rows.size() > LISTED ? listed + ", …" : listed;
    }
}
