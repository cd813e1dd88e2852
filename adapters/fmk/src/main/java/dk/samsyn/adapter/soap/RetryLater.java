package dk.samsyn.adapter.soap;

import dk.samsyn.spi.SourceException;
import java.time.Duration;
import java.util.Optional;

/** A failure that may pass: what to report if it does not, and how long the service asked to be left alone. */
final class RetryLater extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SourceException report;
    private final long waitMillis;

    RetryLater(SourceException report, Optional<Duration> wait) {
        super(report);
        this.report = report;
        this.waitMillis = wait.map(Duration::toMillis).orElse(-1L);
    }

    SourceException report() {
        return report;
    }

    /** The wait the service asked for, or empty. */
    Optional<Duration> pause() {
        return waitMillis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(waitMillis));
    }
}
