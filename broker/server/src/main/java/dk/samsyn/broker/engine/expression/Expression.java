package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;

/** A scalar expression, evaluated for some rows of a batch at once. Immutable; what a run remembers is in its {@link Frame}. */
public abstract class Expression {
    private final Form form;

    protected Expression(Form form) {
        this.form = form;
    }

    /** Form of its values. */
    public final Form form() {
        return form;
    }

    /** The values at {@code rows}, each at its row's place; what stands at other places has no meaning. */
    public abstract Vector values(Frame frame, Selection rows);

    /** The column that it only repeats, or -1. */
    public int column() {
        return -1;
    }

    /** The rows at which it is true. */
    public Selection where(Frame frame, Selection rows) {
        return rows.isEmpty() ? rows : rows.whereTrue((LongVector) values(frame, rows));
    }
}
