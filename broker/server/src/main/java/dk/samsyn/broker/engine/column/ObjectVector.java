package dk.samsyn.broker.engine.column;

import org.jspecify.annotations.Nullable;

/** Texts, long decimals and whatever else has no layout of its own; null is SQL NULL. */
public final class ObjectVector extends Vector {
    public final @Nullable Object[] values;

    public ObjectVector(@Nullable Object[] values) {
        this.values = values;
    }

    @Override
    public boolean isNull(int row) {
        return values[row] == null;
    }

    @Override
    public @Nullable Object get(int row, Form form) {
        return values[row];
    }

    @Override
    public ObjectVector pick(Selection rows) {
        @Nullable Object[] picked = new @Nullable Object[rows.size()];
        for (int k = 0; k < picked.length; k++) {
            picked[k] = values[rows.row(k)];
        }
        return new ObjectVector(picked);
    }
}
