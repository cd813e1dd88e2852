package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.Hashes;
import dk.samsyn.broker.engine.column.KeyTable;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.List;

/** Whether a value is one of several constants. */
final class Membership extends Expression {
    private final Expression operand;
    private final KeyTable constants;

    /**
     * A test.
     *
     * @param values constants of the operand's form, none null
     */
    Membership(Expression operand, List<Object> values) {
        super(Form.BOOLEAN);
        this.operand = operand;
        this.constants = new KeyTable(List.of(operand.form()));
        Selection one = Selection.first(1);
        values.forEach(v -> constants.number(new Vector[] {Basics.repeated(v, operand.form(), 1)}, one, new int[1]));
    }

    @Override
    public Vector values(Frame frame, Selection rows) {
        Vector[] columns = {operand.values(frame, rows)};
        int[] hashes = Hashes.of(columns, rows, frame.capacity());
        long[] values = new long[frame.capacity()];
        boolean[] nulls = null;
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            if (columns[0].isNull(row)) {
                nulls = nulls == null ? new boolean[values.length] : nulls;
                nulls[row] = true;
            } else {
                values[row] = constants.find(columns, row, hashes[row]) >= 0 ? 1 : 0;
            }
        }
        return new LongVector(values, nulls);
    }
}
