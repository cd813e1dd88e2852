package dk.samsyn.broker.engine.column;

import org.jspecify.annotations.Nullable;

/** Whole numbers, dates, times and booleans (0 and 1). */
public final class LongVector extends Vector {
    /** The values; what stands where a row is NULL has no meaning. */
    public final long[] values;

    /** Which rows are NULL, or null if none is. */
    public final boolean @Nullable [] nulls;

    public LongVector(long[] values, boolean @Nullable [] nulls) {
        this.values = values;
        this.nulls = nulls;
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
    public LongVector pick(Selection rows) {
        long[] picked = new long[rows.size()];
        for (int k = 0; k < picked.length; k++) {
            picked[k] = values[rows.row(k)];
        }
        return new LongVector(picked, pick(nulls, rows));
    }
}
