package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.RowStore;
import java.util.List;

/**
 * One column of an order.
 *
 * @param column the column
 * @param descending whether greater values come first
 * @param nullsFirst whether NULL comes before every value
 */
public record SortKey(int column, boolean descending, boolean nullsFirst) {
    private static final int CHECK_EVERY = 4096;

    /** Numbers of a store's rows in an order; equal rows keep theirs. */
    static int[] order(RowStore rows, List<SortKey> keys, Execution execution) {
        int[] order = new int[rows.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Comparison comparison = new Comparison(rows, keys, execution);
        int[] spare = new int[order.length];
        mergeSort(order, spare, 0, order.length, comparison);
        return order;
    }

    /** Compares rows of a store; looks at cancel and deadline now and then. */
    static final class Comparison {
        private final ColumnStore[] columns;
        private final int[] signs;
        private final int[] nulls;
        private final Execution execution;
        private int done;

        Comparison(RowStore rows, List<SortKey> keys, Execution execution) {
            this.columns = keys.stream().map(k -> rows.column(k.column())).toArray(ColumnStore[]::new);
            this.signs = keys.stream().mapToInt(k -> k.descending() ? -1 : 1).toArray();
            this.nulls = keys.stream().mapToInt(k -> k.nullsFirst() ? -1 : 1).toArray();
            this.execution = execution;
        }

        int compare(int a, int b) {
            if (++done % CHECK_EVERY == 0) {
                execution.check();
            }
            for (int i = 0; i < columns.length; i++) {
                ColumnStore column = columns[i];
                boolean nullA = column.isNull(a);
                boolean nullB = column.isNull(b);
                int order = nullA || nullB
                        ? nullA == nullB ? 0 : nullA ? nulls[i] : -nulls[i]
                        : signs[i] * Integer.signum(column.compare(a, b));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }
    }

    private static final int RUN = 12;

    private static void mergeSort(int[] order, int[] spare, int from, int to, Comparison comparison) {
        if (to - from <= RUN) {
            insertionSort(order, from, to, comparison);
            return;
        }
        int middle = (from + to) >>> 1;
        mergeSort(order, spare, from, middle, comparison);
        mergeSort(order, spare, middle, to, comparison);
        if (comparison.compare(order[middle - 1], order[middle]) <= 0) {
            return;
        }
        System.arraycopy(order, from, spare, from, middle - from);
        int left = from;
        int right = middle;
        int at = from;
        while (left < middle && right < to) {
            order[at++] = comparison.compare(spare[left], order[right]) <= 0 ? spare[left++] : order[right++];
        }
        while (left < middle) {
            order[at++] = spare[left++];
        }
    }

    private static void insertionSort(int[] order, int from, int to, Comparison comparison) {
        for (int i = from + 1; i < to; i++) {
            int moved = order[i];
            int at = i;
            while (at > from && comparison.compare(order[at - 1], moved) > 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = moved;
        }
    }
}
