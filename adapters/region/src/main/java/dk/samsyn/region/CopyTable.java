package dk.samsyn.region;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills one PostgreSQL table through {@code COPY FROM STDIN}, on a connection of its own. */
public final class CopyTable implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Connection connection;
    private final CopyIn copy;
    private byte[] buffer = new byte[CHUNK + 4096];
    private int length;
    private boolean lineStarted;

    /** Starts filling {@code table} with all its columns in order. */
    public CopyTable(PostgresServer server, String table) {
        try {
            this.connection = server.connect();
            this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN");
        } catch (SQLException e) {
            throw new IllegalStateException(table + " cannot be filled", e);
        }
    }

    /** The next column as text, or NULL. */
    public CopyTable add(@Nullable String value) {
        next();
        if (value == null) {
            put('\\');
            put('N');
            return this;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 128) {
                byte[] rest = value.substring(i).getBytes(StandardCharsets.UTF_8);
                for (byte b : rest) {
                    escaped((char) (b & 0xFF));
                }
                return this;
            }
            escaped(c);
        }
        return this;
    }

    private void escaped(char c) {
        if (c == '\\' || c == '\t' || c == '\n' || c == '\r') {
            put('\\');
        }
        put(c);
    }

    private void put(char c) {
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, length * 2);
        }
        buffer[length++] = (byte) c;
    }

    /** The next column as a whole number. */
    public CopyTable add(long value) {
        return add(Long.toString(value));
    }

    /** The next column as a boolean. */
    public CopyTable add(boolean value) {
        return add(value ? "t" : "f");
    }

    /** The next column as a decimal, or NULL. */
    public CopyTable add(@Nullable BigDecimal value) {
        return add(value == null ? null : value.toPlainString());
    }

    /** The next column as a date, or NULL. */
    public CopyTable add(@Nullable LocalDate value) {
        return add(value == null ? null : value.toString());
    }

    /** The next column as a timestamp to the minute, without zone, or NULL. */
    public CopyTable add(@Nullable LocalDateTime value) {
        if (value == null) {
            return add((String) null);
        }
        next();
        digits(value.getYear(), 1000);
        put('-');
        digits(value.getMonthValue(), 10);
        put('-');
        digits(value.getDayOfMonth(), 10);
        put(' ');
        digits(value.getHour(), 10);
        put(':');
        digits(value.getMinute(), 10);
        return this;
    }

    private void digits(int number, int highest) {
        for (int unit = highest; unit > 0; unit /= 10) {
            put((char) ('0' + number / unit % 10));
        }
    }

    /** Ends the row. */
    public void end() {
        put('\n');
        lineStarted = false;
        if (length >= CHUNK) {
            flush();
        }
    }

    private void next() {
        if (lineStarted) {
            put('\t');
        }
        lineStarted = true;
    }

    private void flush() {
        try {
            copy.writeToCopy(buffer, 0, length);
            length = 0;
        } catch (SQLException e) {
            throw new IllegalStateException("a table of the region cannot be filled", e);
        }
    }

    /** Makes the rows visible. */
    public void finish() {
        flush();
        try {
            copy.endCopy();
        } catch (SQLException e) {
            throw new IllegalStateException("a table of the region cannot be filled", e);
        }
    }

    @Override
    public void close() {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("a table of the region cannot be closed", e);
        }
    }
}
