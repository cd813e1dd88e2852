package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.RowSink;
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
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
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
    long MICROS = 1_000_000L;
    long MICROS_A_DAY = 86_400L * MICROS;
    long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    /** The value in {@code length} bytes of the data. */
    Object value(byte[] data, int at, int length);

    /** Gives the same value to a sink. */
    default void put(byte[] data, int at, int length, RowSink sink, int column) {
        sink.put(column, value(data, at, length));
    }

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
                    case "float8" -> declared == ColumnType.DOUBLE ? new Floating() : null;
                    case "numeric" -> decimal(declared);
                    case "text", "varchar" ->
                        declared == ColumnType.VARCHAR
                                ? (data, at, length) -> new String(data, at, length, StandardCharsets.UTF_8)
                                : null;
                    case "bpchar" -> declared == ColumnType.VARCHAR ? CopiedColumn::trimmed : null;
                    case "date" ->
                        declared == ColumnType.DATE
                                ? new Counted(CopiedColumn::days, LocalDate::ofEpochDay, LongUnaryOperator.identity())
                                : null;
                    case "timestamp" ->
                        declared == ColumnType.TIMESTAMP
                                ? new Counted(
                                        CopiedColumn::micros,
                                        CopiedColumn::time,
                                        micros -> Math.floorDiv(micros, 1_000L))
                                : null;
                    case "timestamptz" -> declared == ColumnType.TIMESTAMP ? CopiedColumn::wallClock : null;
                    default -> null;
                });
    }

    /**
     * A value that is counted.
     *
     * @param whole reads the count
     * @param object the value in its Java form
     * @param told the count as a sink takes it
     */
    record Counted(Whole whole, LongFunction<Object> object, LongUnaryOperator told) implements CopiedColumn {
        @Override
        public Object value(byte[] data, int at, int length) {
            return object.apply(whole.number(data, at, length));
        }

        @Override
        public void put(byte[] data, int at, int length, RowSink sink, int column) {
            sink.putLong(column, told.applyAsLong(whole.number(data, at, length)));
        }
    }

    /** A {@code float8}. */
    record Floating() implements CopiedColumn {
        @Override
        public Object value(byte[] data, int at, int length) {
            return ByteConverter.float8(data, at);
        }

        @Override
        public void put(byte[] data, int at, int length, RowSink sink, int column) {
            sink.putDouble(column, ByteConverter.float8(data, at));
        }
    }

    /** Reads a whole number. */
    @FunctionalInterface
    interface Whole {
        /** The number at that place. */
        long number(byte[] data, int at, int length);
    }

    private static @Nullable CopiedColumn whole(ColumnType declared, Whole whole) {
        return switch (declared) {
            case INTEGER ->
                new Counted(
                        (data, at, length) -> Math.toIntExact(whole.number(data, at, length)),
                        number -> (int) number,
                        LongUnaryOperator.identity());
            case BIGINT -> new Counted(whole, number -> number, LongUnaryOperator.identity());
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

    /** Days since 1970. */
    private static long days(byte[] data, int at, int length) {
        return inRange((long) ByteConverter.int4(data, at) + EPOCH_DAYS);
    }

    /** Microseconds since 1970. */
    private static long micros(byte[] data, int at, int length) {
        long micros = ByteConverter.int8(data, at);
        inRange(Math.floorDiv(micros, MICROS_A_DAY) + EPOCH_DAYS);
        return micros + EPOCH_SECONDS * MICROS;
    }

    private static LocalDateTime time(long micros) {
        return LocalDateTime.ofEpochSecond(seconds(micros), nanos(micros), ZoneOffset.UTC);
    }

    private static LocalDateTime wallClock(byte[] data, int at, int length) {
        long micros = ByteConverter.int8(data, at);
        LocalDateTime time = Instant.ofEpochSecond(seconds(micros) + EPOCH_SECONDS, nanos(micros))
                .atZone(ColumnReader.COPENHAGEN)
                .toLocalDateTime();
        inRange(time.toLocalDate().toEpochDay());
        return time;
    }

    private static long seconds(long micros) {
        return Math.floorDiv(micros, MICROS);
    }

    private static int nanos(long micros) {
        return (int) Math.floorMod(micros, MICROS) * 1_000;
    }

    private static long inRange(long day) {
        if (day < FIRST_DAY || day > LAST_DAY) {
            throw new DateTimeException("a date outside the years 1 to 9999");
        }
        return day;
    }
}
