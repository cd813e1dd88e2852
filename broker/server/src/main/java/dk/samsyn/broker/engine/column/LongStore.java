package dk.samsyn.broker.engine.column;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing column of whole numbers. */
final class LongStore extends ColumnStore {
    private long[] values = new long[FIRST_CAPACITY];
    private boolean @Nullable [] nulls;

    @Override
    void ensure(int capacity) {
        if (capacity > values.length || capacity < 0) {
            values = Arrays.copyOf(values, grown(values.length, capacity));
            if (nulls != null) {
                nulls = Arrays.copyOf(nulls, values.length);
            }
        }
    }

    @Override
    void put(Vector vector, Selection rows, int at) {
        LongVector source = (LongVector) vector;
        if (rows.isPrefix()) {
            System.arraycopy(source.values, 0, values, at, rows.size());
        } else {
            for (int k = 0; k < rows.size(); k++) {
                values[at + k] = source.values[rows.row(k)];
            }
        }
        if (source.nulls != null) {
            for (int k = 0; k < rows.size(); k++) {
                if (source.nulls[rows.row(k)]) {
                    nulls()[at + k] = true;
                }
            }
        }
    }

    @Override
    void put(Vector vector, int row, int at) {
        LongVector source = (LongVector) vector;
        if (source.isNull(row)) {
            nulls()[at] = true;
        } else {
            values[at] = source.values[row];
        }
    }

    @Override
    void put(@Nullable Object value, int at) {
        if (value == null) {
            nulls()[at] = true;
        } else {
            values[at] = Form.unbox(value);
        }
    }

    private boolean[] nulls() {
        if (nulls == null) {
            nulls = new boolean[values.length];
        }
        return nulls;
    }

    @Override
    public Vector gather(int[] rows, int from, int count) {
        long[] gathered = new long[count];
        for (int k = 0; k < count; k++) {
            int row = rows[from + k];
            if (row != NO_ROW) {
                gathered[k] = values[row];
            }
        }
        return new LongVector(gathered, gatherNulls(nulls, rows, from, count));
    }

    @Override
    public Vector slice(int from, int count) {
        return new LongVector(
                Arrays.copyOfRange(values, from, from + count),
                nulls == null ? null : Arrays.copyOfRange(nulls, from, from + count));
    }

    @Override
    public boolean isNull(int row) {
        return nulls != null && nulls[row];
    }

    @Override
    public @Nullable Object get(int row, Form form) {
        return isNull(row) ? null : form.box(values[row]);
    }

    @Override
    public boolean same(int row, Vector vector, int other) {
        LongVector source = (LongVector) vector;
        boolean mine = isNull(row);
        boolean theirs = source.isNull(other);
        return (mine || theirs) ? mine == theirs : values[row] == source.values[other];
    }

    @Override
    public int compare(int a, int b) {
        return Long.compare(values[a], values[b]);
    }

    @Override
    public long bytes() {
        return values.length * 8L + (nulls == null ? 0 : nulls.length);
    }
}
