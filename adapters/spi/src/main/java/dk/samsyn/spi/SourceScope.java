package dk.samsyn.spi;

import java.time.Duration;
import java.util.function.Supplier;

/** What a running query gives a source: how long it may take, whether it is still wanted, and where to count. */
public interface SourceScope {
    /** Time left before the query's deadline; zero or negative when it has passed. */
    Duration remaining();

    /** Whether the query was cancelled; an adapter looks at this between rows, pages and calls. */
    boolean cancelled();

    /**
     * Registers what stops a call that is running, such as {@code Statement.cancel}. Runs at once if the query is already
     * cancelled. It must not throw and must not block for long.
     *
     * @return removes the registration
     */
    Registration onCancel(Runnable stop);

    /** Counts one call to the source: one statement, one HTTP request, one file. */
    void countCall();

    /**
     * Counts one call to a part of the source that is somebody's own, such as one practice's database: the owner is told who
     * asked.
     *
     * @param part code of the part, as the source's partition column has it
     */
    default void countCall(String part) {
        countCall();
    }

    /** Who asks and why, for services that demand it in their own headers (FMK). */
    RequestHeader header();

    /** Whether somebody waits who treats a patient or is one: where a source's calls are limited, these go first. */
    default boolean urgent() {
        return false;
    }

    /**
     * What a source wants to remember while this query runs, and no longer.
     *
     * @param key names it among all that this source remembers
     * @param first makes it when it is asked for the first time
     */
    default Object kept(Object key, Supplier<Object> first) {
        return first.get();
    }

    /** Undoes a registration; may be called twice. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * What a national service wants to know of a look-up.
     *
     * @param user name of the user
     * @param role the user's role
     * @param organisation the organisation the user acts for
     * @param purpose the purpose of the look-up
     * @param queryId the broker's id of the query, for correlation
     */
    record RequestHeader(String user, String role, String organisation, String purpose, String queryId) {}

    /** Throws {@link SourceException} with the fitting code if the query was cancelled or its deadline has passed. */
    default void check(SourceId source) {
        if (cancelled()) {
            throw new SourceException(source, ErrorCode.QUERY_CANCELLED, "the query was cancelled");
        }
        if (remaining().isNegative() || remaining().isZero()) {
            throw new SourceException(source, ErrorCode.SOURCE_TIMEOUT, "gave no answer within the query's time");
        }
    }
}
