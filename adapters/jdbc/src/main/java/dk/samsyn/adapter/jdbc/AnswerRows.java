package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.RowSink;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Rows as they come from a driver, forward once, by one thread. */
interface AnswerRows {
    /**
     * The next row in the Java forms of its declared types, or null at the end.
     *
     * @throws ArithmeticException if a number does not fit its type without loss
     * @throws java.time.DateTimeException if a date is not in the years 1 to 9999
     */
    @Nullable
    Object @Nullable [] next() throws SQLException;

    /**
     * Gives the next row to a sink, as {@link #next()} would; false at the end.
     *
     * @throws UnsupportedOperationException unless they come {@link #directly()}
     */
    default boolean next(RowSink sink) throws SQLException {
        throw new UnsupportedOperationException();
    }

    /** Whether values come without being objects. */
    default boolean directly() {
        return false;
    }

    /** Whether an answer that is left early goes on coming until it is stopped. */
    default boolean runsOn() {
        return false;
    }
}
