package dk.samsyn.adapter.fhir;

import dk.samsyn.spi.SourceScope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A query with a deadline that counts calls and can be cancelled. */
final class TestScope implements SourceScope {
    final AtomicInteger calls = new AtomicInteger();
    private final List<Runnable> stops = new CopyOnWriteArrayList<>();
    private final long deadline;
    private volatile boolean cancelled;

    TestScope(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    void cancel() {
        cancelled = true;
        stops.forEach(Runnable::run);
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
        return new RequestHeader("test", "test", "test", "test", "q-1");
    }
}
