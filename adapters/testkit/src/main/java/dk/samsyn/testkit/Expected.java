package dk.samsyn.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as a fixture has filled it: every row of it, or, for a table that is asked by key, every row of the keys that occur
 * here. At least three rows, at least two keys if there are any, and text without blanks at the end.
 *
 * @param table name of the table
 * @param rows rows, values in the order of the declared columns and in the Java forms of {@code ColumnType}
 */
public record Expected(String table, List<List<@Nullable Object>> rows) {
    public Expected {
        rows = List.copyOf(rows);
    }

    /** A table with rows given as arrays, as a cursor gives them. */
    public static Expected of(String table, @Nullable Object[]... rows) {
        List<List<@Nullable Object>> lists = new ArrayList<>();
        for (@Nullable Object[] row : rows) {
            lists.add(Arrays.asList(row));
        }
        return new Expected(table, lists);
    }

    /** One row. */
    public static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }
}
