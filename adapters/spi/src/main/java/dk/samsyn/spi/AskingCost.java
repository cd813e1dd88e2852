package dk.samsyn.spi;

/**
 * What it costs to ask a source for rows of a table, about, with its latency shared out over the calls that it answers at the
 * same time. For planning only.
 *
 * @param callMillis milliseconds for a request, whatever it asks
 * @param keyMillis milliseconds for each key of a request by keys
 * @param rowMillis milliseconds for each row of the table in a request without keys; of a table that can be read whole, a request
 *     by so many keys that this costs less is one, too
 */
public record AskingCost(double callMillis, double keyMillis, double rowMillis) {
    /** A file or list at hand. */
    public static final AskingCost AT_HAND = new AskingCost(1, 0.005, 0.0005);
}
