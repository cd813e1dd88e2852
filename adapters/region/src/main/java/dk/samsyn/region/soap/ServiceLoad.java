package dk.samsyn.region.soap;

import java.time.Duration;

/**
 * How a service behaves under load.
 *
 * @param latency time before an answer
 * @param callsAtOnce calls it works on; further ones are told to come back
 */
public record ServiceLoad(Duration latency, int callsAtOnce) {
    /**
     * The load of a source, from system properties {@code samsyn.demo.ID.latency} (ISO 8601) and {@code samsyn.demo.ID.calls}
     * or as given.
     */
    public static ServiceLoad of(String source, Duration latency, int callsAtOnce) {
        String wait = System.getProperty("samsyn.demo." + source + ".latency");
        return new ServiceLoad(
                wait == null ? latency : Duration.parse(wait),
                Integer.getInteger("samsyn.demo." + source + ".calls", callsAtOnce));
    }
}
