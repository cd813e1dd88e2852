package dk.samsyn.region;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills one PostgreSQL table through {@code COPY FROM STDIN}, on a connection of its own. */
public final class CopyTable implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Connection connection;
    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder(CHUNK + 4096);
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
            buffer.append("\\N");
            return this;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' || c == '\t' || c == '\n' || c == '\r') {
                buffer.append('\\');
            }
            buffer.append(c);
        }
        return this;
    }

    /** The next column as a whole number. */
    public CopyTable add(long value) {
        next();
        buffer.append(value);
        return this;
    }

    /** The next column as a boolean. */
    public CopyTable add(boolean value) {
        next();
        buffer.append(value ? 't' : 'f');
        return this;
    }

    /** The next column as a decimal, or NULL. */
    public CopyTable add(@Nullable BigDecimal value) {
        return add(value == null ? null : value.toPlainString());
    }

    /** The next column as a date, or NULL. */
    public CopyTable add(@Nullable LocalDate value) {
        return add(value == null ? null : value.toString());
    }

    /** The next column as a timestamp without zone, or NULL. */
    public CopyTable add(@Nullable LocalDateTime value) {
        return add(value == null ? null : value.toString());
    }

    /** Ends the row. */
    public void end() {
        buffer.append('\n');
        lineStarted = false;
        if (buffer.length() >= CHUNK) {
            flush();
        }
    }

    private void next() {
        if (lineStarted) {
            buffer.append('\t');
        }
        lineStarted = true;
    }

    private void flush() {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        buffer.setLength(0);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
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
