package dk.samsyn.broker.engine.column;

import org.jspecify.annotations.Nullable;

/** Floating-point numbers. */
public final class DoubleVector extends Vector {
    /** The values; what stands where a row is NULL has no meaning. */
    public final double[] values;

    /** Which rows are NULL, or null if none is. */
    public final boolean @Nullable [] nulls;

    public DoubleVector(double[] values, boolean @Nullable [] nulls) {
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
    public DoubleVector pick(Selection rows) {
        double[] picked = new double[rows.size()];
        for (int k = 0; k < picked.length; k++) {
            picked[k] = values[rows.row(k)];
        }
        return new DoubleVector(picked, pick(nulls, rows));
    }
}
