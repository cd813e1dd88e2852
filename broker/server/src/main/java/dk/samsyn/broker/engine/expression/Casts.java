package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.Form;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Casts that lose nothing, cut a time off or write a value as text; the others are left to generated code. */
final class Casts {
    private Casts() {}

    static Optional<Expression> of(Expression inner, RelDataType from, RelDataType to) {
        SqlTypeName source = from.getSqlTypeName();
        SqlTypeName target = to.getSqlTypeName();
        Form form = Form.of(to);
        if (keeps(from, to)) {
            return Optional.of(inner.form() == form ? inner : new Conversion.Relabelled(inner, form));
        }
        if (SqlTypeName.INT_TYPES.contains(source)) {
            boolean fits = SqlTypeName.INT_TYPES.contains(target)
                    || target == SqlTypeName.DOUBLE
                    || target == SqlTypeName.FLOAT
                    || (target == SqlTypeName.DECIMAL && digits(from) <= to.getPrecision() - to.getScale());
            return fits ? Optional.ofNullable(Conversion.widened(inner, form)) : Optional.empty();
        }
        if (source == SqlTypeName.DECIMAL && (target == SqlTypeName.DOUBLE || target == SqlTypeName.FLOAT)) {
            return Optional.ofNullable(Conversion.widened(inner, form));
        }
        if (source == SqlTypeName.DATE && target == SqlTypeName.TIMESTAMP) {
            return Optional.of(Calendar.timestampOfDate(inner));
        }
        if (source == SqlTypeName.TIMESTAMP && target == SqlTypeName.DATE) {
            return Optional.of(Calendar.dateOfTimestamp(inner));
        }
        return SqlTypeUtil.inCharFamily(to) && to.getPrecision() != 0 ? text(inner, from, to) : Optional.empty();
    }

    /** As PostgreSQL writes it, where generated code writes {@code .5}, {@code TRUE} and {@code 1.0E10}. */
    private static Optional<Expression> text(Expression inner, RelDataType from, RelDataType to) {
        int scale = from.getScale();
        RowFunction written =
                switch (from.getSqlTypeName()) {
                    case BOOLEAN -> (context, row) -> cut(row[0].toString(), to);
                    case DECIMAL ->
                        (context, row) -> cut(
                                ((BigDecimal) row[0])
                                        .setScale(scale, RoundingMode.HALF_UP)
                                        .toPlainString(),
                                to);
                    case FLOAT, REAL, DOUBLE -> (context, row) -> cut(floating(((Number) row[0]).doubleValue()), to);
                    default -> null;
                };
        return Optional.ofNullable(written).map(w -> new PerRow(Form.of(to), List.of(inner), w));
    }

    /** The shortest decimal that is this number; with an exponent below 0.0001 and from 10^15 on. */
    private static String floating(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number) || number == 0) {
            return number == 0 ? "0" : Double.toString(number);
        }
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent >= -4 && exponent < 15) {
            return decimal.toPlainString();
        }
        String digits = decimal.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return String.format(Locale.ROOT, "%se%s%02d", digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static String cut(String text, RelDataType type) {
        int length = type.getPrecision();
        if (length == RelDataType.PRECISION_NOT_SPECIFIED) {
            return text;
        }
        String cut = text.length() > length ? text.substring(0, length) : text;
        return type.getSqlTypeName() == SqlTypeName.CHAR ? cut + " ".repeat(length - cut.length()) : cut;
    }

    /** Whether every value of a type is the same value of another. */
    private static boolean keeps(RelDataType from, RelDataType to) {
        SqlTypeName source = from.getSqlTypeName();
        SqlTypeName target = to.getSqlTypeName();
        if (SqlTypeUtil.inCharFamily(from) && target == SqlTypeName.VARCHAR) {
            return to.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED
                    || (from.getPrecision() != RelDataType.PRECISION_NOT_SPECIFIED
                            && from.getPrecision() <= to.getPrecision());
        }
        if (source != target) {
            return false;
        }
        return switch (source) {
            case DECIMAL -> from.getScale() == to.getScale() && from.getPrecision() <= to.getPrecision();
            case CHAR, TIMESTAMP, TIME -> from.getPrecision() == to.getPrecision();
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, REAL, DOUBLE, DATE -> true;
            default -> false;
        };
    }

    private static int digits(RelDataType whole) {
        return switch (whole.getSqlTypeName()) {
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INTEGER -> 10;
            default -> 19;
        };
    }
}
