package dk.samsyn.broker.engine.column;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Hashes and equality of values as keys of joins and groups: decimals by value, 0.0 is -0.0. */
public final class Hashes {
    private static final int PRIME = 31;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Hashes() {}

    /** Hashes of rows over some columns, at the rows' places. */
    public static int[] of(Vector[] keys, Selection rows, int capacity) {
        int[] hashes = new int[capacity];
        for (Vector key : keys) {
            combine(key, rows, hashes);
        }
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            hashes[row] = spread(hashes[row]);
        }
        return hashes;
    }

    /** Tables use the low bits, so every bit has to reach them. */
    private static int spread(int hash) {
        long mixed = hash * GOLDEN;
        return (int) (mixed >>> 32);
    }

    private static void combine(Vector key, Selection rows, int[] hashes) {
        if (key instanceof LongVector longs) {
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                hashes[row] = hashes[row] * PRIME + (longs.isNull(row) ? 0 : Long.hashCode(longs.values[row]));
            }
        } else if (key instanceof ObjectVector objects) {
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                hashes[row] = hashes[row] * PRIME + hash(objects.values[row]);
            }
        } else if (key instanceof DoubleVector doubles) {
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                hashes[row] =
                        hashes[row] * PRIME + (doubles.isNull(row) ? 0 : Double.hashCode(doubles.values[row] + 0.0));
            }
        } else if (key instanceof DecimalVector decimals) {
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                hashes[row] = hashes[row] * PRIME
                        + (decimals.isNull(row) ? 0 : Decimals.hash(decimals.unscaled[row], decimals.scale));
            }
        }
    }

    private static int hash(@Nullable Object value) {
        return value == null ? 0 : value instanceof BigDecimal decimal ? Decimals.hash(decimal) : value.hashCode();
    }

    static boolean equal(double a, double b) {
        return a == b || (Double.isNaN(a) && Double.isNaN(b));
    }

    static boolean equal(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return a == b;
        }
        return (a instanceof BigDecimal first && b instanceof BigDecimal second)
                ? first.compareTo(second) == 0
                : a.equals(b);
    }
}
