package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.Form;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Casts that lose nothing or cut a time off; the others are left to generated code. */
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
        return Optional.empty();
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
