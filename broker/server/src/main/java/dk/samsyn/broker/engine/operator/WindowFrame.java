package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.Vector;
import org.apache.calcite.avatica.util.DateTimeUtils;

/**
 * Which rows around each row of a partition a window function sees.
 *
 * @param rows whether bounds count rows; else they compare the order column
 */
public record WindowFrame(boolean rows, FrameBound lower, FrameBound upper) {
    /** The frames of one partition, computed in the order of its rows. */
    final class Frames {
        private final int size;
        private final int[] peerStart;
        private final int[] peerEnd;
        private final Vector order;
        private final Form form;
        private final boolean descending;

        /**
         * Frames of a partition.
         *
         * @param peerStart for each row the first row that is equal to it in the order
         * @param peerEnd for each row the row behind the last one that is equal
         * @param order the order column of the partition's rows, if bounds have distances
         */
        Frames(int[] peerStart, int[] peerEnd, Vector order, Form form, boolean descending) {
            this.size = peerStart.length;
            this.peerStart = peerStart;
            this.peerEnd = peerEnd;
            this.order = order;
            this.form = form;
            this.descending = descending;
        }

        /** First row of the frame. */
        int from(int row) {
            int from =
                    switch (lower.kind()) {
                        case UNBOUNDED_PRECEDING -> 0;
                        case CURRENT_ROW -> rows ? row : peerStart[row];
                        case UNBOUNDED_FOLLOWING -> size;
                        case PRECEDING, FOLLOWING ->
                            rows
                                    ? clipped(row + lower.offset())
                                    : order.isNull(row) ? peerStart[row] : search(row, lower, true);
                    };
            return from;
        }

        /** The row behind the frame's last. */
        int to(int row) {
            return switch (upper.kind()) {
                case UNBOUNDED_PRECEDING -> 0;
                case CURRENT_ROW -> rows ? row + 1 : peerEnd[row];
                case UNBOUNDED_FOLLOWING -> size;
                case PRECEDING, FOLLOWING ->
                    rows
                            ? clipped(row + upper.offset() + 1)
                            : order.isNull(row) ? peerEnd[row] : search(row, upper, false);
            };
        }

        private int clipped(long row) {
            return (int) Math.max(0, Math.min(size, row));
        }

        /** The first row within the bound, or behind the last one within it. */
        private int search(int row, FrameBound bound, boolean first) {
            long[] values = ((LongVector) order).values;
            long offset = descending ? -bound.offset() : bound.offset();
            long limit = bound.months() ? months(values[row], offset) : values[row] + offset;
            int low = firstValue();
            int high = lastValue();
            while (low < high) {
                int middle = (low + high) >>> 1;
                int compared = descending ? Long.compare(limit, values[middle]) : Long.compare(values[middle], limit);
                boolean before = first ? compared < 0 : compared <= 0;
                if (before) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private int firstValue() {
            int row = 0;
            while (row < size && order.isNull(row)) {
                row = peerEnd[row];
            }
            return row;
        }

        private int lastValue() {
            int row = size;
            while (row > 0 && order.isNull(row - 1)) {
                row = peerStart[row - 1];
            }
            return row;
        }

        private long months(long value, long count) {
            return form == Form.INT
                    ? DateTimeUtils.addMonths((int) value, (int) count)
                    : DateTimeUtils.addMonths(value, (int) count);
        }
    }

    /** Distance of a bound on a date, whose interval counts milliseconds. */
    public static long days(long millis) {
        return Math.floorDiv(millis, DateTimeUtils.MILLIS_PER_DAY);
    }
}
