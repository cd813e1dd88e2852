package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How far released numbers are from the truth, by the number of persons in the cell. */
final class WorkloadErrors {
    private static final String PERSONS = "borgere";

    private final Map<Integer, List<Double>> bySize = new TreeMap<>();
    private double persons;
    private double withheld;

    /** Compares the cells of one statement. Columns before {@code borgere} are groups; what has no match is not compared. */
    void add(RemoteQueries.Reply released, RemoteQueries.Reply truth) {
        int count = released.column(PERSONS);
        if (count < 0 || truth.column(PERSONS) != count) {
            return;
        }
        Map<String, JsonNode> shown = new HashMap<>();
        released.rows().forEach(row -> shown.put(key(row, count), row));
        boolean sameGroups = false;
        double all = 0;
        double missing = 0;
        for (JsonNode row : truth.rows()) {
            JsonNode answer = shown.get(key(row, count));
            double n = row.get(count).asDouble();
            all += n;
            missing += answer == null ? n : 0;
            if (answer != null) {
                sameGroups = true;
                for (int i = count; i < row.size(); i++) {
                    error(n, answer.get(i), row.get(i));
                }
            }
        }
        if (sameGroups) {
            persons += all;
            withheld += missing;
        }
    }

    private void error(double n, JsonNode answer, JsonNode exact) {
        if (answer.isNumber() && exact.isNumber() && exact.asDouble() != 0) {
            double relative = Math.abs(answer.asDouble() - exact.asDouble()) / Math.abs(exact.asDouble());
            bySize.computeIfAbsent(n < 20 ? 5 : n < 100 ? 20 : 100, none -> new ArrayList<>())
                    .add(relative);
        }
    }

    private static String key(JsonNode row, int columns) {
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < columns; i++) {
            key.append(row.get(i).asText()).append('|');
        }
        return key.toString();
    }

    /** Median relative error in cells of at least so many persons, 5, 20 or 100, up to the next; NaN if there are none. */
    double median(int size) {
        List<Double> sorted =
                bySize.getOrDefault(size, List.of()).stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
    }

    /** One line for each size, and the share of persons in cells that are not shown. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        bySize.forEach((size, errors) -> {
            List<Double> sorted = errors.stream().sorted().toList();
            lines.add(String.format(
                    Locale.ROOT,
                    "n %-8s %6d numbers, median relative error %5.2f %%, nine of ten below %5.1f %%",
                    size == 5 ? "5-19" : size == 20 ? "20-99" : ">= 100",
                    sorted.size(),
                    100 * sorted.get(sorted.size() / 2),
                    100 * sorted.get((int) (0.9 * (sorted.size() - 1)))));
        });
        lines.add(String.format(
                Locale.ROOT,
                "persons in cells that are not shown: %.2f %%",
                persons == 0 ? 0 : 100 * withheld / persons));
        return lines;
    }
}
