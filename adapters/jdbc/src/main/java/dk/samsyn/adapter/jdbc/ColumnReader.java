package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ColumnType;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one column of a result in the Java form of its declared type. */
@FunctionalInterface
interface ColumnReader {
    /** The zone whose wall clock the broker's timestamps show. */
    ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

    /**
     * The value in the current row.
     *
     * @throws ArithmeticException if a number does not fit the type without loss
     * @throws DateTimeException if a date is not in the years 1 to 9999
     */
    @Nullable
    Object read(ResultSet rows, int index) throws SQLException;

    /** The reader for a declared type, by what the result says the column really is. */
    static ColumnReader of(ColumnType declared, ResultSetMetaData columns, int index) throws SQLException {
        int type = columns.getColumnType(index);
        return switch (declared) {
            case BOOLEAN -> (rows, i) -> orNull(rows.getBoolean(i), rows);
            case INTEGER ->
                whole(type)
                        ? (rows, i) -> orNull(rows.getInt(i), rows)
                        : (rows, i) -> {
                            BigDecimal number = rows.getBigDecimal(i);
                            return number == null ? null : (Object) number.intValueExact();
                        };
            case BIGINT ->
                whole(type)
                        ? (rows, i) -> orNull(rows.getLong(i), rows)
                        : (rows, i) -> {
                            BigDecimal number = rows.getBigDecimal(i);
                            return number == null ? null : (Object) number.longValueExact();
                        };
            case DECIMAL -> ResultSet::getBigDecimal;
            case DOUBLE -> (rows, i) -> orNull(rows.getDouble(i), rows);
            case VARCHAR -> type == Types.CHAR || type == Types.NCHAR ? ColumnReader::trimmed : ResultSet::getString;
            case DATE -> (rows, i) -> inRange(rows.getObject(i, LocalDate.class));
            case TIMESTAMP ->
                hasZone(type, columns.getColumnTypeName(index)) ? ColumnReader::wallClock : ColumnReader::timestamp;
        };
    }

    private static boolean whole(int type) {
        return type == Types.INTEGER || type == Types.BIGINT || type == Types.SMALLINT || type == Types.TINYINT;
    }

    private static boolean hasZone(int type, String name) {
        return type == Types.TIMESTAMP_WITH_TIMEZONE
                || name.toLowerCase(Locale.ROOT).equals("timestamptz");
    }

    private static @Nullable Object orNull(Object value, ResultSet rows) throws SQLException {
        return rows.wasNull() ? null : value;
    }

    /** Without the blanks that fill a column of fixed length. */
    private static @Nullable String trimmed(ResultSet rows, int index) throws SQLException {
        String text = rows.getString(index);
        if (text == null) {
            return null;
        }
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    private static @Nullable LocalDateTime wallClock(ResultSet rows, int index) throws SQLException {
        OffsetDateTime time = rows.getObject(index, OffsetDateTime.class);
        if (time == null) {
            return null;
        }
        inRange(time.toLocalDate());
        return time.atZoneSameInstant(COPENHAGEN).toLocalDateTime();
    }

    private static @Nullable LocalDateTime timestamp(ResultSet rows, int index) throws SQLException {
        LocalDateTime time = rows.getObject(index, LocalDateTime.class);
        if (time != null) {
            inRange(time.toLocalDate());
        }
        return time;
    }

    private static @Nullable LocalDate inRange(@Nullable LocalDate date) {
        if (date != null && (date.getYear() < 1 || date.getYear() > 9999)) {
            throw new DateTimeException("a date outside the years 1 to 9999");
        }
        return date;
    }
}
