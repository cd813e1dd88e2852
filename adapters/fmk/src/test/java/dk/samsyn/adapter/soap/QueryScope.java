package dk.samsyn.adapter.soap;

import dk.samsyn.spi.SourceScope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A query as a source sees it, for tests. */
public class QueryScope implements SourceScope {
    private final long deadline;
    private final String role;
    private final List<Runnable> stops = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean cancelled;

    public QueryScope(Duration time, String role) {
        this.deadline = System.nanoTime() + time.toNanos();
        this.role = role;
    }

    /** A doctor's query with ten seconds. */
    public static QueryScope ofDoctor() {
        return new QueryScope(Duration.ofSeconds(10), "praktiserende_laege");
    }

    public void cancel() {
        cancelled = true;
        stops.forEach(Runnable::run);
    }

    public int calls() {
        return calls.get();
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public Registration onCancel(Runnable stop) {
        stops.add(stop);
        if (cancelled) {
            stop.run();
        }
        return () -> stops.remove(stop);
    }

    @Override
    public void countCall() {
        calls.incrementAndGet();
    }

    @Override
    public RequestHeader header() {
        return new RequestHeader("laege-099001", role, "099001", "behandling", "q-1");
    }
}
