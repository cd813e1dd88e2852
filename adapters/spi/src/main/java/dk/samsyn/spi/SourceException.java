package dk.samsyn.spi;

import org.jspecify.annotations.Nullable;

/**
 * A source could not answer. The message names the source and what happened in general words, and never holds a value that
 * the source sent or was sent; the cause is for the operator's log only.
 */
public final class SourceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final ErrorCode code;

    public SourceException(SourceId source, ErrorCode code, String whatHappened) {
        this(source, code, whatHappened, null);
    }

    public SourceException(SourceId source, ErrorCode code, String whatHappened, @Nullable Throwable cause) {
        super("source " + source + ": " + whatHappened, cause);
        this.source = source.value();
        this.code = code;
    }

    public SourceId source() {
        return new SourceId(source);
    }

    public ErrorCode code() {
        return code;
    }
}
