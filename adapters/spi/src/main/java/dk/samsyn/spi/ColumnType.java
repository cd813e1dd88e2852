package dk.samsyn.spi;

/**
 * Type of a column as every source presents it, with the Java form of its values. NULL is {@code null}.
 *
 * <p>{@code TIMESTAMP} is Copenhagen wall-clock time without zone; an adapter whose source has an offset converts.
 */
public enum ColumnType {
    /** {@link Boolean}. */
    BOOLEAN,
    /** {@link Integer}. */
    INTEGER,
    /** {@link Long}. */
    BIGINT,
    /** {@link java.math.BigDecimal}. */
    DECIMAL,
    /** {@link Double}. */
    DOUBLE,
    /** {@link String}; the padding of a fixed-length column is removed. */
    VARCHAR,
    /** {@link java.time.LocalDate}. */
    DATE,
    /** {@link java.time.LocalDateTime}. */
    TIMESTAMP
}
