package dk.samsyn.driver;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.TimeZone;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.QueryState;
import org.jspecify.annotations.Nullable;

/** A result set whose failures are SQLExceptions and whose values can be had as {@code java.time}. */
final class SamsynResultSet extends AvaticaResultSet {
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final @Nullable StatementWork work;
    private final BrokerCalls calls;
    private final WallClock clock;
    private boolean ended;

    SamsynResultSet(
            AvaticaStatement statement,
            QueryState state,
            Meta.Signature signature,
            ResultSetMetaData metaData,
            TimeZone timeZone,
            Meta.Frame firstFrame)
            throws SQLException {
        super(statement, state, signature, metaData, timeZone, firstFrame);
        this.work = statement instanceof Cancellable own ? own.work() : null;
        SamsynConnection connection = (SamsynConnection) statement.getConnection();
        this.calls = connection.calls();
        this.clock = connection.clock();
        this.ended = firstFrame != null && firstFrame.done;
    }

    @Override
    public boolean next() throws SQLException {
        try {
            boolean more = super.next();
            ended |= !more;
            return more;
        } catch (SQLException | RuntimeException e) {
            throw calls.failed(e);
        }
    }

    @Override
    public @Nullable Timestamp getTimestamp(int column) throws SQLException {
        if (type(column) != Types.TIMESTAMP) {
            return super.getTimestamp(column);
        }
        long wall = getLong(column);
        return wasNull()
                ? null
                : new Timestamp(
                        clock.instant(wall, () -> super.getTimestamp(column).getTime()));
    }

    @Override
    public @Nullable Timestamp getTimestamp(String columnLabel) throws SQLException {
        return getTimestamp(findColumn(columnLabel));
    }

    @Override
    public @Nullable Date getDate(int column) throws SQLException {
        if (type(column) != Types.DATE) {
            return super.getDate(column);
        }
        long day = getLong(column);
        return wasNull()
                ? null
                : new Date(clock.instant(
                        day * MILLIS_PER_DAY, () -> super.getDate(column).getTime()));
    }

    @Override
    public @Nullable Date getDate(String columnLabel) throws SQLException {
        return getDate(findColumn(columnLabel));
    }

    @Override
    public @Nullable Object getObject(int column) throws SQLException {
        return switch (type(column)) {
            case Types.TIMESTAMP -> getTimestamp(column);
            case Types.DATE -> getDate(column);
            default -> super.getObject(column);
        };
    }

    @Override
    public @Nullable Object getObject(String columnLabel) throws SQLException {
        return getObject(findColumn(columnLabel));
    }

    /** A small number with its decimals, as JSON's numbers had it, not with an exponent. */
    @Override
    public @Nullable String getString(int column) throws SQLException {
        int type = type(column);
        boolean floating = type == Types.DOUBLE || type == Types.FLOAT;
        if (floating && super.getObject(column) instanceof Double number) {
            return new BigDecimal(number.toString()).toString();
        }
        return super.getString(column);
    }

    @Override
    public @Nullable String getString(String columnLabel) throws SQLException {
        return getString(findColumn(columnLabel));
    }

    private int type(int column) {
        return column > 0 && column <= columnMetaDataList.size()
                ? columnMetaDataList.get(column - 1).type.id
                : Types.OTHER;
    }

    /** Closing before the end frees the query at the broker. */
    @Override
    public void close() {
        if (!ended && work != null) {
            work.giveUp();
        }
        ended = true;
        super.close();
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        checkOpen();
        return work == null ? null : work.warnings();
    }

    @Override
    public void clearWarnings() throws SQLException {
        checkOpen();
        if (work != null) {
            work.clearWarnings();
        }
    }

    @Override
    public <T> @Nullable T getObject(String columnLabel, Class<T> type) throws SQLException {
        return getObject(findColumn(columnLabel), type);
    }

    @Override
    public <T> @Nullable T getObject(int columnIndex, Class<T> type) throws SQLException {
        if (type == null) {
            throw new SQLException("the class is missing", "22023");
        }
        Object value = value(columnIndex, type);
        return wasNull() || value == null ? null : type.cast(value);
    }

    private @Nullable Object value(int column, Class<?> type) throws SQLException {
        if (type == LocalDate.class || type == LocalDateTime.class || type == LocalTime.class) {
            return javaTime(column, type);
        }
        if (type == String.class) {
            return getString(column);
        }
        if (type == Integer.class) {
            return getInt(column);
        }
        if (type == Long.class) {
            return getLong(column);
        }
        if (type == Short.class) {
            return getShort(column);
        }
        if (type == Double.class) {
            return getDouble(column);
        }
        if (type == BigDecimal.class) {
            return getBigDecimal(column);
        }
        if (type == Boolean.class) {
            return getBoolean(column);
        }
        if (type == Date.class) {
            return getDate(column);
        }
        if (type == Time.class) {
            return getTime(column);
        }
        if (type == Timestamp.class) {
            return getTimestamp(column);
        }
        Object value = getObject(column);
        if (value == null || type.isInstance(value)) {
            return value;
        }
        throw new SQLFeatureNotSupportedException("column " + column + " cannot be had as " + type.getName());
    }

    /** From the numbers on the wire, so that no time zone takes part: every wall-clock time can be had, in summer and winter. */
    private @Nullable Object javaTime(int column, Class<?> type) throws SQLException {
        int sqlType = getMetaData().getColumnType(column);
        if (getObject(column) == null) {
            return null;
        }
        boolean time = sqlType == Types.DATE || sqlType == Types.TIME || sqlType == Types.TIMESTAMP;
        long number = time ? getLong(column) : 0;
        if (sqlType == Types.TIMESTAMP) {
            LocalDateTime at = LocalDateTime.ofInstant(Instant.ofEpochMilli(number), ZoneOffset.UTC);
            return type == LocalDateTime.class ? at : type == LocalDate.class ? at.toLocalDate() : at.toLocalTime();
        }
        if (sqlType == Types.DATE && type != LocalTime.class) {
            LocalDate date = LocalDate.ofEpochDay(number);
            return type == LocalDate.class ? date : date.atStartOfDay();
        }
        if (sqlType == Types.TIME && type == LocalTime.class) {
            return LocalTime.ofNanoOfDay(number * 1_000_000);
        }
        throw new SQLFeatureNotSupportedException("column " + column + " cannot be had as " + type.getName());
    }
}
