package dk.samsyn.adapter.nexus;

import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The calls that run for one request, so that all of them stop together. */
final class Asking {
    private final SourceId source;
    private final SourceScope scope;
    private final Map<Long, Runnable> running = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private volatile boolean stopped;

    Asking(SourceId source, SourceScope scope) {
        this.source = source;
        this.scope = scope;
    }

    /** Throws if the request is no longer wanted or late. */
    void check() {
        if (stopped) {
            throw new SourceException(source, ErrorCode.QUERY_CANCELLED, "the query was cancelled");
        }
        scope.check(source);
    }

    /** Time left, at least a millisecond. */
    Duration remaining() {
        Duration left = scope.remaining();
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }

    /** Counts a call to an instance and remembers how to stop it. */
    void started(Instance instance, CompletableFuture<?> call) {
        scope.countCall(String.valueOf(instance.kommunekode()));
        long number = calls.incrementAndGet();
        running.put(number, () -> call.cancel(true));
        var unused = call.whenComplete((value, failure) -> running.remove(number));
        if (stopped) {
            call.cancel(true);
        }
    }

    /** Whether there is time for another attempt after a wait. */
    boolean worthWaiting(Duration wait) {
        return !stopped && !scope.cancelled() && scope.remaining().compareTo(wait) > 0;
    }

    /** Stops what runs; nothing new starts. */
    void stop() {
        stopped = true;
        running.values().forEach(Runnable::run);
    }
}
