package dk.samsyn.testkit;

import dk.samsyn.spi.SourceScope;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A query for tests: with a deadline from the moment it is made, a cancel, and a count of calls. Thread-safe. */
public final class TestScope implements SourceScope {
    private final long deadlineNanos;
    private final AtomicLong calls = new AtomicLong();
    private final Set<String> parts = ConcurrentHashMap.newKeySet();
    private final AtomicInteger registered = new AtomicInteger();
    private final Set<Runnable> stops = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    private final boolean urgent;

    private TestScope(Duration time, boolean urgent) {
        this.deadlineNanos = System.nanoTime() + time.toNanos();
        this.urgent = urgent;
    }

    /** A query for somebody's care, with time enough for any test. */
    public static TestScope ofCare() {
        return new TestScope(Duration.ofSeconds(30), true);
    }

    /** A query that may take {@code time} from now. */
    public static TestScope lasting(Duration time) {
        return new TestScope(time, false);
    }

    /** A query with time enough for any test: 30 s. */
    public static TestScope unhurried() {
        return lasting(Duration.ofSeconds(30));
    }

    /** Cancels the query: every registered stop runs, in this thread. */
    public void cancel() {
        cancelled = true;
        stops.forEach(Runnable::run);
    }

    /** Calls counted so far. */
    public long calls() {
        return calls.get();
    }

    /** Parts of the source to which calls were counted so far. */
    public Set<String> parts() {
        return Set.copyOf(parts);
    }

    /** Stops that are registered now; zero when every cursor has been closed. */
    public int registrations() {
        return stops.size();
    }

    /** Stops that were ever registered. */
    public int everRegistered() {
        return registered.get();
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(deadlineNanos - System.nanoTime());
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public Registration onCancel(Runnable stop) {
        // A registration of its own, so that the same stop may be registered twice.
        Runnable own = () -> stop.run();
        registered.incrementAndGet();
        stops.add(own);
        if (cancelled) {
            own.run();
        }
        return () -> stops.remove(own);
    }

    @Override
    public void countCall() {
        calls.incrementAndGet();
    }

    @Override
    public void countCall(String part) {
        parts.add(part);
        countCall();
    }

    @Override
    public boolean urgent() {
        return urgent;
    }

    @Override
    public RequestHeader header() {
        return new RequestHeader("laege-099001", "praktiserende_laege", "099001", "behandling", "q-test");
    }
}
