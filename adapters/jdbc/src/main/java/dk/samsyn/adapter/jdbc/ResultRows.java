package dk.samsyn.adapter.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a result, fetched some at a time.
 *
 * @param rows the result
 * @param readers a reader for each column
 */
record ResultRows(ResultSet rows, List<ColumnReader> readers) implements AnswerRows {
    ResultRows {
        readers = List.copyOf(readers);
    }

    @Override
    public @Nullable Object @Nullable [] next() throws SQLException {
        if (!rows.next()) {
            return null;
        }
        @Nullable Object[] row = new @Nullable Object[readers.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = readers.get(i).read(rows, i + 1);
        }
        return row;
    }
}
