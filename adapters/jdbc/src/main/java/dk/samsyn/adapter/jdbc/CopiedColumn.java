package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ColumnType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ByteConverter;

/**
 * Reads a value in PostgreSQL's binary form as the Java form of its declared type; the same value as {@link ColumnReader} gives.
 * Source of the forms: the {@code send} functions of PostgreSQL's types.
 */
@FunctionalInterface
interface CopiedColumn {
    /** Days and seconds from 1970 to 2000, where PostgreSQL's dates and times begin. */
    int EPOCH_DAYS = 10_957;

    long EPOCH_SECONDS = EPOCH_DAYS * 86_400L;

    /** The value in {@code length} bytes of the data. */
    Object value(byte[] data, int at, int length);

    /**
     * Readers of all columns.
     *
     * @param columns what the server says of them; null if the statement is no query
     * @return nothing if one of them has no binary form that is known here
     */
    static Optional<List<CopiedColumn>> all(List<ColumnType> declared, @Nullable ResultSetMetaData columns)
            throws SQLException {
        List<CopiedColumn> all = new ArrayList<>();
        if (columns == null || columns.getColumnCount() != declared.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < declared.size(); i++) {
            Optional<CopiedColumn> column = of(declared.get(i), columns.getColumnTypeName(i + 1));
            if (column.isEmpty()) {
                return Optional.empty();
            }
            all.add(column.get());
        }
        return Optional.of(all);
    }

    private static Optional<CopiedColumn> of(ColumnType declared, String type) {
        return Optional.ofNullable(
                switch (type) {
                    case "bool" -> declared == ColumnType.BOOLEAN ? (data, at, length) -> data[at] != 0 : null;
                    case "int2", "smallserial" -> whole(declared, (data, at, length) -> ByteConverter.int2(data, at));
                    case "int4", "serial" -> whole(declared, (data, at, length) -> ByteConverter.int4(data, at));
                    case "int8", "bigserial" -> whole(declared, (data, at, length) -> ByteConverter.int8(data, at));
                    case "float8" ->
                        declared == ColumnType.DOUBLE ? (data, at, length) -> ByteConverter.float8(data, at) : null;
                    case "numeric" -> decimal(declared);
                    case "text", "varchar" ->
                        declared == ColumnType.VARCHAR
                                ? (data, at, length) -> new String(data, at, length, StandardCharsets.UTF_8)
                                : null;
                    case "bpchar" -> declared == ColumnType.VARCHAR ? CopiedColumn::trimmed : null;
                    case "date" -> declared == ColumnType.DATE ? CopiedColumn::date : null;
                    case "timestamp" -> declared == ColumnType.TIMESTAMP ? CopiedColumn::timestamp : null;
                    case "timestamptz" -> declared == ColumnType.TIMESTAMP ? CopiedColumn::wallClock : null;
                    default -> null;
                });
    }

    /** Reads a whole number. */
    @FunctionalInterface
    interface Whole {
        /** The number at that place. */
        long number(byte[] data, int at, int length);
    }

    private static @Nullable CopiedColumn whole(ColumnType declared, Whole whole) {
        return switch (declared) {
            case INTEGER -> (data, at, length) -> Math.toIntExact(whole.number(data, at, length));
            case BIGINT -> whole::number;
            case DECIMAL -> (data, at, length) -> BigDecimal.valueOf(whole.number(data, at, length));
            case DOUBLE -> (data, at, length) -> (double) whole.number(data, at, length);
            default -> null;
        };
    }

    private static @Nullable CopiedColumn decimal(ColumnType declared) {
        return switch (declared) {
            case DECIMAL -> CopiedColumn::number;
            case INTEGER -> (data, at, length) -> number(data, at, length).intValueExact();
            case BIGINT -> (data, at, length) -> number(data, at, length).longValueExact();
            case DOUBLE ->
                (data, at, length) -> ByteConverter.numeric(data, at, length).doubleValue();
            default -> null;
        };
    }

    private static BigDecimal number(byte[] data, int at, int length) {
        Number number = ByteConverter.numeric(data, at, length);
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        throw new ArithmeticException("not a number, or infinite");
    }

    /** Without the blanks that fill a column of fixed length. */
    private static String trimmed(byte[] data, int at, int length) {
        int end = at + length;
        while (end > at && data[end - 1] == ' ') {
            end--;
        }
        return new String(data, at, end - at, StandardCharsets.UTF_8);
    }

    private static LocalDate date(byte[] data, int at, int length) {
        return inRange(LocalDate.ofEpochDay((long) ByteConverter.int4(data, at) + EPOCH_DAYS));
    }

    private static LocalDateTime timestamp(byte[] data, int at, int length) {
        long micros = ByteConverter.int8(data, at);
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(seconds(micros) + EPOCH_SECONDS, nanos(micros), ZoneOffset.UTC);
        inRange(time.toLocalDate());
        return time;
    }

    private static LocalDateTime wallClock(byte[] data, int at, int length) {
        long micros = ByteConverter.int8(data, at);
        LocalDateTime time = Instant.ofEpochSecond(seconds(micros) + EPOCH_SECONDS, nanos(micros))
                .atZone(ColumnReader.COPENHAGEN)
                .toLocalDateTime();
        inRange(time.toLocalDate());
        return time;
    }

    private static long seconds(long micros) {
        return Math.floorDiv(micros, 1_000_000L);
    }

    private static int nanos(long micros) {
        return (int) Math.floorMod(micros, 1_000_000L) * 1_000;
    }

    private static LocalDate inRange(LocalDate date) {
        if (date.getYear() < 1 || date.getYear() > 9999) {
            throw new DateTimeException("a date outside the years 1 to 9999");
        }
        return date;
    }
}
