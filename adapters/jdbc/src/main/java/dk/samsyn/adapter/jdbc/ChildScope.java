package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.SourceScope;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A part of a query that can be stopped on its own: to what it calls, that looks like a cancelled query. */
final class ChildScope implements SourceScope {
    private final SourceScope parent;
    private final Map<Runnable, Registration> stops = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    ChildScope(SourceScope parent) {
        this.parent = parent;
    }

    /** Stops what runs in this part, and what would begin. */
    void stop() {
        stopped = true;
        stops.forEach((stop, registration) -> {
            registration.close();
            stop.run();
        });
        stops.clear();
    }

    @Override
    public Duration remaining() {
        return parent.remaining();
    }

    @Override
    public boolean cancelled() {
        return stopped || parent.cancelled();
    }

    @Override
    public Registration onCancel(Runnable stop) {
        // An object of its own, so that the same stop may be registered twice.
        Runnable own = () -> stop.run();
        stops.put(own, parent.onCancel(own));
        if (stopped) {
            own.run();
        }
        return () -> {
            Registration registration = stops.remove(own);
            if (registration != null) {
                registration.close();
            }
        };
    }

    @Override
    public void countCall() {
        parent.countCall();
    }

    @Override
    public void countCall(String part) {
        parent.countCall(part);
    }

    @Override
    public boolean urgent() {
        return parent.urgent();
    }

    @Override
    public Object kept(Object key, Supplier<Object> first) {
        return parent.kept(key, first);
    }

    @Override
    public RequestHeader header() {
        return parent.header();
    }
}
