package dk.samsyn.broker.engine.column;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A growing column of decimals: longs of one scale as long as that is possible, then objects. */
final class DecimalStore extends ColumnStore {
    private long[] unscaled = new long[FIRST_CAPACITY];
    private boolean @Nullable [] nulls;
    private int scale;
    private boolean any;

    /** The values once they are objects; {@link #unscaled} is then empty. */
    private @Nullable BigDecimal @Nullable [] objects;

    @Override
    void ensure(int capacity) {
        if (objects != null) {
            if (capacity > objects.length || capacity < 0) {
                objects = Arrays.copyOf(objects, grown(objects.length, capacity));
            }
            return;
        }
        if (capacity > unscaled.length || capacity < 0) {
            unscaled = Arrays.copyOf(unscaled, grown(unscaled.length, capacity));
            if (nulls != null) {
                nulls = Arrays.copyOf(nulls, unscaled.length);
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
        if (vector.isNull(row)) {
            putNull(at);
        } else if (objects == null && vector instanceof DecimalVector source) {
            put(source.unscaled[row], source.scale, at);
        } else {
            put(vector.get(row, Form.DECIMAL), at);
        }
    }

    @Override
    void put(@Nullable Object value, int at) {
        if (value == null) {
            putNull(at);
            return;
        }
        BigDecimal decimal = (BigDecimal) value;
        if (objects == null && decimal.scale() >= 0 && decimal.precision() <= Decimals.LONG_DIGITS) {
            put(decimal.unscaledValue().longValue(), decimal.scale(), at);
        } else {
            objects(at)[at] = decimal;
        }
    }

    void put(long number, int itsScale, int at) {
        if (objects != null) {
            objects[at] = BigDecimal.valueOf(number, itsScale);
            return;
        }
        if (!any) {
            scale = itsScale;
            any = true;
        }
        if (itsScale == scale) {
            unscaled[at] = number;
            return;
        }
        if (itsScale < scale) {
            long moved = Decimals.rescaled(number, scale - itsScale);
            if (moved != Decimals.TOO_LONG) {
                unscaled[at] = moved;
                return;
            }
        } else if (rescale(itsScale, at)) {
            unscaled[at] = number;
            return;
        }
        objects(at)[at] = BigDecimal.valueOf(number, itsScale);
    }

    /** Brings what is there to a larger scale, if every number has room for it. */
    private boolean rescale(int larger, int count) {
        long[] moved = new long[unscaled.length];
        for (int i = 0; i < count; i++) {
            if (!isNull(i)) {
                moved[i] = Decimals.rescaled(unscaled[i], larger - scale);
                if (moved[i] == Decimals.TOO_LONG) {
                    return false;
                }
            }
        }
        unscaled = moved;
        scale = larger;
        return true;
    }

    private void putNull(int at) {
        if (objects == null) {
            if (nulls == null) {
                nulls = new boolean[unscaled.length];
            }
            nulls[at] = true;
        }
    }

    private @Nullable BigDecimal[] objects(int count) {
        if (objects == null) {
            @Nullable BigDecimal[] moved = new @Nullable BigDecimal[unscaled.length];
            for (int i = 0; i < count; i++) {
                moved[i] = isNull(i) ? null : BigDecimal.valueOf(unscaled[i], scale);
            }
            objects = moved;
            unscaled = new long[0];
            nulls = null;
        }
        return objects;
    }

    @Override
    public Vector gather(int[] rows, int from, int count) {
        if (objects != null) {
            @Nullable Object[] gathered = new @Nullable Object[count];
            for (int k = 0; k < count; k++) {
                int row = rows[from + k];
                gathered[k] = row == NO_ROW ? null : objects[row];
            }
            return new ObjectVector(gathered);
        }
        long[] gathered = new long[count];
        for (int k = 0; k < count; k++) {
            int row = rows[from + k];
            if (row != NO_ROW) {
                gathered[k] = unscaled[row];
            }
        }
        return new DecimalVector(gathered, scale, gatherNulls(nulls, rows, from, count));
    }

    @Override
    public Vector slice(int from, int count) {
        return objects != null
                ? new ObjectVector(Arrays.copyOfRange(objects, from, from + count, Object[].class))
                : new DecimalVector(
                        Arrays.copyOfRange(unscaled, from, from + count),
                        scale,
                        nulls == null ? null : Arrays.copyOfRange(nulls, from, from + count));
    }

    @Override
    public boolean isNull(int row) {
        return objects != null ? objects[row] == null : nulls != null && nulls[row];
    }

    @Override
    public @Nullable Object get(int row, Form form) {
        return isNull(row) ? null : decimal(row);
    }

    private BigDecimal decimal(int row) {
        return objects != null ? Objects.requireNonNull(objects[row]) : BigDecimal.valueOf(unscaled[row], scale);
    }

    @Override
    public boolean same(int row, Vector values, int other) {
        boolean mine = isNull(row);
        boolean theirs = values.isNull(other);
        if (mine || theirs) {
            return mine == theirs;
        }
        if (objects == null && values instanceof DecimalVector source && source.scale == scale) {
            return unscaled[row] == source.unscaled[other];
        }
        return decimal(row).compareTo(Decimals.at(values, other)) == 0;
    }

    @Override
    public int compare(int a, int b) {
        return objects == null
                ? Long.compare(unscaled[a], unscaled[b])
                : decimal(a).compareTo(decimal(b));
    }

    @Override
    public long bytes() {
        return objects != null ? objects.length * 52L : unscaled.length * 8L + (nulls == null ? 0 : nulls.length);
    }
}
