package dk.samsyn.broker.engine.column;

import org.jspecify.annotations.Nullable;

/** Values of one column of a batch. Nobody changes a vector that has been handed on. */
public abstract sealed class Vector permits LongVector, DoubleVector, DecimalVector, ObjectVector {
    /** Whether the value is SQL NULL. */
    public abstract boolean isNull(int row);

    /** The value as an object of a form, or null. */
    public abstract @Nullable Object get(int row, Form form);

    /** The values at some rows, in their order. */
    public abstract Vector pick(Selection rows);

    /** The nulls at some rows, or null if there is none. */
    static boolean @Nullable [] pick(boolean @Nullable [] nulls, Selection rows) {
        if (nulls == null) {
            return null;
        }
        boolean[] picked = new boolean[rows.size()];
        for (int k = 0; k < picked.length; k++) {
            picked[k] = nulls[rows.row(k)];
        }
        return picked;
    }
}
