package dk.samsyn.broker.query;

import dk.samsyn.spi.SourceScope;
import java.time.Duration;

/** The scope of the broker's own questions to sources, such as the list of numbers: nobody's, never cancelled. */
public final class StandingScope implements SourceScope {
    private final long deadline;

    /** A scope that lasts {@code limit} from now. */
    public StandingScope(Duration limit) {
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(deadline - System.nanoTime());
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
    public void countCall() {}

    @Override
    public RequestHeader header() {
        return new RequestHeader("samsyn", "broker", "", "drift", "");
    }
}
