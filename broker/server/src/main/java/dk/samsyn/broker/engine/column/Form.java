package dk.samsyn.broker.engine.column;

import java.math.BigDecimal;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** How the engine holds values of a SQL type, and the Java class of one value where rows are objects. */
public enum Form {
    BOOLEAN(Kind.LONG),
    BYTE(Kind.LONG),
    SHORT(Kind.LONG),
    /** INTEGER, days since 1970 of a DATE, milliseconds of a TIME, months of an interval. */
    INT(Kind.LONG),
    /** BIGINT, milliseconds since 1970 of a TIMESTAMP, milliseconds of an interval. */
    LONG(Kind.LONG),
    FLOAT(Kind.DOUBLE),
    DOUBLE(Kind.DOUBLE),
    DECIMAL(Kind.DECIMAL),
    TEXT(Kind.OBJECT),
    /** Anything else, as Calcite's generated code has it. */
    OBJECT(Kind.OBJECT);

    /** The memory layout. */
    public enum Kind {
        LONG,
        DOUBLE,
        /** Whole numbers of one scale where they fit, else objects. */
        DECIMAL,
        OBJECT
    }

    private final Kind kind;

    Form(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether it is a whole number of SQL, not a boolean. */
    public boolean whole() {
        return this == BYTE || this == SHORT || this == INT || this == LONG;
    }

    /** The form of a type. */
    public static Form of(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> BOOLEAN;
            case TINYINT -> BYTE;
            case SMALLINT -> SHORT;
            case INTEGER, DATE, TIME, INTERVAL_YEAR, INTERVAL_YEAR_MONTH, INTERVAL_MONTH -> INT;
            case BIGINT,
                    TIMESTAMP,
                    INTERVAL_DAY,
                    INTERVAL_DAY_HOUR,
                    INTERVAL_DAY_MINUTE,
                    INTERVAL_DAY_SECOND,
                    INTERVAL_HOUR,
                    INTERVAL_HOUR_MINUTE,
                    INTERVAL_HOUR_SECOND,
                    INTERVAL_MINUTE,
                    INTERVAL_MINUTE_SECOND,
                    INTERVAL_SECOND -> LONG;
            case REAL -> FLOAT;
            case FLOAT, DOUBLE -> DOUBLE;
            case DECIMAL -> DECIMAL;
            case CHAR, VARCHAR -> TEXT;
            default -> OBJECT;
        };
    }

    /** A value of kind LONG as the object of this form. */
    public Object box(long value) {
        return switch (this) {
            case BOOLEAN -> value != 0;
            case BYTE -> (byte) value;
            case SHORT -> (short) value;
            case INT -> (int) value;
            default -> value;
        };
    }

    /** A value of kind DOUBLE as the object of this form. */
    public Object box(double value) {
        return this == FLOAT ? (Object) (float) value : (Object) value;
    }

    /** An object of this form as a value of kind LONG. */
    public static long unbox(Object value) {
        return value instanceof Boolean flag ? flag ? 1 : 0 : ((Number) value).longValue();
    }

    /** An object that generated code or a source made, as a value of this form; numbers of another class are converted. */
    public @Nullable Object fitted(@Nullable Object value) {
        if (value == null || this == OBJECT || this == BOOLEAN) {
            return value;
        }
        return switch (kind) {
            case LONG -> value instanceof Number ? value : Form.unbox(value);
            case DOUBLE -> ((Number) value).doubleValue();
            case DECIMAL -> decimal(value);
            case OBJECT -> value instanceof String ? value : value.toString();
        };
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        return value instanceof Double || value instanceof Float
                ? BigDecimal.valueOf(((Number) value).doubleValue())
                : BigDecimal.valueOf(((Number) value).longValue());
    }
}
