package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.RowSink;
import dk.samsyn.spi.SourceScope;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one statement, read in batches of the fetch size. The connection goes back as soon as the last row is read, which
 * for a small answer is before the first is used: then a query that reads several answers at a time holds no connection.
 */
final class StatementCursor implements RowCursor {
    /** Rows between two looks at cancel and deadline. */
    private static final int ROWS_PER_CHECK = 64;

    private final Call call;
    private final AnswerRows rows;
    private final Failures failures;
    private final SourceScope scope;

    /** Held while the driver is reading; {@link #close()} from another thread stops the reading instead of waiting. */
    private final ReentrantLock reading = new ReentrantLock();

    private List<@Nullable Object[]> batch = List.of();
    private int at = -1;
    private boolean ended;
    private volatile boolean closed;

    private StatementCursor(Call call, AnswerRows rows, Failures failures, SourceScope scope) {
        this.call = call;
        this.rows = rows;
        this.failures = failures;
        this.scope = scope;
    }

    static StatementCursor start(
            Call call,
            Fragment fragment,
            List<ColumnType> types,
            String partition,
            Failures failures,
            SourceScope scope)
            throws SQLException {
        PreparedStatement prepared = call.prepare(fragment, partition);
        Optional<AnswerRows> streamed = call.product().streamed(fragment, prepared, types);
        AnswerRows rows = streamed.isPresent() ? streamed.get() : result(call, prepared, types, failures);
        StatementCursor cursor = new StatementCursor(call, rows, failures, scope);
        // Few where the others come directly: these are read only to know of a failure at once.
        cursor.batch = cursor.read(rows.directly() ? ROWS_PER_CHECK : call.fetchSize());
        return cursor;
    }

    private static AnswerRows result(Call call, PreparedStatement prepared, List<ColumnType> types, Failures failures)
            throws SQLException {
        ResultSet rows = prepared.executeQuery();
        ResultSetMetaData columns = rows.getMetaData();
        if (columns.getColumnCount() != types.size()) {
            call.spoil();
            throw failures.malformed("sent " + columns.getColumnCount() + " columns instead of " + types.size());
        }
        List<ColumnReader> readers = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            if (!call.product().readable(types.get(i), columns.getColumnTypeName(i + 1))) {
                call.spoil();
                throw failures.malformed("sent a column of a type it was said not to have");
            }
            readers.add(ColumnReader.of(types.get(i), columns, i + 1));
        }
        return new ResultRows(rows, readers);
    }

    @Override
    public boolean next() {
        if (at + 1 >= batch.size() && !ended) {
            batch = read(call.fetchSize());
            at = -1;
        }
        if (at + 1 >= batch.size()) {
            return false;
        }
        at++;
        if (at % ROWS_PER_CHECK == 0) {
            scope.check(failures.source());
        }
        return true;
    }

    @Override
    public @Nullable Object[] row() {
        if (at < 0) {
            throw new IllegalStateException("next() has not been called");
        }
        return batch.get(at);
    }

    @Override
    public int take(int most, RowSink sink) {
        if (!rows.directly()) {
            return RowCursor.super.take(most, sink);
        }
        int ahead = RowCursor.super.take(Math.min(most, batch.size() - at - 1), sink);
        return ended || ahead == most ? ahead : ahead + takeDirectly(most - ahead, sink);
    }

    private int takeDirectly(int most, RowSink sink) {
        batch = List.of();
        at = -1;
        return reading(0, () -> {
            int taken = 0;
            while (taken < most) {
                if (taken % ROWS_PER_CHECK == 0) {
                    scope.check(failures.source());
                }
                if (!rows.next(sink)) {
                    ended = true;
                    break;
                }
                taken++;
            }
            return taken;
        });
    }

    /** The rows not yet taken of the current batch, or the next batch; empty at the end. */
    List<@Nullable Object[]> nextBatch() {
        List<@Nullable Object[]> taken = batch.subList(at + 1, batch.size());
        if (taken.isEmpty() && !ended) {
            taken = read(call.fetchSize());
        }
        batch = List.of();
        at = -1;
        return taken;
    }

    @Override
    public void close() {
        closed = true;
        if (!reading.tryLock()) {
            call.stop();
            return;
        }
        try {
            if (!ended) {
                ended = true;
                if (rows.runsOn() || call.product().readsRestOnClose()) {
                    call.stop();
                }
            }
            call.release();
        } finally {
            reading.unlock();
        }
    }

    /** What reads from the driver. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws SQLException;
    }

    private List<@Nullable Object[]> read(int most) {
        return reading(List.of(), () -> readUpTo(most));
    }

    /** Reads with the connection held, which goes back at the end or at a failure; nothing if the cursor was closed. */
    private <T> T reading(T nothing, Reading<T> rows) {
        reading.lock();
        try {
            if (closed) {
                ended = true;
                return nothing;
            }
            return rows.read();
        } catch (SQLException e) {
            ended = true;
            call.spoil();
            throw failures.translate(e, scope);
        } catch (ArithmeticException | java.time.DateTimeException | NumberFormatException e) {
            ended = true;
            call.spoil();
            throw failures.malformed("sent a value that does not fit its column");
        } catch (RuntimeException e) {
            ended = true;
            call.spoil();
            throw e;
        } finally {
            if (ended || closed) {
                call.release();
            }
            reading.unlock();
        }
    }

    private List<@Nullable Object[]> readUpTo(int count) throws SQLException {
        List<@Nullable Object[]> read = new ArrayList<>(Math.min(count, 1_000));
        while (read.size() < count) {
            if (read.size() % ROWS_PER_CHECK == 0) {
                scope.check(failures.source());
            }
            @Nullable Object[] row = rows.next();
            if (row == null) {
                ended = true;
                break;
            }
            read.add(row);
        }
        return read;
    }
}
