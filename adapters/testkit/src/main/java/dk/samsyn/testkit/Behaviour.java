package dk.samsyn.testkit;

import dk.samsyn.spi.ErrorCode;
import java.time.Duration;

/**
 * How a {@link ChaosSource} behaves.
 *
 * @param delay time that each call takes before its first row
 * @param rowsPerPage rows that one call gives; a table with more rows takes more calls
 * @param failAfterRows rows of an answer that come before {@code failure}, or -1 for no failure
 * @param failure the code of the failure
 * @param callsAtOnce calls that may run at the same time; one more is refused as {@link ErrorCode#SOURCE_BUSY}
 */
public record Behaviour(Duration delay, int rowsPerPage, long failAfterRows, ErrorCode failure, int callsAtOnce) {
    /** No delay, no failure, no limit, one page. */
    public static final Behaviour CALM =
            new Behaviour(Duration.ZERO, Integer.MAX_VALUE, -1, ErrorCode.SOURCE_UNAVAILABLE, Integer.MAX_VALUE);

    public Behaviour {
        if (delay.isNegative() || rowsPerPage < 1 || failAfterRows < -1 || callsAtOnce < 1) {
            throw new IllegalArgumentException("a delay is not negative, a page and a limit are at least 1");
        }
    }

    /** Each call takes {@code time}. */
    public Behaviour delayed(Duration time) {
        return new Behaviour(time, rowsPerPage, failAfterRows, failure, callsAtOnce);
    }

    /** Each call gives {@code rows} rows at most. */
    public Behaviour paged(int rows) {
        return new Behaviour(delay, rows, failAfterRows, failure, callsAtOnce);
    }

    /** Every answer fails after {@code rows} rows. */
    public Behaviour failing(long rows, ErrorCode code) {
        return new Behaviour(delay, rowsPerPage, rows, code, callsAtOnce);
    }

    /** More than {@code calls} calls at a time are refused. */
    public Behaviour limited(int calls) {
        return new Behaviour(delay, rowsPerPage, failAfterRows, failure, calls);
    }
}
