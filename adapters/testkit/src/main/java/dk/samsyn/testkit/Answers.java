package dk.samsyn.testkit;

import dk.samsyn.spi.RowCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads answers whole and makes rows comparable. */
final class Answers {
    private Answers() {}

    /** All rows; the cursor is closed. */
    static List<List<@Nullable Object>> read(RowCursor cursor) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (cursor) {
            while (cursor.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (Object value : cursor.row()) {
                    row.add(ValueForms.comparable(value));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    static List<List<@Nullable Object>> comparable(List<List<@Nullable Object>> rows) {
        List<List<@Nullable Object>> result = new ArrayList<>();
        for (List<@Nullable Object> values : rows) {
            List<@Nullable Object> row = new ArrayList<>();
            for (Object value : values) {
                row.add(ValueForms.comparable(value));
            }
            result.add(row);
        }
        return result;
    }
}
