package dk.samsyn.spi;

import java.time.Duration;

/**
 * Stops asking one place of a source that has just failed several times in a row, so that queries learn at once what they would
 * else wait for, and a service that comes up again is not flooded. After a pause one call is let through; its outcome decides.
 * Only a place that cannot be reached or is silent counts: a refusal, an unreadable answer and a query that ran out of its own
 * time say nothing about the next call. Thread-safe.
 */
public final class CircuitBreaker {
    private final SourceId source;
    private final String place;
    private final dev.failsafe.CircuitBreaker<Object> circuit;

    /**
     * A place that is asked.
     *
     * @param place words before the message that name the place within the source, with a space behind, or empty
     * @param failures failures in a row after which it is left alone, at least 1
     * @param pause how long it is left alone
     */
    public CircuitBreaker(SourceId source, String place, int failures, Duration pause) {
        this.source = source;
        this.place = place;
        this.circuit = dev.failsafe.CircuitBreaker.builder()
                .withFailureThreshold(failures)
                .withSuccessThreshold(1)
                .withDelay(pause)
                .build();
    }

    /**
     * Asks to make a call. Who got leave tells how it went, by {@link #answered()}, {@link #failed()} or {@link #undecided()}.
     *
     * @throws SourceException with {@link ErrorCode#SOURCE_UNAVAILABLE} while the place is left alone
     */
    public void enter() {
        if (!circuit.tryAcquirePermit()) {
            throw new SourceException(
                    source,
                    ErrorCode.SOURCE_UNAVAILABLE,
                    place + "has not answered several times in a row and is left alone for some seconds");
        }
    }

    /** The place answered, whatever it said. */
    public void answered() {
        circuit.recordSuccess();
    }

    /** The place could not be reached or was silent for as long as it may be. */
    public void failed() {
        circuit.recordFailure();
    }

    /** The call ended before the place could answer, since nobody wanted the answer any more. */
    public void undecided() {
        // A trial call that was given up must not keep the next one out for ever.
        if (circuit.isHalfOpen()) {
            // By way of open: to become what it is would change nothing.
            circuit.open();
            circuit.halfOpen();
        }
    }
}
