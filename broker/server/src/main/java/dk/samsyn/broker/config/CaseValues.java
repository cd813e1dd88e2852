package dk.samsyn.broker.config;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows as a bag of texts, so that what a file says and what a query answers can be compared: numbers to nine significant
 * digits, dates and times as ISO text.
 */
record CaseValues(Map<String, Integer> counts, int size) {
    private static final MathContext DIGITS = new MathContext(9);

    static CaseValues of(Collection<? extends List<? extends @Nullable Object>> rows) {
        Map<String, Integer> counts = new HashMap<>();
        rows.forEach(
                row -> counts.merge(row.stream().map(CaseValues::text).toList().toString(), 1, Integer::sum));
        return new CaseValues(counts, rows.size());
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Number) {
            return new BigDecimal(value.toString())
                    .round(DIGITS)
                    .stripTrailingZeros()
                    .toPlainString();
        }
        if (value instanceof Boolean) {
            return value.toString();
        }
        return "'" + value.toString().replace("'", "''") + "'";
    }

    /** How many rows of this bag the other lacks. */
    int lackingIn(CaseValues other) {
        return counts.entrySet().stream()
                .mapToInt(entry -> Math.max(0, entry.getValue() - other.counts.getOrDefault(entry.getKey(), 0)))
                .sum();
    }
}
