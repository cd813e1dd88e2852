package dk.samsyn.broker.query;

import dk.samsyn.spi.SqlSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * A date some days or months later or earlier, as each product writes it. Each text is total, as those of {@link DateParts}: a
 * date that the broker would not take, such as {@code infinity}, is shifted to none instead of making the statement fail.
 * MariaDB has no date after the year 9999, where "for ever" is often noted as its last day, so nothing is asked of it.
 */
final class DateShift {
    private static final long DAY_MILLIS = 86_400_000L;

    /** No shift leads out of the dates that a product has: about as many days as a thousand years have. */
    private static final long MOST = 366_000L;

    private DateShift() {}

    /**
     * A shift.
     *
     * @param date the date
     * @param amount days or months, negative for an earlier date
     * @param months whether they are months; the day is then at most the month's last
     */
    record Shift(RexNode date, long amount, boolean months) {}

    /** The call as a shift of a date that a product computes as the broker does. */
    static Optional<Shift> of(RexNode node, SqlSource.Dialect dialect) {
        if (dialect == SqlSource.Dialect.MARIADB
                || !(node instanceof RexCall call)
                || node.getType().getSqlTypeName() != SqlTypeName.DATE
                || call.getOperands().size() != 2
                || call.getOperands().get(0).getType().getSqlTypeName() != SqlTypeName.DATE
                || !(call.getOperands().get(1) instanceof RexLiteral interval)
                || interval.isNull()
                || !SqlTypeName.INTERVAL_TYPES.contains(interval.getType().getSqlTypeName())) {
            return Optional.empty();
        }
        boolean plus = call.getOperator().equals(SqlStdOperatorTable.DATETIME_PLUS);
        if (!plus && !call.getOperator().equals(SqlStdOperatorTable.MINUS_DATE)) {
            return Optional.empty();
        }
        Long value = interval.getValueAs(Long.class);
        boolean months =
                SqlTypeName.YEAR_INTERVAL_TYPES.contains(interval.getType().getSqlTypeName());
        long unit = months ? 1 : DAY_MILLIS;
        if (value == null || value % unit != 0 || Math.abs(value / unit) > (months ? MOST / 30 : MOST)) {
            return Optional.empty();
        }
        long amount = value / unit;
        return Optional.of(new Shift(call.getOperands().get(0), plus ? amount : -amount, months));
    }

    /** Text before and after the date's own. */
    private static List<String> words(Shift shift, SqlSource.Dialect dialect) {
        if (dialect == SqlSource.Dialect.H2) {
            return List.of(
                    String.format(Locale.ROOT, "DATEADD(%s, %d, ", shift.months() ? "MONTH" : "DAY", shift.amount()),
                    ")");
        }
        return shift.months()
                ? List.of("CAST(", String.format(Locale.ROOT, " + INTERVAL '%d months' AS DATE)", shift.amount()))
                : List.of("(", String.format(Locale.ROOT, " + (%d))", shift.amount()));
    }

    /** Writes a shift over its date, which is its only operand. */
    static final class Operator extends SqlFunction {
        private final List<String> words;

        Operator(Shift shift, SqlSource.Dialect dialect) {
            super(
                    "SHIFT_" + shift.amount() + (shift.months() ? "_MONTHS" : "_DAYS"),
                    SqlKind.OTHER_FUNCTION,
                    null,
                    null,
                    null,
                    SqlFunctionCategory.TIMEDATE);
            this.words = words(shift, dialect);
        }

        @Override
        public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
            writer.print("CASE WHEN ");
            call.operand(0).unparse(writer, 0, 0);
            writer.print(" BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN " + words.get(0));
            call.operand(0).unparse(writer, 0, 0);
            writer.print(words.get(1) + " END");
            writer.setNeedWhitespace(true);
        }
    }
}
