package dk.samsyn.spi;

/**
 * Whether a table can only be asked for given keys, and how.
 *
 * @param column the key column, or empty if the table takes no keys
 * @param mandatory whether a request without keys is refused by the source
 * @param keysPerCall keys that fit in one call, 1 for a service that answers for one citizen
 * @param callsAtOnce calls that may run at the same time
 * @param listFrom distinct keys from which on the source reads a list of its own instead of calling for the keys: 1 if it never
 *     calls key by key, {@link Integer#MAX_VALUE} if it has no list
 */
public record KeyPattern(String column, boolean mandatory, int keysPerCall, int callsAtOnce, int listFrom) {
    /** No keys: the table is scanned. */
    public static final KeyPattern NONE = new KeyPattern("", false, 1, 1, 1);

    public KeyPattern {
        if (keysPerCall < 1 || callsAtOnce < 1 || listFrom < 1 || (mandatory && column.isEmpty())) {
            throw new IllegalArgumentException(
                    "keysPerCall, callsAtOnce and listFrom are at least 1, a mandatory key has a column");
        }
    }

    /** One key per call always means a call for each key; more than one, that keys are sent in bulk. */
    public KeyPattern(String column, boolean mandatory, int keysPerCall, int callsAtOnce) {
        this(column, mandatory, keysPerCall, callsAtOnce, keysPerCall == 1 ? Integer.MAX_VALUE : 1);
    }

    /** Calls that {@code keys} distinct keys cost, each naming a citizen; none where the source reads a list instead. */
    public long calls(long keys) {
        return keys >= listFrom ? 0 : (keys + keysPerCall - 1) / keysPerCall;
    }
}
