package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.ObjectVector;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of objects, called row by row; NULL if an argument is NULL. */
final class PerRow extends Expression {
    private final List<Expression> operands;
    private final RowFunction function;

    PerRow(Form form, List<Expression> operands, RowFunction function) {
        super(form);
        this.operands = List.copyOf(operands);
        this.function = function;
    }

    @Override
    public Vector values(Frame frame, Selection rows) {
        Vector[] arguments = new Vector[operands.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = operands.get(i).values(frame, rows);
        }
        @Nullable Object[] values = new @Nullable Object[frame.capacity()];
        Object[] row = new Object[arguments.length];
        for (int k = 0; k < rows.size(); k++) {
            int at = rows.row(k);
            if (fill(row, arguments, at)) {
                values[at] = form().fitted(function.apply(frame.execution().context(), row));
            }
        }
        return stored(values, form());
    }

    /** False if an argument is NULL. */
    private boolean fill(Object[] row, Vector[] arguments, int at) {
        for (int i = 0; i < arguments.length; i++) {
            Object value = arguments[i].get(at, operands.get(i).form());
            if (value == null) {
                return false;
            }
            row[i] = value;
        }
        return true;
    }

    /** Objects in the layout of a form. */
    static Vector stored(@Nullable Object[] values, Form form) {
        ObjectVector objects = new ObjectVector(values);
        if (form.kind() == Form.Kind.OBJECT) {
            return objects;
        }
        ColumnStore store = ColumnStore.of(form);
        for (Object value : values) {
            store.append(value);
        }
        return store.slice(0, values.length);
    }
}
