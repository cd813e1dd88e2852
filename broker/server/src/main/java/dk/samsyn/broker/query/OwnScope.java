package dk.samsyn.broker.query;

import dk.samsyn.spi.SourceScope;
import java.time.Duration;

/** The scope of a call that the broker makes for itself: whether a source answers, the list of persons' numbers. */
public final class OwnScope implements SourceScope {
    private final long deadlineNanos;

    /** A scope that lasts {@code time} from now. */
    public OwnScope(Duration time) {
        this.deadlineNanos = System.nanoTime() + time.toNanos();
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(deadlineNanos - System.nanoTime());
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public Registration onCancel(Runnable stop) {
        return () -> {};
    }

    @Override
    public void countCall() {
        // Nobody reads the count: the call belongs to no query.
    }

    @Override
    public RequestHeader header() {
        return new RequestHeader("samsyn", "drift", "", "drift", "start");
    }
}
