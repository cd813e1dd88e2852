package dk.samsyn.adapter.nexus;

import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Words for what goes wrong with a service: which one and what happened, never an address with a key or a value. */
record Failures(SourceId source) {
    SourceException malformed(String where, @Nullable Throwable cause) {
        return new SourceException(
                source, ErrorCode.SOURCE_MALFORMED, where + " gave an answer of unknown form", cause);
    }

    SourceException refused(String where) {
        return new SourceException(source, ErrorCode.SOURCE_REFUSED, where + " refused the broker");
    }

    SourceException busy(String where) {
        return new SourceException(source, ErrorCode.SOURCE_BUSY, where + " is busy");
    }

    SourceException unavailable(String where, @Nullable Throwable cause) {
        return new SourceException(source, ErrorCode.SOURCE_UNAVAILABLE, where + " does not answer", cause);
    }

    SourceException late(String where, @Nullable Throwable cause) {
        return new SourceException(source, ErrorCode.SOURCE_TIMEOUT, where + " gave no answer in time", cause);
    }

    /** A failed call as a source's failure. */
    SourceException of(String where, Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        for (Throwable known = cause; known != null; known = known.getCause()) {
            if (known instanceof SourceException already) {
                return already;
            }
            if (known instanceof LimitedBody.TooLarge) {
                return malformed(where, cause);
            }
            if (known instanceof HttpConnectTimeoutException) {
                return unavailable(where, cause);
            }
            if (known instanceof HttpTimeoutException || known instanceof TimeoutException) {
                return late(where, cause);
            }
        }
        if (cause instanceof IOException) {
            return unavailable(where, cause);
        }
        return new SourceException(source, ErrorCode.INTERNAL, where + " could not be asked", cause);
    }
}
