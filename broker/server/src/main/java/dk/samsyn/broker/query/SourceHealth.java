package dk.samsyn.broker.query;

import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which sources answer, as far as queries and the broker's own pings have seen since it started. Thread-safe. */
public final class SourceHealth {
    private static final Duration FRESH = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Clock clock;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    public SourceHealth(Clock clock) {
        this.clock = clock;
    }

    /**
     * What is known of one source.
     *
     * @param status {@code ok}, {@code failed} or {@code unknown}
     * @param lastOk when it last answered
     * @param pinged when it was last asked whether it is alive
     * @param alive when it last answered that it is
     * @param answers requests that it answered
     * @param rows rows it gave
     * @param millis time of all its answers, in milliseconds
     */
    record Seen(
            String status,
            Optional<Instant> lastOk,
            Optional<Instant> pinged,
            Optional<Instant> alive,
            long answers,
            long rows,
            long millis) {
        private static final Seen NEVER =
                new Seen("unknown", Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, 0);

        Optional<Long> meanMillis() {
            return answers == 0 ? Optional.empty() : Optional.of(millis / answers);
        }

        private Seen answered(Instant now, long moreRows, Duration took) {
            return new Seen(
                    "ok", Optional.of(now), pinged, alive, answers + 1, rows + moreRows, millis + took.toMillis());
        }

        private Seen alive(Instant now) {
            return new Seen("ok", Optional.of(now), Optional.of(now), Optional.of(now), answers, rows, millis);
        }

        private Seen silent(Instant now) {
            return new Seen("failed", lastOk, Optional.of(now), alive, answers, rows, millis);
        }

        private Seen failed() {
            return new Seen("failed", lastOk, pinged, alive, answers, rows, millis);
        }
    }

    /** A source answered a request whole. */
    void answered(String source, long rows, Duration took) {
        change(source, s -> s.answered(clock.instant(), rows, took));
    }

    /** A source did not answer. */
    void failed(String source) {
        change(source, Seen::failed);
    }

    Seen of(String source) {
        return seen.getOrDefault(source, Seen.NEVER);
    }

    /**
     * Asks those sources whether they are alive that have not been asked so lately; all at the same time. What queries asked does
     * not count: when a source answered one is nothing that whoever waits for groups may see.
     */
    void refresh(Collection<SourceAdapter> adapters) {
        Instant old = clock.instant().minus(FRESH);
        adapters.parallelStream()
                .filter(a -> of(a.id().value()).pinged().filter(old::isBefore).isEmpty())
                .forEach(this::ping);
    }

    private void ping(SourceAdapter adapter) {
        String source = adapter.id().value();
        try {
            adapter.ping(new OwnScope(PATIENCE));
            change(source, s -> s.alive(clock.instant()));
        } catch (SourceException e) {
            change(source, s -> s.silent(clock.instant()));
        }
    }

    private void change(String source, java.util.function.UnaryOperator<Seen> change) {
        seen.compute(source, (id, old) -> change.apply(old == null ? Seen.NEVER : old));
    }
}
