package dk.samsyn.broker.jdbc;

import dk.samsyn.broker.doors.Parameters;
import dk.samsyn.broker.query.ResultColumn;
import java.math.BigDecimal;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.AvaticaParameter;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.ColumnMetaData.Rep;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.SqlType;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * Columns and values on Avatica's wire: DATE as days, TIME as milliseconds of the day and TIMESTAMP as milliseconds since 1970,
 * all of the wall clock; arrays as text.
 */
final class WireTypes {
    /** Of a text whose length nobody knows. */
    private static final int TEXT_WIDTH = 40;

    private static final int MAX_TEXT_WIDTH = 4000;

    private WireTypes() {}

    /** The signature of an answer whose rows are lists. */
    static Meta.Signature signature(String sql, List<ResultColumn> columns, List<ResultColumn> parameters) {
        List<ColumnMetaData> wire = new ArrayList<>();
        for (ResultColumn column : columns) {
            wire.add(column(wire.size(), column));
        }
        List<AvaticaParameter> wireParameters =
                parameters.stream().map(WireTypes::parameter).toList();
        return Meta.Signature.create(wire, sql, wireParameters, Meta.CursorFactory.LIST, Meta.StatementType.SELECT);
    }

    private static ColumnMetaData column(int ordinal, ResultColumn column) {
        int type = wireType(column.jdbcType());
        boolean numeric = numeric(type);
        ColumnMetaData.ScalarType scalar =
                ColumnMetaData.scalar(type, type == column.jdbcType() ? column.typeName() : "VARCHAR", rep(type));
        int precision = column.precision() > 0 ? column.precision() : defaultPrecision(type);
        return new ColumnMetaData(
                ordinal,
                false,
                type == Types.VARCHAR || type == Types.CHAR,
                true,
                false,
                column.nullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
                numeric,
                displaySize(type, precision, column.scale()),
                column.name(),
                column.name(),
                "",
                precision,
                column.scale(),
                "",
                "",
                scalar,
                true,
                false,
                false,
                className(type));
    }

    private static AvaticaParameter parameter(ResultColumn parameter) {
        int type = wireType(parameter.jdbcType());
        return new AvaticaParameter(
                numeric(type),
                parameter.precision(),
                parameter.scale(),
                type,
                parameter.typeName(),
                className(type),
                parameter.name());
    }

    /** A row as the wire has it. */
    static List<@Nullable Object> row(@Nullable Object[] row) {
        List<@Nullable Object> wire = new ArrayList<>(row.length);
        for (Object value : row) {
            wire.add(wire(value));
        }
        return wire;
    }

    /** A value as the wire has it. */
    static @Nullable Object wire(@Nullable Object value) {
        if (absent(value)) {
            return null;
        }
        if (value instanceof LocalDate date) {
            return (int) date.toEpochDay();
        }
        if (value instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC).toEpochMilli();
        }
        if (value instanceof LocalTime time) {
            return (int) (time.toNanoOfDay() / 1_000_000);
        }
        return value instanceof List<?> list ? list.toString() : value;
    }

    /** Whether the wire has null for a value: JSON has no infinite numbers. */
    static boolean absent(@Nullable Object value) {
        return value == null || (value instanceof Double number && (number.isNaN() || number.isInfinite()));
    }

    /**
     * A parameter's value in the pipeline's form.
     *
     * @throws dk.samsyn.broker.access.QueryException PARAMETER_INVALID
     */
    static @Nullable Object value(@Nullable TypedValue typed, List<ResultColumn> types, int index) {
        if (typed == null) {
            throw Parameters.invalid(index + 1, "has no value");
        }
        return Parameters.fitted(typed.value == null ? null : local(typed, index), types, index);
    }

    private static Object local(TypedValue typed, int index) {
        Object value = typed.value;
        return switch (typed.type) {
            case JAVA_SQL_DATE -> LocalDate.ofEpochDay(((Number) value).intValue());
            case JAVA_SQL_TIMESTAMP, JAVA_UTIL_DATE ->
                LocalDateTime.ofInstant(Instant.ofEpochMilli(((Number) value).longValue()), ZoneOffset.UTC);
            case BYTE, PRIMITIVE_BYTE, SHORT, PRIMITIVE_SHORT, INTEGER, PRIMITIVE_INT -> ((Number) value).intValue();
            case LONG, PRIMITIVE_LONG -> ((Number) value).longValue();
            case FLOAT, PRIMITIVE_FLOAT, DOUBLE, PRIMITIVE_DOUBLE -> ((Number) value).doubleValue();
            case NUMBER -> new BigDecimal(value.toString());
            case STRING, CHARACTER, PRIMITIVE_CHAR -> value.toString();
            case BOOLEAN, PRIMITIVE_BOOLEAN -> value;
            case OBJECT -> plain(value, index);
            default -> throw Parameters.invalid(index + 1, "has a type that no parameter can have");
        };
    }

    private static Object plain(Object value, int index) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        throw Parameters.invalid(index + 1, "has a type that no parameter can have");
    }

    /** The type that a column of a JDBC type has on the wire. */
    static int wireType(int type) {
        return switch (type) {
            case Types.CHAR,
                    Types.BOOLEAN,
                    Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.DECIMAL,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.DATE,
                    Types.TIME,
                    Types.TIMESTAMP -> type;
            case Types.NUMERIC -> Types.DECIMAL;
            default -> Types.VARCHAR;
        };
    }

    private static boolean numeric(int type) {
        return switch (type) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.DECIMAL,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE -> true;
            default -> false;
        };
    }

    private static Rep rep(int type) {
        return switch (type) {
            case Types.BOOLEAN -> Rep.BOOLEAN;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.DATE, Types.TIME -> Rep.INTEGER;
            case Types.BIGINT, Types.TIMESTAMP -> Rep.LONG;
            case Types.DECIMAL -> Rep.NUMBER;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> Rep.DOUBLE;
            default -> Rep.STRING;
        };
    }

    private static int defaultPrecision(int type) {
        return switch (type) {
            case Types.BOOLEAN -> 1;
            case Types.INTEGER, Types.DATE -> 10;
            case Types.BIGINT -> 19;
            case Types.DOUBLE, Types.FLOAT -> 15;
            case Types.TIME -> 8;
            case Types.TIMESTAMP -> 19;
            default -> 0;
        };
    }

    /** Characters a tool should leave room for; sign and decimal point included. */
    private static int displaySize(int type, int precision, int scale) {
        if (precision == 0) {
            return TEXT_WIDTH;
        }
        return numeric(type) ? precision + 1 + (scale > 0 ? 1 : 0) : Math.min(precision, MAX_TEXT_WIDTH);
    }

    private static String className(int type) {
        return SqlType.valueOf(type).boxedClass().getName();
    }
}
