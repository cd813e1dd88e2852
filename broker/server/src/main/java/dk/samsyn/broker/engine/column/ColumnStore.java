package dk.samsyn.broker.engine.column;

import org.jspecify.annotations.Nullable;

/** A column that grows: rows of a hash table, a sort or a group, found by their number. */
public abstract sealed class ColumnStore permits LongStore, DoubleStore, DecimalStore, ObjectStore {
    /** Stands in a list of rows for one whose every column is NULL. */
    public static final int NO_ROW = -1;

    static final int FIRST_CAPACITY = 16;

    private int size;

    /** An empty column for values of a form. */
    public static ColumnStore of(Form form) {
        return switch (form.kind()) {
            case LONG -> new LongStore();
            case DOUBLE -> new DoubleStore();
            case DECIMAL -> new DecimalStore();
            case OBJECT -> new ObjectStore();
        };
    }

    /** Rows so far. */
    public final int size() {
        return size;
    }

    /** Adds the values at some rows of a vector. */
    public final void append(Vector values, Selection rows) {
        ensure(size + rows.size());
        put(values, rows, size);
        size += rows.size();
    }

    /** Adds one value of a vector. */
    public final void append(Vector values, int row) {
        ensure(size + 1);
        put(values, row, size);
        size++;
    }

    /** Adds a value in its form as an object, or NULL. */
    public final void append(@Nullable Object value) {
        ensure(size + 1);
        put(value, size);
        size++;
    }

    /** Makes room for rows up to a number. */
    abstract void ensure(int capacity);

    abstract void put(Vector values, Selection rows, int at);

    abstract void put(Vector values, int row, int at);

    abstract void put(@Nullable Object value, int at);

    /** The rows with the numbers {@code rows[from]} and following; {@link #NO_ROW} gives NULL. */
    public abstract Vector gather(int[] rows, int from, int count);

    /** The rows from a number on. */
    public abstract Vector slice(int from, int count);

    public abstract boolean isNull(int row);

    /** The value as an object of a form, or null. */
    public abstract @Nullable Object get(int row, Form form);

    /** Whether the value equals one of a vector; NULL equals NULL. */
    public abstract boolean same(int row, Vector values, int other);

    /** Order of two values that are not NULL. */
    public abstract int compare(int a, int b);

    /** Memory held, about. */
    public abstract long bytes();

    static int grown(int capacity, int needed) {
        if (needed < 0) {
            throw new OutOfMemoryError("a column of more than 2 billion rows");
        }
        return Math.max(Math.max(FIRST_CAPACITY, needed), (int) Math.min(Integer.MAX_VALUE - 8L, capacity * 2L));
    }

    /** Nulls of the gathered rows, or null if there is none. */
    static boolean @Nullable [] gatherNulls(boolean @Nullable [] nulls, int[] rows, int from, int count) {
        boolean[] gathered = null;
        for (int k = 0; k < count; k++) {
            int row = rows[from + k];
            if (row == NO_ROW || (nulls != null && nulls[row])) {
                gathered = gathered == null ? new boolean[count] : gathered;
                gathered[k] = true;
            }
        }
        return gathered;
    }
}
