package dk.samsyn.adapter.cpr;

import dk.samsyn.spi.ColumnStatistics;
import java.util.Collection;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** One column of a nightly list in memory. Filled by one thread, then read by many. */
interface ListColumn {
    /**
     * Adds the next row's value as the list spells it; empty is NULL.
     *
     * @throws IllegalArgumentException if the text is not of the column's type
     */
    void add(String spelling);

    /** Gives back what growing has reserved too much, and builds what look-ups need. */
    void finish();

    /** The value of a row. */
    @Nullable
    Object get(int row);

    /** Whether a row's value equals one of {@code values}; never true for NULL. */
    IntPredicate in(Collection<?> values);

    /** How many values there are and which are frequent. */
    ColumnStatistics statistics();

    /** The rows whose value equals one of {@code values}, or null if the column has no index. */
    int @Nullable [] rowsOf(Collection<?> values);
}
