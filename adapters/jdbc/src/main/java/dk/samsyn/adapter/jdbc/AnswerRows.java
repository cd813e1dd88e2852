package dk.samsyn.adapter.jdbc;

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

    /** Whether an answer that is left early goes on coming until it is stopped. */
    default boolean runsOn() {
        return false;
    }
}
