package dk.samsyn.driver;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.util.Optional;
import org.apache.calcite.avatica.AvaticaClientRuntimeException;

/** Whatever Avatica's client throws as the SQLException that JDBC has for it, with the broker's own sentence. */
final class Failures {
    private static final int QUERY_TIMEOUT = 406;
    /** What Avatica writes before the broker's sentence. */
    private static final String PREFIX = "Remote driver error: ";

    private Failures() {}

    /** The exception to throw for {@code failure}. */
    static SQLException sql(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof AvaticaClientRuntimeException broker) {
                return ofBroker(broker);
            }
            if (one instanceof BrokerClient.Interrupted) {
                return new SQLException("SAM-405 the thread was interrupted; the query was cancelled", "57014", 405);
            }
            if (one instanceof BrokerClient.Unreachable) {
                return new SQLNonTransientConnectionException("the broker cannot be reached", "08001", one);
            }
        }
        if (failure instanceof SQLException known) {
            return known;
        }
        return new SQLException("the driver failed", "58000", failure);
    }

    /** Whether {@code failure} comes of a call to the broker. */
    static Optional<RuntimeException> brokers(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            if (one instanceof AvaticaClientRuntimeException
                    || one instanceof BrokerClient.Interrupted
                    || one instanceof BrokerClient.Unreachable) {
                return Optional.of((RuntimeException) one);
            }
        }
        return Optional.empty();
    }

    private static SQLException ofBroker(AvaticaClientRuntimeException broker) {
        String text = String.valueOf(broker.getMessage());
        text = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        String state = broker.getSqlState() == null ? "58000" : broker.getSqlState();
        int code = broker.getErrorCode();
        if (code == QUERY_TIMEOUT) {
            return new SQLTimeoutException(text, state, code);
        }
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "28" -> new SQLInvalidAuthorizationSpecException(text, state, code);
            case "08" -> new SQLNonTransientConnectionException(text, state, code);
            case "0A" -> new SQLFeatureNotSupportedException(text, state, code);
            case "42" -> new SQLSyntaxErrorException(text, state, code);
            default -> new SQLException(text, state, code);
        };
    }
}
