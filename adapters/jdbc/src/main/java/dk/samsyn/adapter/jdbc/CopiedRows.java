package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.RowSink;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.ByteConverter;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Rows of {@code COPY … TO STDOUT (FORMAT binary)}: a header, then of each row the number of its columns and of each column its
 * length and bytes, then -1. Source: PostgreSQL, COPY, Binary Format. A message need not end where a row does.
 */
final class CopiedRows implements AnswerRows {
    private static final int SIGNATURE = 11;
    private static final int FIXED_HEADER = SIGNATURE + 8;

    private final CopyOut copy;
    private final CopiedColumn[] columns;
    private byte[] data = {};
    private int at;
    private boolean begun;

    CopiedRows(CopyOut copy, List<CopiedColumn> columns) {
        this.copy = copy;
        this.columns = columns.toArray(CopiedColumn[]::new);
    }

    @Override
    public @Nullable Object @Nullable [] next() throws SQLException {
        if (!begins()) {
            return null;
        }
        @Nullable Object[] row = new @Nullable Object[columns.length];
        for (int i = 0; i < row.length; i++) {
            int length = length();
            if (length >= 0) {
                row[i] = columns[i].value(data, at, length);
                at += length;
            }
        }
        return row;
    }

    @Override
    public boolean next(RowSink sink) throws SQLException {
        if (!begins()) {
            return false;
        }
        for (int i = 0; i < columns.length; i++) {
            int length = length();
            if (length < 0) {
                sink.put(i, null);
            } else {
                columns[i].put(data, at, length, sink, i);
                at += length;
            }
        }
        sink.endRow();
        return true;
    }

    @Override
    public boolean directly() {
        return true;
    }

    /** Goes to the first column of the next row; false at the end. */
    private boolean begins() throws SQLException {
        if (!begun) {
            need(FIXED_HEADER);
            int extension = ByteConverter.int4(data, at + FIXED_HEADER - 4);
            at += FIXED_HEADER;
            need(extension);
            at += extension;
            begun = true;
        }
        need(2);
        int count = ByteConverter.int2(data, at);
        at += 2;
        if (count < 0) {
            // The server has more to say before the connection can be used again.
            while (copy.readFromCopy() != null) {
                at = 0;
            }
            return false;
        }
        if (count != columns.length) {
            throw new PSQLException("another number of columns", PSQLState.PROTOCOL_VIOLATION);
        }
        return true;
    }

    /** Goes to the next value, all of which is there then: its bytes, below 0 for NULL. */
    private int length() throws SQLException {
        need(4);
        int length = ByteConverter.int4(data, at);
        at += 4;
        need(Math.max(0, length));
        return length;
    }

    /** Makes the next bytes be there. */
    private void need(int bytes) throws SQLException {
        while (data.length - at < bytes) {
            byte[] more = copy.readFromCopy();
            if (more == null) {
                throw new PSQLException("the stream ends within a row", PSQLState.PROTOCOL_VIOLATION);
            }
            if (at == data.length) {
                data = more;
            } else {
                byte[] both = Arrays.copyOfRange(data, at, data.length + more.length);
                System.arraycopy(more, 0, both, data.length - at, more.length);
                data = both;
            }
            at = 0;
        }
    }

    @Override
    public boolean runsOn() {
        return true;
    }
}
