package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.expression.RowFunction;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.jspecify.annotations.Nullable;

/** One of the broker's own functions, computed by the broker's own code. */
final class BrokerFunction extends SqlFunction implements RowFunction {
    private final SqlOperandTypeChecker operands;
    private final RowFunction code;
    private final boolean dynamic;

    /**
     * A function.
     *
     * @param dynamic whether its value depends on the session
     */
    BrokerFunction(
            String name,
            SqlReturnTypeInference type,
            SqlOperandTypeChecker operands,
            int arity,
            RowFunction code,
            boolean dynamic) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                type,
                null,
                OperandTypes.operandMetadata(
                        Collections.nCopies(arity, SqlTypeFamily.ANY), f -> List.of(), i -> "argument", i -> false),
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.operands = operands;
        this.code = code;
        this.dynamic = dynamic;
    }

    @Override
    public @Nullable Object apply(DataContext context, Object[] arguments) {
        return code.apply(context, arguments);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        return operands.checkOperandTypes(binding, throwOnFailure);
    }

    /** What depends on the session is not worked out while planning, though its arguments be constant. */
    @Override
    public boolean isDynamicFunction() {
        return dynamic;
    }
}
