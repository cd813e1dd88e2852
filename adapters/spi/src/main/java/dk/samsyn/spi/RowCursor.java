package dk.samsyn.spi;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of an answer, read forward once, blocking. Values have the Java forms of {@link ColumnType}. Every method but
 * {@link #close()} throws {@link SourceException} when the source fails, the deadline passes or the query is cancelled.
 */
public interface RowCursor extends AutoCloseable {
    /** Moves to the next row; false at the end. */
    boolean next();

    /** The current row; the array is not reused. */
    @Nullable
    Object[] row();

    /**
     * Gives the next rows to a sink instead, as {@link #next()} and {@link #row()} would. Not called again after the end.
     *
     * @param most how many at most, at least 1
     * @return how many; fewer only if that was the end
     */
    default int take(int most, RowSink sink) {
        int taken = 0;
        while (taken < most && next()) {
            sink.putRow(row());
            taken++;
        }
        return taken;
    }

    /** Frees what the answer holds at the source; stops a running call. May be called twice, from any thread. */
    @Override
    void close();

    /** A cursor over rows in memory. */
    static RowCursor of(List<@Nullable Object[]> rows) {
        Iterator<@Nullable Object[]> iterator = rows.iterator();
        return new RowCursor() {
            private @Nullable Object @Nullable [] current;

            @Override
            public boolean next() {
                if (!iterator.hasNext()) {
                    return false;
                }
                current = iterator.next();
                return true;
            }

            @Override
            public @Nullable Object[] row() {
                if (current == null) {
                    throw new IllegalStateException("next() has not been called");
                }
                return current;
            }

            @Override
            public void close() {}
        };
    }
}
