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

    /** Gives the next row to a sink instead; false at the end. */
    default boolean next(RowSink sink) throws SQLException {
        @Nullable Object @Nullable [] row = next();
        if (row == null) {
            return false;
        }
        sink.putRow(row);
        return true;
    }

    /** Whether a sink gets values without their being objects before. */
    default boolean directly() {
        return false;
    }

    /** Whether an answer that is left early goes on coming until it is stopped. */
    default boolean runsOn() {
        return false;
    }
}
