package dk.samsyn.region.truth.derived;

import dk.samsyn.region.truth.Row;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The latest row of each concept; of several at the same time the first by {@code kilde}, then {@code kilde_id}. */
final class Latest {
    private Latest() {}

    /**
     * The latest rows.
     *
     * @param concept column that tells what a row is about
     * @param time column that tells when
     * @param counts which rows count; those without concept or time never do
     */
    static Collection<Row> of(List<Row> rows, String concept, String time, Predicate<Row> counts) {
        Map<String, Row> latest = new TreeMap<>();
        for (Row row : rows) {
            String about = row.text(concept);
            if (about != null && row.time(time) != null && counts.test(row)) {
                latest.merge(about, row, (a, b) -> wins(b, a, time) ? b : a);
            }
        }
        return latest.values();
    }

    private static boolean wins(Row challenger, Row holder, String time) {
        LocalDateTime a = Objects.requireNonNull(challenger.time(time));
        LocalDateTime b = Objects.requireNonNull(holder.time(time));
        if (!a.equals(b)) {
            return a.isAfter(b);
        }
        int bySource = compare(challenger, holder, "kilde");
        return bySource != 0 ? bySource < 0 : compare(challenger, holder, "kilde_id") < 0;
    }

    private static int compare(Row a, Row b, String column) {
        return Objects.requireNonNull(a.text(column)).compareTo(Objects.requireNonNull(b.text(column)));
    }
}
