package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;

/**
 * Turns what a driver throws into what the broker may say. A driver's message quotes values and statements, so only its
 * class, SQLSTATE and vendor code go on.
 *
 * @param source the source
 * @param place words before the message that name the partition, or empty
 */
record Failures(SourceId source, String place) {
    static Failures of(SourceId source) {
        return new Failures(source, "");
    }

    /** What happened, in view of a query that may have been cancelled or have run out of time. */
    SourceException translate(SQLException thrown, SourceScope scope) {
        if (scope.cancelled()) {
            return exception(ErrorCode.QUERY_CANCELLED, thrown);
        }
        if (scope.remaining().isNegative() || scope.remaining().isZero()) {
            return exception(ErrorCode.SOURCE_TIMEOUT, thrown);
        }
        return exception(code(thrown), thrown);
    }

    /** An answer that cannot be read, for {@code reason}. */
    SourceException malformed(String reason) {
        return new SourceException(source, ErrorCode.SOURCE_MALFORMED, place + reason);
    }

    /** A source that is not there, for {@code reason}. */
    SourceException unavailable(String reason) {
        return new SourceException(source, ErrorCode.SOURCE_UNAVAILABLE, place + reason);
    }

    private SourceException exception(ErrorCode code, SQLException thrown) {
        return new SourceException(source, code, place + words(code), withoutMessage(thrown));
    }

    /** The code by SQLSTATE and class alone. */
    static ErrorCode code(SQLException thrown) {
        String state = thrown.getSQLState() == null ? "" : thrown.getSQLState();
        // 57014 PostgreSQL and H2; 70100 and 1969 MariaDB; HYT00 H2's lock timeout.
        if (thrown instanceof SQLTimeoutException
                || state.equals("57014")
                || state.equals("70100")
                || state.equals("HYT00")
                || thrown.getErrorCode() == 1969
                || causedBy(thrown, SocketTimeoutException.class)) {
            return ErrorCode.SOURCE_TIMEOUT;
        }
        // 53300 PostgreSQL, 1040, 1203 and 1226 MariaDB: too many connections.
        if (state.startsWith("53")
                || thrown.getErrorCode() == 1040
                || thrown.getErrorCode() == 1203
                || thrown.getErrorCode() == 1226) {
            return ErrorCode.SOURCE_BUSY;
        }
        if (state.startsWith("28") || state.equals("42501") || state.equals("90096") || thrown.getErrorCode() == 1142) {
            return ErrorCode.SOURCE_REFUSED;
        }
        if (unreachable(thrown, state)) {
            return ErrorCode.SOURCE_UNAVAILABLE;
        }
        return ErrorCode.SOURCE_MALFORMED;
    }

    /** 57P0x: PostgreSQL shuts down or starts up, 3D000: no such database; 90xxx: H2 has lost or does not have the database. */
    private static boolean unreachable(SQLException thrown, String state) {
        return state.startsWith("08")
                || state.startsWith("57P0")
                || state.equals("3D000")
                || state.equals("90067")
                || state.equals("90098")
                || state.equals("90121")
                || state.equals("90013")
                || state.equals("90146")
                || state.equals("90149")
                || state.equals("90020")
                || thrown instanceof SQLNonTransientConnectionException
                || thrown instanceof SQLTransientConnectionException
                || thrown instanceof SQLRecoverableException
                || causedBy(thrown, IOException.class);
    }

    private static boolean causedBy(Throwable thrown, Class<? extends Throwable> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 8; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static String words(ErrorCode code) {
        return switch (code) {
            case QUERY_CANCELLED -> "the query was cancelled";
            case SOURCE_TIMEOUT -> "gave no answer in time";
            case SOURCE_BUSY -> "has no room for more connections";
            case SOURCE_REFUSED -> "refused the broker's user";
            case SOURCE_UNAVAILABLE -> "cannot be reached";
            default -> "gave an answer that cannot be used";
        };
    }

    private static Throwable withoutMessage(SQLException thrown) {
        SQLException safe = new SQLException(
                thrown.getClass().getSimpleName() + " " + thrown.getSQLState() + " " + thrown.getErrorCode(),
                thrown.getSQLState(),
                thrown.getErrorCode());
        safe.setStackTrace(thrown.getStackTrace());
        return safe;
    }
}
