package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.DecimalVector;
import dk.samsyn.broker.engine.column.DoubleVector;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The least or the greatest value of each group. */
final class Best extends Accumulator {
    private static final int OBJECT_BYTES = 56;

    private final Form form;
    private final int sign;
    private boolean[] any = new boolean[16];
    private long[] longs = new long[0];
    private double[] doubles = new double[0];
    private @Nullable Object[] objects = new @Nullable Object[0];

    /** Scale of the decimals in {@link #longs}; -1 when they are objects. */
    private int scale = -2;

    /**
     * Best values.
     *
     * @param sign 1 for the greatest, -1 for the least
     */
    Best(Form form, int sign) {
        this.form = form;
        this.sign = sign;
        resize();
    }

    private void resize() {
        switch (form.kind()) {
            case LONG -> longs = Arrays.copyOf(longs, any.length);
            case DOUBLE -> doubles = Arrays.copyOf(doubles, any.length);
            case DECIMAL -> {
                longs = Arrays.copyOf(longs, any.length);
                objects = Arrays.copyOf(objects, scale == -1 ? any.length : 0);
            }
            case OBJECT -> objects = Arrays.copyOf(objects, any.length);
        }
    }

    @Override
    void ensure(int groups) {
        if (groups > any.length) {
            any = Arrays.copyOf(any, grown(any.length, groups));
            resize();
        }
    }

    @Override
    void add(Vector[] arguments, Selection rows, int[] groups) {
        Vector values = arguments[0];
        if (values instanceof LongVector vector) {
            add(vector.values, rows, groups);
        } else if (values instanceof DoubleVector vector) {
            add(vector.values, rows, groups);
        } else if (values instanceof DecimalVector vector && (scale == -2 || scale == vector.scale)) {
            scale = vector.scale;
            add(vector.unscaled, rows, groups);
        } else {
            addObjects(values, rows, groups);
        }
    }

    private void add(long[] values, Selection rows, int[] groups) {
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            int group = groups[row];
            if (!any[group] || (sign > 0 ? values[row] > longs[group] : values[row] < longs[group])) {
                longs[group] = values[row];
                any[group] = true;
            }
        }
    }

    private void add(double[] values, Selection rows, int[] groups) {
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            int group = groups[row];
            if (!any[group] || sign * Double.compare(values[row], doubles[group]) > 0) {
                doubles[group] = values[row];
                any[group] = true;
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void addObjects(Vector values, Selection rows, int[] groups) {
        if (form.kind() == Form.Kind.DECIMAL && scale != -1) {
            turnToObjects();
        }
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            int group = groups[row];
            Comparable value = (Comparable) values.get(row, form);
            if (value != null && (!any[group] || sign * value.compareTo(objects[group]) > 0)) {
                objects[group] = value;
                any[group] = true;
            }
        }
    }

    private void turnToObjects() {
        objects = new @Nullable Object[any.length];
        for (int group = 0; group < any.length; group++) {
            if (any[group]) {
                objects[group] = java.math.BigDecimal.valueOf(longs[group], scale);
            }
        }
        scale = -1;
    }

    @Override
    Vector result(int from, int count) {
        boolean[] nulls = new boolean[count];
        for (int i = 0; i < count; i++) {
            nulls[i] = !any[from + i];
        }
        return switch (form.kind()) {
            case LONG -> new LongVector(Arrays.copyOfRange(longs, from, from + count), nulls);
            case DOUBLE -> new DoubleVector(Arrays.copyOfRange(doubles, from, from + count), nulls);
            case DECIMAL ->
                scale == -1
                        ? objects(from, count)
                        : new DecimalVector(Arrays.copyOfRange(longs, from, from + count), Math.max(0, scale), nulls);
            case OBJECT -> objects(from, count);
        };
    }

    private Vector objects(int from, int count) {
        ColumnStore results = ColumnStore.of(form);
        for (int i = 0; i < count; i++) {
            results.append(objects[from + i]);
        }
        return results.slice(0, count);
    }

    @Override
    long bytes() {
        return any.length + longs.length * 8L + doubles.length * 8L + objects.length * (long) OBJECT_BYTES;
    }
}
