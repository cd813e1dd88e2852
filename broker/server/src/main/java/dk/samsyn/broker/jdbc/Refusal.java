package dk.samsyn.broker.jdbc;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.doors.Failures;
import dk.samsyn.spi.ErrorCode;
import org.apache.calcite.avatica.AvaticaSeverity;
import org.apache.calcite.avatica.remote.AvaticaRuntimeException;
import org.apache.calcite.avatica.remote.Service;

/**
 * An error as Avatica carries it to the client: our text and SQLSTATE, the number of our code as vendor code. It has no stack
 * trace and no cause, for Avatica sends both.
 */
final class Refusal extends AvaticaRuntimeException {
    private static final long serialVersionUID = 1L;

    private Refusal(String text, int vendorCode, String sqlState) {
        super(text, vendorCode, sqlState, AvaticaSeverity.ERROR);
    }

    /** What a client is told of any failure. */
    static Refusal of(Throwable failure) {
        if (failure instanceof Refusal known) {
            return known;
        }
        QueryException shown = Failures.shown(failure);
        String code = shown.errorCode().code();
        return new Refusal(
                shown.display(),
                Integer.parseInt(code.substring(code.indexOf('-') + 1)),
                shown.errorCode().sqlState());
    }

    /** There is no such connection (any more): clients that may reconnect do so on this code. */
    static Refusal noConnection() {
        return new Refusal(
                "SAM-105 the connection is closed or has expired; connect again",
                Service.ErrorResponse.MISSING_CONNECTION_ERROR_CODE,
                "08003");
    }

    /** The request is not one of Avatica's. */
    static Refusal unreadable() {
        return of(new QueryException(ErrorCode.REQUEST_INVALID, "the request cannot be read"));
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
