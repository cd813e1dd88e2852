package dk.samsyn.spi;

/**
 * What a source can do with a request for one of its tables. A capability that is not declared is never used; one that is
 * declared is exact unless it says otherwise, and the conformance kit tries it.
 */
public enum Capability {
    /** A request without keys and conditions is allowed and returns every row. */
    SCAN,
    /** Returns only the rows whose key column equals one of {@link ScanRequest#keys()}. */
    KEYS,
    /** Evaluates {@link Condition.In} on any column exactly. */
    FILTER_IN,
    /** Evaluates {@link Condition.Range} on any column exactly. */
    FILTER_RANGE,
    /** Fetches no more than {@link ScanRequest#limit()} rows from the source. */
    LIMIT,
    /** The source is a {@link SqlSource}: whole statements over its tables. */
    SQL
}
