package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Between the engine's types and values and those that the doors show. */
final class Results {
    private Results() {}

    /** Columns of a row type under the given names. */
    static List<ResultColumn> columns(List<RelDataTypeField> fields, List<String> names) {
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(column(names.get(i), fields.get(i).getType()));
        }
        return List.copyOf(columns);
    }

    /**
     * A column of a type. A text without a length of its own shows length 0.
     *
     * @throws QueryException for a type that has no form outside the engine: rows, maps, lists of such or of times
     */
    static ResultColumn column(String name, RelDataType type) {
        if (!shownAsIs(type)) {
            throw new QueryException(
                    ErrorCode.TYPE_MISMATCH,
                    "Column " + name + " is of type " + type.getSqlTypeName()
                            + ", which no answer can hold. Select its parts.");
        }
        SqlTypeName sql = type.getSqlTypeName() == SqlTypeName.CHAR ? SqlTypeName.VARCHAR : type.getSqlTypeName();
        int precision = type.getPrecision() > 0 && type.getPrecision() < 65536 ? type.getPrecision() : 0;
        int scale = sql == SqlTypeName.DECIMAL ? type.getScale() : 0;
        return new ResultColumn(name, sql.getJdbcOrdinal(), sql.getName(), precision, scale, type.isNullable());
    }

    private static boolean shownAsIs(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case ROW, MAP, MULTISET, CURSOR, OTHER -> false;
            case ARRAY -> {
                RelDataType element = Objects.requireNonNull(type.getComponentType());
                yield SqlTypeUtil.inCharFamily(element)
                        || SqlTypeUtil.isNumeric(element)
                        || SqlTypeUtil.isBoolean(element)
                        || element.getSqlTypeName() == SqlTypeName.NULL;
            }
            default -> true;
        };
    }

    /**
     * A value of the engine as a door shows it in a column: a decimal has as many decimals as its column, so that an answer does
     * not tell which source or way a value took.
     */
    static @Nullable Object shown(@Nullable Object value, ResultColumn column) {
        Object external = external(value, column.jdbcType());
        return column.jdbcType() == java.sql.Types.DECIMAL
                        && external instanceof BigDecimal decimal
                        && decimal.scale() != column.scale()
                ? decimal.setScale(column.scale(), RoundingMode.HALF_UP)
                : external;
    }

    /** A value of the engine as Java's own classes have it. */
    static @Nullable Object external(@Nullable Object value, int jdbcType) {
        if (value == null) {
            return null;
        }
        return switch (jdbcType) {
            case java.sql.Types.DATE -> value instanceof Number n ? LocalDate.ofEpochDay(n.longValue()) : value;
            case java.sql.Types.TIMESTAMP ->
                value instanceof Number n ? LateValue.external(n, dk.samsyn.spi.ColumnType.TIMESTAMP) : value;
            case java.sql.Types.TIME ->
                value instanceof Number n ? LocalTime.ofNanoOfDay(n.longValue() * 1_000_000L) : value;
            case java.sql.Types.VARCHAR, java.sql.Types.CHAR -> value.toString();
            default -> value;
        };
    }

    /**
     * A parameter in the engine's form.
     *
     * @throws IllegalArgumentException if the value is not of the parameter's type
     */
    static Object internal(@Nullable Object value, RelDataType type) {
        if (value == null) {
            return QueryState.NULL;
        }
        try {
            return switch (type.getSqlTypeName()) {
                case DATE -> (int) (value instanceof LocalDate d ? d : LocalDate.parse(value.toString())).toEpochDay();
                case TIMESTAMP -> java.util.Objects.requireNonNull(LateValue.internal(timestamp(value)));
                case TINYINT -> ((Number) number(value)).byteValue();
                case SMALLINT -> ((Number) number(value)).shortValue();
                case INTEGER -> number(value).intValueExact();
                case BIGINT -> number(value).longValueExact();
                case DECIMAL -> number(value);
                case FLOAT, REAL, DOUBLE -> number(value).doubleValue();
                case BOOLEAN -> value instanceof Boolean b ? b : Boolean.parseBoolean(value.toString());
                default -> value.toString();
            };
        } catch (java.time.DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("not of type " + type.getSqlTypeName(), e);
        }
    }

    private static LocalDateTime timestamp(Object value) {
        if (value instanceof LocalDateTime time) {
            return time;
        }
        return value instanceof LocalDate date
                ? date.atStartOfDay()
                : LocalDateTime.parse(value.toString().replace(' ', 'T'));
    }

    private static BigDecimal number(Object value) {
        return value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
    }
}
