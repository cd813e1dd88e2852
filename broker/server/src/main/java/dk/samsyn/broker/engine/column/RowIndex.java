package dk.samsyn.broker.engine.column;

import java.util.Arrays;

/** Finds the rows of a store by their keys, several for one key. The rows are indexed once, when all are there. */
public final class RowIndex {
    private final ColumnStore[] keys;
    private final int[] heads;
    private final int[] next;
    private final int[] hashes;

    private RowIndex(ColumnStore[] keys, int rows) {
        this.keys = keys;
        this.heads = new int[Integer.highestOneBit(Math.max(16, rows)) * 2];
        this.next = new int[rows];
        this.hashes = new int[rows];
        Arrays.fill(heads, ColumnStore.NO_ROW);
    }

    /**
     * An index over stored keys.
     *
     * @param keys one store for each column of the key, all of the same length
     * @param nullSafe for each column whether NULL is equal to NULL; else a row with NULL there is never found
     */
    public static RowIndex of(ColumnStore[] keys, boolean[] nullSafe) {
        int rows = keys[0].size();
        RowIndex index = new RowIndex(keys, rows);
        // From the last to the first, so that the rows of a key are found in their order.
        for (int to = rows; to > 0; to -= Math.min(to, Batch.ROWS)) {
            int count = Math.min(to, Batch.ROWS);
            index.add(to - count, count, nullSafe);
        }
        return index;
    }

    private void add(int from, int count, boolean[] nullSafe) {
        Vector[] columns = new Vector[keys.length];
        for (int i = 0; i < keys.length; i++) {
            columns[i] = keys[i].slice(from, count);
        }
        int[] found = Hashes.of(columns, Selection.first(count), count);
        for (int k = count - 1; k >= 0; k--) {
            if (matchable(columns, nullSafe, k)) {
                int row = from + k;
                int slot = found[k] & (heads.length - 1);
                hashes[row] = found[k];
                next[row] = heads[slot];
                heads[slot] = row;
            }
        }
    }

    /** Whether a row's key can be equal to anything. */
    public static boolean matchable(Vector[] columns, boolean[] nullSafe, int row) {
        for (int i = 0; i < columns.length; i++) {
            if (!nullSafe[i] && columns[i].isNull(row)) {
                return false;
            }
        }
        return true;
    }

    /** The first row with this key, or {@link ColumnStore#NO_ROW}. */
    public int first(Vector[] columns, int row, int hash) {
        return equal(columns, row, hash, heads[hash & (heads.length - 1)]);
    }

    /** The next row with the same key. */
    public int following(Vector[] columns, int row, int hash, int found) {
        return equal(columns, row, hash, next[found]);
    }

    private int equal(Vector[] columns, int row, int hash, int start) {
        for (int candidate = start; candidate >= 0; candidate = next[candidate]) {
            if (hashes[candidate] == hash && same(candidate, columns, row)) {
                return candidate;
            }
        }
        return ColumnStore.NO_ROW;
    }

    private boolean same(int candidate, Vector[] columns, int row) {
        for (int i = 0; i < keys.length; i++) {
            if (!keys[i].same(candidate, columns[i], row)) {
                return false;
            }
        }
        return true;
    }

    /** Memory held besides the keys. */
    public long bytes() {
        return (heads.length + next.length + hashes.length) * 4L;
    }
}
