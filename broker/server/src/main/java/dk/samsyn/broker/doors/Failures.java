package dk.samsyn.broker.doors;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns whatever escaped into the one exception that a door may show. What is not a {@link QueryException} is a bug: the caller
 * gets a reference, the operator's log gets the reference with types and places, but no messages, for these hold values.
 */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int FRAMES = 25;

    private Failures() {}

    /** What the caller is told. */
    public static QueryException shown(Throwable failure) {
        if (failure instanceof QueryException known) {
            return known;
        }
        if (failure instanceof SourceException source) {
            return new QueryException(source.code(), String.valueOf(source.getMessage()), source);
        }
        if (failure instanceof StackOverflowError) {
            return new QueryException(ErrorCode.STATEMENT_TOO_LARGE, "the statement is nested too deeply");
        }
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("internal error, reference {}: {}", reference, describe(failure));
        return new QueryException(ErrorCode.INTERNAL, "internal error, reference " + reference, failure);
    }

    /** Types and places of a failure and its causes; never their messages. */
    static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable one = failure; one != null; one = one.getCause()) {
            text.append(one == failure ? "" : System.lineSeparator() + "caused by ")
                    .append(one.getClass().getName())
                    .append(Arrays.stream(one.getStackTrace())
                            .limit(FRAMES)
                            .map(frame -> System.lineSeparator() + "  at " + frame)
                            .collect(Collectors.joining()));
        }
        return text.toString();
    }
}
