package dk.samsyn.broker.access;

import dk.samsyn.spi.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The one unchecked exception of the query path. The message names tables, policies, rules and what to do; it never contains
 * a value read from a source, nor another's SQL. The cause is for the operator's log and leaves through no door.
 */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode errorCode;
    private final int line;
    private final int column;

    public QueryException(ErrorCode errorCode, String message) {
        this(errorCode, message, 0, 0, null);
    }

    public QueryException(ErrorCode errorCode, String message, @Nullable Throwable cause) {
        this(errorCode, message, 0, 0, cause);
    }

    /**
     * An error at a place in the statement.
     *
     * @param line line from 1, or 0 if the error has no place
     * @param column column from 1, or 0
     */
    public QueryException(ErrorCode errorCode, String message, int line, int column, @Nullable Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode;
        this.line = line;
        this.column = column;
    }

    public ErrorCode errorCode() {
        return errorCode;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    /** Code and message, as every door shows them. */
    public String display() {
        String place = line > 0 ? " (line " + line + ", column " + column + ")" : "";
        return errorCode.code() + " " + getMessage() + place;
    }
}
