package dk.samsyn.spi;

import java.util.List;
import java.util.Map;

/**
 * What is known of a column's values, in the Java forms of {@link ColumnType}.
 *
 * @param distinct different values, about
 * @param missing share of rows without a value
 * @param frequent share of all rows that have this value, for the most frequent ones
 * @param bounds values that cut the other rows into equal parts, ascending from the least to the greatest; none if not known
 */
public record ColumnStatistics(double distinct, double missing, Map<Object, Double> frequent, List<Object> bounds) {
    public ColumnStatistics {
        frequent = Map.copyOf(frequent);
        bounds = List.copyOf(bounds);
    }

    /** A column of which only the number of values is known. */
    public static ColumnStatistics of(double distinct) {
        return new ColumnStatistics(distinct, 0, Map.of(), List.of());
    }
}
