package dk.samsyn.broker.engine.column;

import java.util.List;

/**
 * Some rows, column by column.
 *
 * @param size rows, from 1 to {@link #ROWS}
 * @param columns one vector per column, each with at least {@code size} values
 */
public record Batch(int size, List<Vector> columns) {
    /** Rows of a batch at most. */
    public static final int ROWS = 2048;

    public Batch {
        columns = List.copyOf(columns);
        if (size < 1 || size > ROWS) {
            throw new IllegalArgumentException("a batch has 1 to " + ROWS + " rows, not " + size);
        }
    }

    public Vector column(int index) {
        return columns.get(index);
    }

    public int width() {
        return columns.size();
    }

    /** Every row. */
    public Selection all() {
        return Selection.first(size);
    }

    /** The batch with some of its rows only, of which there is at least one. */
    public Batch pick(Selection rows) {
        if (rows.isPrefix()) {
            return rows.size() == size ? this : new Batch(rows.size(), columns);
        }
        return new Batch(rows.size(), columns.stream().map(c -> c.pick(rows)).toList());
    }
}
