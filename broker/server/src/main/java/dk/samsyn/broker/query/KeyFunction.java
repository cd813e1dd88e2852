package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.KeySet;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import dk.samsyn.broker.engine.expression.ColumnFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;

/** {@code IN_KEYS(value, set)}: whether a value is in a key set of the running query, or the set is too large to restrict. */
final class KeyFunction extends SqlFunction implements ColumnFunction {
    KeyFunction() {
        super(
                "IN_KEYS",
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.BOOLEAN_NULLABLE,
                null,
                OperandTypes.ANY_ANY,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }

    @Override
    public Vector apply(Execution execution, Vector[] arguments, Selection rows, int capacity) {
        Vector values = arguments[0];
        long[] found = new long[capacity];
        if (rows.isEmpty()) {
            return new LongVector(found, null);
        }
        int set = (int) ((LongVector) arguments[1]).values[rows.row(0)];
        KeySet keys = QueryState.of(execution.context()).keys(set);
        if (keys == null) {
            java.util.Arrays.fill(found, 1);
        } else {
            keys.contains(values, rows, found);
        }
        boolean[] nulls = null;
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            if (values.isNull(row)) {
                nulls = nulls == null ? new boolean[capacity] : nulls;
                nulls[row] = true;
            }
        }
        return new LongVector(found, nulls);
    }

    /** It depends on the run, so it is not worked out while planning. */
    @Override
    public boolean isDynamicFunction() {
        return true;
    }
}
