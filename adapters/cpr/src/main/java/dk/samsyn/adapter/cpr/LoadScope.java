package dk.samsyn.adapter.cpr;

import dk.samsyn.spi.SourceScope;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Scope of loading lists: each load may take as long as configured, and all end when the adapter is closed. */
final class LoadScope implements SourceScope {
    private final Duration patience;
    private final Set<Stop> stops = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** One registration; two of the same action are two. */
    private static final class Stop {
        private final Runnable action;

        private Stop(Runnable action) {
            this.action = action;
        }
    }

    LoadScope(Duration patience) {
        this.patience = patience;
    }

    /** Stops what is running; nothing is loaded any more. */
    void close() {
        closed = true;
        stops.forEach(stop -> stop.action.run());
    }

    @Override
    public Duration remaining() {
        return patience;
    }

    @Override
    public boolean cancelled() {
        return closed;
    }

    @Override
    public Registration onCancel(Runnable stop) {
        Stop registered = new Stop(stop);
        stops.add(registered);
        if (closed) {
            stop.run();
        }
        return () -> stops.remove(registered);
    }

    /** The query that began the load has counted it. */
    @Override
    public void countCall() {}

    @Override
    public RequestHeader header() {
        return new RequestHeader("", "", "", "", "");
    }
}
