package dk.samsyn.broker.engine.column;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing column of texts or other objects. */
final class ObjectStore extends ColumnStore {
    private static final long OBJECT_BYTES = 48;

    /** Texts seen lately; most columns repeat few, and a repeated one is the same object. */
    private final @Nullable Object[] lately = new @Nullable Object[64];

    private @Nullable Object[] values = new @Nullable Object[FIRST_CAPACITY];
    private long objects;

    @Override
    void ensure(int capacity) {
        if (capacity > values.length || capacity < 0) {
            values = Arrays.copyOf(values, grown(values.length, capacity));
        }
    }

    @Override
    void put(Vector vector, Selection rows, int at) {
        ObjectVector source = (ObjectVector) vector;
        for (int k = 0; k < rows.size(); k++) {
            put(source.values[rows.row(k)], at + k);
        }
    }

    @Override
    void put(Vector vector, int row, int at) {
        put(((ObjectVector) vector).values[row], at);
    }

    @Override
    void put(@Nullable Object value, int at) {
        values[at] = value;
        objects += weight(value);
    }

    private long weight(@Nullable Object value) {
        if (!(value instanceof String text)) {
            return value == null ? 0 : OBJECT_BYTES;
        }
        int place = text.hashCode() & (lately.length - 1);
        if (lately[place] == text) {
            return 0;
        }
        lately[place] = text;
        return OBJECT_BYTES + text.length();
    }

    @Override
    public Vector gather(int[] rows, int from, int count) {
        @Nullable Object[] gathered = new @Nullable Object[count];
        for (int k = 0; k < count; k++) {
            int row = rows[from + k];
            if (row != NO_ROW) {
                gathered[k] = values[row];
            }
        }
        return new ObjectVector(gathered);
    }

    @Override
    public Vector slice(int from, int count) {
        return new ObjectVector(Arrays.copyOfRange(values, from, from + count));
    }

    @Override
    public boolean isNull(int row) {
        return values[row] == null;
    }

    @Override
    public @Nullable Object get(int row, Form form) {
        return values[row];
    }

    @Override
    public boolean same(int row, Vector vector, int other) {
        return Hashes.equal(values[row], ((ObjectVector) vector).values[other]);
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public int compare(int a, int b) {
        return ((Comparable) value(a)).compareTo(value(b));
    }

    private Object value(int row) {
        return java.util.Objects.requireNonNull(values[row]);
    }

    @Override
    public long bytes() {
        return values.length * 4L + objects;
    }

    /** Decimals as objects, for a column whose numbers outgrew a long. */
    static ObjectStore of(@Nullable BigDecimal[] decimals, int size) {
        ObjectStore store = new ObjectStore();
        for (int i = 0; i < size; i++) {
            store.append(decimals[i]);
        }
        return store;
    }
}
