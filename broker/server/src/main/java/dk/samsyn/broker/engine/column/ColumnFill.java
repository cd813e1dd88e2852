package dk.samsyn.broker.engine.column;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column of a batch while a source's rows fill it; its arrays become the vector's. */
public final class ColumnFill {
    private static final long[] NO_LONGS = {};
    private static final double[] NO_DOUBLES = {};
    private static final @Nullable Object[] NO_OBJECTS = {};

    private final Form form;
    private final int capacity;
    private final long[] longs;
    private final double[] doubles;
    private final @Nullable Object[] objects;
    private final DecimalStore decimals = new DecimalStore();
    private boolean @Nullable [] nulls;

    /**
     * An empty column.
     *
     * @param capacity rows at most
     */
    public ColumnFill(Form form, int capacity) {
        this.form = form;
        this.capacity = capacity;
        this.longs = form.kind() == Form.Kind.LONG ? new long[capacity] : NO_LONGS;
        this.doubles = form.kind() == Form.Kind.DOUBLE ? new double[capacity] : NO_DOUBLES;
        this.objects = form.kind() == Form.Kind.OBJECT ? new @Nullable Object[capacity] : NO_OBJECTS;
    }

    /** The form of its values. */
    public Form form() {
        return form;
    }

    /** The value of a row, as an object that {@link Form#fitted} makes one of the column's form, or NULL. */
    public void put(int row, @Nullable Object value) {
        Object fitted = form.fitted(value);
        switch (form.kind()) {
            case OBJECT -> objects[row] = fitted;
            case DECIMAL -> decimals.put(fitted, room(row));
            case LONG -> {
                if (fitted == null) {
                    setNull(row);
                } else {
                    longs[row] = Form.unbox(fitted);
                }
            }
            case DOUBLE -> {
                if (fitted == null) {
                    setNull(row);
                } else {
                    doubles[row] = ((Number) fitted).doubleValue();
                }
            }
        }
    }

    /** The same of a whole number. */
    public void putLong(int row, long value) {
        switch (form.kind()) {
            case LONG -> longs[row] = value;
            case DOUBLE -> doubles[row] = value;
            case DECIMAL -> decimals.put(value, 0, room(row));
            case OBJECT -> put(row, (Object) value);
        }
    }

    /** The same of a floating-point number. */
    public void putDouble(int row, double value) {
        if (form.kind() == Form.Kind.DOUBLE) {
            doubles[row] = value;
        } else {
            put(row, (Object) value);
        }
    }

    private int room(int row) {
        decimals.ensure(row + 1);
        return row;
    }

    private void setNull(int row) {
        if (nulls == null) {
            nulls = new boolean[capacity];
        }
        nulls[row] = true;
    }

    /** The first rows. The column is not filled further. */
    public Vector vector(int rows) {
        boolean[] absent = nulls == null || rows == capacity ? nulls : Arrays.copyOf(nulls, rows);
        return switch (form.kind()) {
            case LONG -> new LongVector(rows == capacity ? longs : Arrays.copyOf(longs, rows), absent);
            case DOUBLE -> new DoubleVector(rows == capacity ? doubles : Arrays.copyOf(doubles, rows), absent);
            case OBJECT -> new ObjectVector(rows == capacity ? objects : Arrays.copyOf(objects, rows));
            case DECIMAL -> decimals.slice(0, rows);
        };
    }
}
