package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.function.LongUnaryOperator;
import org.apache.calcite.avatica.util.DateTimeUtils;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.jspecify.annotations.Nullable;

/** One whole number, date or time from another: parts of dates, beginnings of periods, conversions. */
final class Calendar extends Expression {
    private static final long DAY = DateTimeUtils.MILLIS_PER_DAY;

    private final Expression operand;
    private final LongUnaryOperator function;

    private Calendar(Form form, Expression operand, LongUnaryOperator function) {
        super(form);
        this.operand = operand;
        this.function = function;
    }

    @Override
    public Vector values(Frame frame, Selection rows) {
        LongVector inner = (LongVector) operand.values(frame, rows);
        long[] values = new long[frame.capacity()];
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            if (!inner.isNull(row)) {
                values[row] = function.applyAsLong(inner.values[row]);
            }
        }
        return new LongVector(values, inner.nulls);
    }

    static Expression timestampOfDate(Expression date) {
        return new Calendar(Form.LONG, date, days -> days * DAY);
    }

    static Expression dateOfTimestamp(Expression timestamp) {
        return new Calendar(Form.INT, timestamp, millis -> Math.floorDiv(millis, DAY));
    }

    /** EXTRACT from a date or a timestamp, or null for parts that are left to others. */
    static @Nullable Expression part(TimeUnitRange unit, Expression operand, Form form) {
        boolean date = operand.form() == Form.INT;
        return switch (unit) {
            case YEAR, QUARTER, MONTH, DAY -> new Calendar(form, operand, v -> datePart(unit, date ? v : day(v)));
            case HOUR, MINUTE, SECOND ->
                date ? null : new Calendar(form, operand, v -> timePart(unit, Math.floorMod(v, DAY)));
            default -> null;
        };
    }

    private static long day(long millis) {
        return Math.floorDiv(millis, DAY);
    }

    private static long datePart(TimeUnitRange unit, long day) {
        return DateTimeUtils.unixDateExtract(unit, day);
    }

    private static long timePart(TimeUnitRange unit, long millisOfDay) {
        return switch (unit) {
            case HOUR -> millisOfDay / DateTimeUtils.MILLIS_PER_HOUR;
            case MINUTE -> millisOfDay / DateTimeUtils.MILLIS_PER_MINUTE % 60;
            default -> millisOfDay / DateTimeUtils.MILLIS_PER_SECOND % 60;
        };
    }

    /** FLOOR of a date or a timestamp to a unit, or null for units that are left to others. */
    static @Nullable Expression floor(TimeUnitRange unit, Expression operand) {
        boolean date = operand.form() == Form.INT;
        return switch (unit) {
            case YEAR, QUARTER, MONTH ->
                date
                        ? new Calendar(Form.INT, operand, v -> DateTimeUtils.unixDateFloor(unit, v))
                        : new Calendar(Form.LONG, operand, v -> DateTimeUtils.unixTimestampFloor(unit, v));
            case DAY, HOUR, MINUTE, SECOND ->
                date
                        ? null
                        : new Calendar(
                                Form.LONG, operand, v -> v - Math.floorMod(v, unit.startUnit.multiplier.longValue()));
            default -> null;
        };
    }
}
