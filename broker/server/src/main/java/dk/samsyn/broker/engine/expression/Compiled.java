package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operator in Calcite's generated code, called row by row; its operands are computed before, column by column. */
final class Compiled extends Expression {
    private final List<Expression> operands;
    private final CompiledScalar.Factory code;

    Compiled(Form form, List<Expression> operands, CompiledScalar.Factory code) {
        super(form);
        this.operands = List.copyOf(operands);
        this.code = code;
    }

    @Override
    public Vector values(Frame frame, Selection rows) {
        CompiledScalar scalar =
                frame.remembered(this, () -> code.bound(frame.execution().context()));
        Vector[] arguments = new Vector[operands.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = operands.get(i).values(frame, rows);
        }
        @Nullable Object[] values = new @Nullable Object[frame.capacity()];
        @Nullable Object[] row = new @Nullable Object[arguments.length];
        for (int k = 0; k < rows.size(); k++) {
            int at = rows.row(k);
            for (int i = 0; i < arguments.length; i++) {
                row[i] = arguments[i].get(at, operands.get(i).form());
            }
            values[at] = form().fitted(scalar.value(row));
        }
        return PerRow.stored(values, form());
    }
}
