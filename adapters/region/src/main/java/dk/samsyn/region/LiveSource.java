package dk.samsyn.region;

import java.util.Map;

/** A running source. */
public interface LiveSource extends AutoCloseable {
    /** Id of the source. */
    String id();

    /** Values of the placeholders in the source's file, such as {@code SAMSYN_EPJ_URL}. */
    Map<String, String> settings();

    /** Calls that the service has answered since it started, counted at the service; 0 for databases. */
    long calls();

    /** Makes the source unavailable, as a drill: connections are refused. */
    void stop();

    /** Stops it for good and removes temporary files; may follow {@link #stop()}. */
    @Override
    void close();
}
