package dk.samsyn.broker.engine.column;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing column of floating-point numbers. */
final class DoubleStore extends ColumnStore {
    private double[] values = new double[FIRST_CAPACITY];
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
        for (int k = 0; k < rows.size(); k++) {
            put(vector, rows.row(k), at + k);
        }
    }

    @Override
    void put(Vector vector, int row, int at) {
        DoubleVector source = (DoubleVector) vector;
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
            values[at] = ((Number) value).doubleValue();
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
        double[] gathered = new double[count];
        for (int k = 0; k < count; k++) {
            int row = rows[from + k];
            if (row != NO_ROW) {
                gathered[k] = values[row];
            }
        }
        return new DoubleVector(gathered, gatherNulls(nulls, rows, from, count));
    }

    @Override
    public Vector slice(int from, int count) {
        return new DoubleVector(
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
        DoubleVector source = (DoubleVector) vector;
        boolean mine = isNull(row);
        boolean theirs = source.isNull(other);
        return (mine || theirs) ? mine == theirs : Hashes.equal(values[row], source.values[other]);
    }

    @Override
    public int compare(int a, int b) {
        return Double.compare(values[a], values[b]);
    }

    @Override
    public long bytes() {
        return values.length * 8L + (nulls == null ? 0 : nulls.length);
    }
}
