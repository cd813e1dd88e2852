package dk.samsyn.spi;

import org.jspecify.annotations.Nullable;

/**
 * Takes rows value by value, so that numbers and times of a long answer need not become objects. Of each row every column comes
 * once, then its end; what came of a row without an end is void.
 */
public interface RowSink {
    /** A value in the Java form of its type ({@link ColumnType}); null is NULL. */
    void put(int column, @Nullable Object value);

    /**
     * A whole number: of an {@code INTEGER} or {@code BIGINT} itself, of a {@code DATE} days since 1970, of a
     * {@code TIMESTAMP} wall-clock milliseconds since 1970, rounded down.
     */
    void putLong(int column, long value);

    /** A {@code DOUBLE}. */
    void putDouble(int column, double value);

    /** The row is whole. */
    void endRow();

    /** A whole row, whose values have the Java forms of their types. */
    default void putRow(@Nullable Object[] row) {
        for (int i = 0; i < row.length; i++) {
            put(i, row[i]);
        }
        endRow();
    }
}
