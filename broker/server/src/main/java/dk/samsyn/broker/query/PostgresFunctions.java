package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/**
 * Functions that PostgreSQL's users write every day and that are not in the standard, with PostgreSQL's meaning. None can make a
 * text longer than its arguments together. {@code DATE_TRUNC} and {@code LEFT} become the standard's FLOOR and SUBSTRING, which
 * sources and the release gate know.
 */
final class PostgresFunctions {
    private static final Map<String, TimeUnitRange> UNITS = Map.of(
            "year", TimeUnitRange.YEAR,
            "quarter", TimeUnitRange.QUARTER,
            "month", TimeUnitRange.MONTH,
            "day", TimeUnitRange.DAY,
            "hour", TimeUnitRange.HOUR,
            "minute", TimeUnitRange.MINUTE);

    private PostgresFunctions() {}

    /** All of them, by upper-case name. */
    static Map<String, SqlOperator> all() {
        return Map.ofEntries(
                Map.entry("BOOL_AND", SqlLibraryOperators.BOOL_AND),
                Map.entry("BOOL_OR", SqlLibraryOperators.BOOL_OR),
                Map.entry("CONCAT", SqlLibraryOperators.CONCAT_FUNCTION_WITH_NULL),
                Map.entry("DATE_TRUNC", new DateTrunc()),
                Map.entry("GREATEST", SqlLibraryOperators.GREATEST_PG),
                Map.entry("LEAST", SqlLibraryOperators.LEAST_PG),
                Map.entry("LEFT", new Left()),
                Map.entry("LTRIM", SqlLibraryOperators.LTRIM),
                Map.entry("RIGHT", SqlLibraryOperators.RIGHT),
                Map.entry("RTRIM", SqlLibraryOperators.RTRIM),
                Map.entry("SPLIT_PART", SqlLibraryOperators.SPLIT_PART));
    }

    /** How a statement's calls are computed: these by functions that the engine has, all others as Calcite does. */
    static @Nullable SqlRexConvertlet convertlet(SqlCall call) {
        return call.getOperator() instanceof Written written
                ? (context, c) -> written.written(
                        context.getRexBuilder(),
                        c.getOperandList(),
                        c.getOperandList().stream()
                                .map(context::convertExpression)
                                .toList())
                : StandardConvertletTable.INSTANCE.get(call);
    }

    /** A function that is written as others. */
    private abstract static class Written extends SqlFunction {
        private Written(
                String name,
                SqlReturnTypeInference type,
                SqlOperandTypeChecker operands,
                SqlFunctionCategory category) {
            super(name, SqlKind.OTHER_FUNCTION, type, null, operands, category);
        }

        abstract RexNode written(RexBuilder rex, List<SqlNode> given, List<RexNode> operands);
    }

    /** {@code DATE_TRUNC('month', time)}: a time, of a date too. */
    private static final class DateTrunc extends Written {
        private static final String ASKED =
                "DATE_TRUNC begins with one of 'year', 'quarter', 'month', 'day', 'hour', 'minute'.";

        private DateTrunc() {
            super(
                    "DATE_TRUNC",
                    ReturnTypes.TIMESTAMP_NULLABLE,
                    OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.DATETIME),
                    SqlFunctionCategory.TIMEDATE);
        }

        @Override
        RexNode written(RexBuilder rex, List<SqlNode> given, List<RexNode> operands) {
            TimeUnitRange unit = given.get(0) instanceof SqlCharStringLiteral literal
                    ? UNITS.get(literal.getValueAs(String.class).toLowerCase(Locale.ROOT))
                    : null;
            if (unit == null) {
                throw new QueryException(
                        ErrorCode.STATEMENT_INVALID,
                        ASKED,
                        given.get(0).getParserPosition().getLineNum(),
                        given.get(0).getParserPosition().getColumnNum(),
                        null);
            }
            RexNode time = operands.get(1);
            boolean clock = unit == TimeUnitRange.HOUR || unit == TimeUnitRange.MINUTE;
            RelDataType timestamp = rex.getTypeFactory()
                    .createTypeWithNullability(
                            rex.getTypeFactory().createSqlType(SqlTypeName.TIMESTAMP),
                            time.getType().isNullable());
            RexNode floored = clock ? rex.makeCast(timestamp, time) : time;
            return rex.makeCast(timestamp, rex.makeCall(SqlStdOperatorTable.FLOOR, floored, rex.makeFlag(unit)));
        }
    }

    /** {@code LEFT(text, n)}; with a number that is no constant, or negative, as Calcite computes it. */
    private static final class Left extends Written {
        private Left() {
            super(
                    "LEFT",
                    SqlLibraryOperators.LEFT.getReturnTypeInference(),
                    OperandTypes.CBSTRING_INTEGER,
                    SqlFunctionCategory.STRING);
        }

        @Override
        RexNode written(RexBuilder rex, List<SqlNode> given, List<RexNode> operands) {
            return given.get(1) instanceof SqlNumericLiteral number && number.isInteger()
                    ? rex.makeCall(
                            SqlStdOperatorTable.SUBSTRING,
                            operands.get(0),
                            rex.makeExactLiteral(BigDecimal.ONE),
                            operands.get(1))
                    : rex.makeCall(SqlLibraryOperators.LEFT, operands);
        }
    }
}
