package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ColumnType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets one parameter of a statement. */
@FunctionalInterface
interface Binding {
    /**
     * Sets the parameter.
     *
     * @param partition value of the partition that is asked, empty if there are none
     */
    void bind(PreparedStatement statement, int index, String partition) throws SQLException;

    /** The value of the partition that is asked. */
    static Binding partition() {
        return (statement, index, partition) -> statement.setString(index, partition);
    }

    /** A whole number that is no data, such as a limit. */
    static Binding number(long value) {
        return (statement, index, partition) -> statement.setLong(index, value);
    }

    /** An array of the product's own element type. */
    static Binding array(String elementType, List<Object> values) {
        Object[] elements = values.toArray();
        return (statement, index, partition) ->
                statement.setArray(index, statement.getConnection().createArrayOf(elementType, elements));
    }

    /**
     * One value by its declared type.
     *
     * @throws IllegalArgumentException if the value is not in the Java form of the type
     */
    static Typed value(ColumnType type, @Nullable Object value) {
        return new Typed(type, value == null ? null : checked(type, value));
    }

    /** A value with the type that the statement is to take it for. */
    record Typed(ColumnType type, @Nullable Object value) implements Binding {
        @Override
        public void bind(PreparedStatement statement, int index, String partition) throws SQLException {
            if (value == null) {
                statement.setNull(index, sqlType(type));
                return;
            }
            switch (type) {
                case BOOLEAN -> statement.setBoolean(index, (Boolean) value);
                case INTEGER -> statement.setInt(index, (Integer) value);
                case BIGINT -> statement.setLong(index, (Long) value);
                case DECIMAL -> statement.setBigDecimal(index, (BigDecimal) value);
                case DOUBLE -> statement.setDouble(index, (Double) value);
                case VARCHAR -> statement.setString(index, (String) value);
                case DATE, TIMESTAMP -> statement.setObject(index, value);
            }
        }
    }

    /** The value itself if it has the Java form of the type; the message does not hold it. */
    static Object checked(ColumnType type, Object value) {
        Class<?> form =
                switch (type) {
                    case BOOLEAN -> Boolean.class;
                    case INTEGER -> Integer.class;
                    case BIGINT -> Long.class;
                    case DECIMAL -> BigDecimal.class;
                    case DOUBLE -> Double.class;
                    case VARCHAR -> String.class;
                    case DATE -> LocalDate.class;
                    case TIMESTAMP -> LocalDateTime.class;
                };
        if (!form.isInstance(value)) {
            throw new IllegalArgumentException("a value of type " + type + " is a " + form.getSimpleName() + ", not a "
                    + value.getClass().getSimpleName());
        }
        return value;
    }

    private static int sqlType(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> Types.BOOLEAN;
            case INTEGER -> Types.INTEGER;
            case BIGINT -> Types.BIGINT;
            case DECIMAL -> Types.DECIMAL;
            case DOUBLE -> Types.DOUBLE;
            case VARCHAR -> Types.VARCHAR;
            case DATE -> Types.DATE;
            case TIMESTAMP -> Types.TIMESTAMP;
        };
    }
}
