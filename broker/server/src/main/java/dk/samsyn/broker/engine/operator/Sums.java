package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.DecimalVector;
import dk.samsyn.broker.engine.column.Decimals;
import dk.samsyn.broker.engine.column.DoubleVector;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sums of whole numbers, floating-point numbers and decimals. */
abstract class Sums extends Accumulator {
    private final boolean zero;
    private boolean[] any = new boolean[16];

    private Sums(boolean zero) {
        this.zero = zero;
    }

    /**
     * A sum.
     *
     * @param form form of the result
     * @param zero whether the sum over no rows is 0 instead of NULL
     */
    static Sums of(Form form, boolean zero) {
        return switch (form.kind()) {
            case LONG -> new OfLongs(zero);
            case DOUBLE -> new OfDoubles(zero);
            case DECIMAL -> new OfDecimals(zero);
            case OBJECT -> throw new IllegalArgumentException("no sum of values of form " + form);
        };
    }

    @Override
    void ensure(int groups) {
        if (groups > any.length) {
            any = Arrays.copyOf(any, grown(any.length, groups));
            resize(any.length);
        }
    }

    abstract void resize(int length);

    final void mark(Selection rows, int[] groups) {
        for (int k = 0; k < rows.size(); k++) {
            any[groups[rows.row(k)]] = true;
        }
    }

    final boolean @Nullable [] nulls(int from, int count) {
        if (zero) {
            return null;
        }
        boolean[] nulls = new boolean[count];
        for (int i = 0; i < count; i++) {
            nulls[i] = !any[from + i];
        }
        return nulls;
    }

    final long markBytes() {
        return any.length;
    }

    private static final class OfLongs extends Sums {
        private long[] sums = new long[16];

        private OfLongs(boolean zero) {
            super(zero);
        }

        @Override
        void resize(int length) {
            sums = Arrays.copyOf(sums, length);
        }

        @Override
        void add(Vector[] arguments, Selection rows, int[] groups) {
            mark(rows, groups);
            LongVector values = (LongVector) arguments[0];
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                int group = groups[row];
                sums[group] = Math.addExact(sums[group], values.values[row]);
            }
        }

        @Override
        Vector result(int from, int count) {
            return new LongVector(Arrays.copyOfRange(sums, from, from + count), nulls(from, count));
        }

        @Override
        long bytes() {
            return sums.length * 8L + markBytes();
        }
    }

    private static final class OfDoubles extends Sums {
        private double[] sums = new double[16];

        private OfDoubles(boolean zero) {
            super(zero);
        }

        @Override
        void resize(int length) {
            sums = Arrays.copyOf(sums, length);
        }

        @Override
        void add(Vector[] arguments, Selection rows, int[] groups) {
            mark(rows, groups);
            DoubleVector values = (DoubleVector) arguments[0];
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                sums[groups[row]] += values.values[row];
            }
        }

        @Override
        Vector result(int from, int count) {
            return new DoubleVector(Arrays.copyOfRange(sums, from, from + count), nulls(from, count));
        }

        @Override
        long bytes() {
            return sums.length * 8L + markBytes();
        }
    }

    /** Longs of one scale per group and, where a sum outgrows them, what is carried over as a big number. */
    private static final class OfDecimals extends Sums {
        private long[] sums = new long[16];
        private int scale;
        private @Nullable BigDecimal[] carried = new @Nullable BigDecimal[0];

        private OfDecimals(boolean zero) {
            super(zero);
        }

        @Override
        void resize(int length) {
            sums = Arrays.copyOf(sums, length);
        }

        @Override
        void add(Vector[] arguments, Selection rows, int[] groups) {
            mark(rows, groups);
            if (arguments[0] instanceof DecimalVector decimals) {
                turnTo(decimals.scale);
                for (int k = 0; k < rows.size(); k++) {
                    int row = rows.row(k);
                    add(groups[row], decimals.unscaled[row]);
                }
                return;
            }
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                carry(groups[row], Decimals.at(arguments[0], row));
            }
        }

        private void add(int group, long unscaled) {
            long before = sums[group];
            long sum = before + unscaled;
            if (((before ^ sum) & (unscaled ^ sum)) < 0) {
                carry(group, BigDecimal.valueOf(before, scale));
                sum = unscaled;
            }
            sums[group] = sum;
        }

        /** Sums of another scale are carried over, then counting starts again. */
        private void turnTo(int other) {
            if (other == scale) {
                return;
            }
            for (int group = 0; group < sums.length; group++) {
                if (sums[group] != 0) {
                    carry(group, BigDecimal.valueOf(sums[group], scale));
                    sums[group] = 0;
                }
            }
            scale = other;
        }

        private void carry(int group, BigDecimal more) {
            if (group >= carried.length) {
                carried = Arrays.copyOf(carried, sums.length);
            }
            BigDecimal before = carried[group];
            carried[group] = before == null ? more : before.add(more);
        }

        @Override
        Vector result(int from, int count) {
            boolean @Nullable [] nulls = nulls(from, count);
            if (carried.length == 0) {
                return new DecimalVector(Arrays.copyOfRange(sums, from, from + count), scale, nulls);
            }
            ColumnStore results = ColumnStore.of(Form.DECIMAL);
            for (int i = 0; i < count; i++) {
                int group = from + i;
                BigDecimal sum = BigDecimal.valueOf(sums[group], scale);
                BigDecimal more = group < carried.length ? carried[group] : null;
                results.append(nulls != null && nulls[i] ? null : more == null ? sum : sum.add(more));
            }
            return results.slice(0, count);
        }

        @Override
        long bytes() {
            return sums.length * 8L + carried.length * 52L + markBytes();
        }
    }
}
