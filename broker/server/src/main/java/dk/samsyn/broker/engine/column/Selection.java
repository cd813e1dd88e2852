package dk.samsyn.broker.engine.column;

import java.util.Arrays;

/** Some rows of a batch, ascending. */
public final class Selection {
    private static final int[] IDENTITY = identity();
    public static final Selection NONE = new Selection(new int[0], 0);

    private final int[] rows;
    private final int size;

    private Selection(int[] rows, int size) {
        this.rows = rows;
        this.size = size;
    }

    private static int[] identity() {
        int[] rows = new int[Batch.ROWS];
        Arrays.setAll(rows, i -> i);
        return rows;
    }

    /** The first {@code count} rows, all of a batch of that size. */
    public static Selection first(int count) {
        return new Selection(IDENTITY, count);
    }

    /** The rows in {@code rows} up to {@code size}; the array is kept. */
    public static Selection of(int[] rows, int size) {
        return new Selection(rows, size);
    }

    public int size() {
        return size;
    }

    /** The row at a place in this selection. */
    public int row(int k) {
        return rows[k];
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Whether these are the first rows without a gap. */
    public boolean isPrefix() {
        return rows == IDENTITY;
    }

    /** The rows at which a boolean vector is true. */
    public Selection whereTrue(LongVector flags) {
        int[] found = new int[size];
        int n = 0;
        for (int k = 0; k < size; k++) {
            int row = rows[k];
            if (flags.values[row] != 0 && !flags.isNull(row)) {
                found[n++] = row;
            }
        }
        return n == size ? this : new Selection(found, n);
    }

    /** The rows at which a boolean vector is not true: false or NULL. */
    public Selection whereNotTrue(LongVector flags) {
        int[] found = new int[size];
        int n = 0;
        for (int k = 0; k < size; k++) {
            int row = rows[k];
            if (flags.values[row] == 0 || flags.isNull(row)) {
                found[n++] = row;
            }
        }
        return n == size ? this : new Selection(found, n);
    }
}
