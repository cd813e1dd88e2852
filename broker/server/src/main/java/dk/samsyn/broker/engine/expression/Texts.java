package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.Form;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.runtime.SqlFunctions;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.fun.SqlTrimFunction;

/** Functions of texts, by the same library that generated code calls. */
final class Texts {
    private Texts() {}

    /**
     * A function over computed operands, or nothing if it is not one of these.
     *
     * @param operands in the call's order, without TRIM's flag
     */
    static Optional<Expression> of(RexCall call, List<Expression> operands, Form form) {
        boolean first = !operands.isEmpty() && operands.get(0).form() == Form.TEXT;
        if (!first) {
            return Optional.empty();
        }
        return function(call, operands).map(f -> new PerRow(form, operands, f));
    }

    private static Optional<RowFunction> function(RexCall call, List<Expression> operands) {
        if (is(call, SqlStdOperatorTable.UPPER, operands, Form.TEXT)) {
            return Optional.of((context, row) -> SqlFunctions.upper((String) row[0]));
        }
        if (is(call, SqlStdOperatorTable.LOWER, operands, Form.TEXT)) {
            return Optional.of((context, row) -> SqlFunctions.lower((String) row[0]));
        }
        if (is(call, SqlStdOperatorTable.CHAR_LENGTH, operands, Form.TEXT)
                || is(call, SqlStdOperatorTable.CHARACTER_LENGTH, operands, Form.TEXT)) {
            return Optional.of((context, row) -> ((String) row[0]).length());
        }
        if (is(call, SqlStdOperatorTable.CONCAT, operands, Form.TEXT, Form.TEXT)) {
            return Optional.of((context, row) -> (String) row[0] + (String) row[1]);
        }
        if (is(call, SqlStdOperatorTable.SUBSTRING, operands, Form.TEXT, Form.INT)) {
            return Optional.of((context, row) -> SqlFunctions.substring((String) row[0], number(row[1])));
        }
        if (is(call, SqlStdOperatorTable.SUBSTRING, operands, Form.TEXT, Form.INT, Form.INT)) {
            return Optional.of(
                    (context, row) -> SqlFunctions.substring((String) row[0], number(row[1]), number(row[2])));
        }
        if (is(call, SqlStdOperatorTable.TRIM, operands, Form.TEXT, Form.TEXT)) {
            SqlTrimFunction.Flag flag = ((RexLiteral) call.getOperands().get(0)).getValueAs(SqlTrimFunction.Flag.class);
            boolean left = flag != SqlTrimFunction.Flag.TRAILING;
            boolean right = flag != SqlTrimFunction.Flag.LEADING;
            return Optional.of(
                    (context, row) -> SqlFunctions.trim(left, right, (String) row[0], (String) row[1], true));
        }
        return Optional.empty();
    }

    private static int number(Object value) {
        return ((Number) value).intValue();
    }

    private static boolean is(
            RexCall call, org.apache.calcite.sql.SqlOperator operator, List<Expression> operands, Form... forms) {
        return call.getOperator().equals(operator)
                && operands.stream().map(Expression::form).toList().equals(List.of(forms));
    }
}
