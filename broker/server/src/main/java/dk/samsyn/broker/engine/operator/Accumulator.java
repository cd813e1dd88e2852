package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;

/** One aggregate function over all groups of a table. */
abstract class Accumulator {
    /** Makes room for groups up to a number. */
    abstract void ensure(int groups);

    /**
     * Adds rows, none with NULL in an argument.
     *
     * @param groups group of each row, at the row's place
     */
    abstract void add(Vector[] arguments, Selection rows, int[] groups);

    /** Results of groups in order. */
    abstract Vector result(int from, int count);

    /** Memory held, about. */
    abstract long bytes();

    /** Whether rows with NULL in an argument are added, too. */
    boolean countsNulls() {
        return false;
    }

    /** An accumulator for a call. */
    static Accumulator of(AggregateCall call, java.util.List<Form> input) {
        return switch (call.function()) {
            case COUNT -> new Count();
            case SUM, SUM0 -> Sums.of(call.form(), call.function() == AggregateCall.Function.SUM0);
            case MIN -> new Best(input.get(call.arguments().get(0)), -1);
            case MAX, ANY_VALUE -> new Best(input.get(call.arguments().get(0)), 1);
            case SINGLE_VALUE -> new Single(input.get(call.arguments().get(0)));
            default -> throw new IllegalArgumentException(call.function() + " does not look at rows");
        };
    }

    static int grown(int length, int needed) {
        return Math.max(Math.max(16, needed), (int) Math.min(Integer.MAX_VALUE - 8L, length * 2L));
    }

    /** COUNT. */
    private static final class Count extends Accumulator {
        private long[] counts = new long[16];

        @Override
        void ensure(int groups) {
            if (groups > counts.length) {
                counts = java.util.Arrays.copyOf(counts, grown(counts.length, groups));
            }
        }

        @Override
        void add(Vector[] arguments, Selection rows, int[] groups) {
            for (int k = 0; k < rows.size(); k++) {
                counts[groups[rows.row(k)]]++;
            }
        }

        @Override
        Vector result(int from, int count) {
            return new dk.samsyn.broker.engine.column.LongVector(
                    java.util.Arrays.copyOfRange(counts, from, from + count), null);
        }

        @Override
        long bytes() {
            return counts.length * 8L;
        }
    }
}
