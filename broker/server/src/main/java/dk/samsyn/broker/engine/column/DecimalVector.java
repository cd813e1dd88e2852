package dk.samsyn.broker.engine.column;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decimals of one scale whose digits fit a long. Those that do not are an {@link ObjectVector} of {@link BigDecimal}. */
public final class DecimalVector extends Vector {
    /** The numbers without their decimal point; what stands where a row is NULL has no meaning. */
    public final long[] unscaled;

    /** Digits after the decimal point. */
    public final int scale;

    /** Which rows are NULL, or null if none is. */
    public final boolean @Nullable [] nulls;

    public DecimalVector(long[] unscaled, int scale, boolean @Nullable [] nulls) {
        this.unscaled = unscaled;
        this.scale = scale;
        this.nulls = nulls;
    }

    @Override
    public boolean isNull(int row) {
        return nulls != null && nulls[row];
    }

    @Override
    public @Nullable Object get(int row, Form form) {
        return isNull(row) ? null : BigDecimal.valueOf(unscaled[row], scale);
    }

    @Override
    public DecimalVector pick(Selection rows) {
        long[] picked = new long[rows.size()];
        for (int k = 0; k < picked.length; k++) {
            picked[k] = unscaled[rows.row(k)];
        }
        return new DecimalVector(picked, scale, pick(nulls, rows));
    }
}
