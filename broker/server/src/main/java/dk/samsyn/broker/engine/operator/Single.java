package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The value of a group's only row. */
final class Single extends Accumulator {
    private static final int OBJECT_BYTES = 56;

    private final Form form;
    private boolean[] any = new boolean[16];
    private @Nullable Object[] values = new @Nullable Object[16];

    Single(Form form) {
        this.form = form;
    }

    @Override
    boolean countsNulls() {
        return true;
    }

    @Override
    void ensure(int groups) {
        if (groups > any.length) {
            any = Arrays.copyOf(any, grown(any.length, groups));
            values = Arrays.copyOf(values, any.length);
        }
    }

    @Override
    void add(Vector[] arguments, Selection rows, int[] groups) {
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            int group = groups[row];
            if (any[group]) {
                throw new IllegalStateException("more than one row in a sub-query that stands for one value");
            }
            any[group] = true;
            values[group] = arguments[0].get(row, form);
        }
    }

    @Override
    Vector result(int from, int count) {
        ColumnStore results = ColumnStore.of(form);
        for (int i = 0; i < count; i++) {
            results.append(values[from + i]);
        }
        return results.slice(0, count);
    }

    @Override
    long bytes() {
        return values.length * (long) OBJECT_BYTES;
    }
}
