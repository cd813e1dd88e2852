package dk.samsyn.spi;

/**
 * Whether a table can only be asked for given keys, and how.
 *
 * @param column the key column, or empty if the table takes no keys
 * @param mandatory whether a request without keys is refused by the source
 * @param keysPerCall keys that fit in one call, 1 for a service that answers for one citizen
 * @param callsAtOnce calls that may run at the same time
 */
public record KeyPattern(String column, boolean mandatory, int keysPerCall, int callsAtOnce) {
    /** No keys: the table is scanned. */
    public static final KeyPattern NONE = new KeyPattern("", false, 1, 1);

    public KeyPattern {
        if (keysPerCall < 1 || callsAtOnce < 1 || (mandatory && column.isEmpty())) {
            throw new IllegalArgumentException(
                    "keysPerCall and callsAtOnce are at least 1, a mandatory key has a column");
        }
    }

    /** Calls needed for {@code keys} distinct keys. */
    public long calls(long keys) {
        return (keys + keysPerCall - 1) / keysPerCall;
    }
}
