package dk.samsyn.driver;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Optional;
import org.apache.calcite.avatica.AvaticaStatement;
import org.jspecify.annotations.Nullable;

/** What plain and prepared statements share: limits, cancel, warnings. */
final class StatementWork {
    /** Rows fetched at once after the first, if the client names no number: Avatica's own 100 costs too many round trips. */
    static final int FETCH_SIZE = 5000;

    private final SamsynConnection connection;
    private final AvaticaStatement statement;
    private volatile int timeoutSeconds;
    private volatile boolean running;
    private volatile boolean asked;
    private @Nullable SQLWarning warnings;

    StatementWork(SamsynConnection connection, AvaticaStatement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    void timeout(int seconds) throws SQLException {
        if (seconds < 0) {
            throw new SQLException("the time-out is negative", "22023");
        }
        timeoutSeconds = seconds;
    }

    int timeout() {
        return timeoutSeconds;
    }

    /** Runs the statement. */
    <T extends @Nullable Object> T run(BrokerCalls.Work<T> work) throws SQLException {
        long rows = statement.getLargeMaxRows();
        BrokerClient.Limits limits = new BrokerClient.Limits(
                timeoutSeconds > 0 ? Optional.of(timeoutSeconds * 1000L) : Optional.empty(),
                rows > 0 ? Optional.of(rows) : Optional.empty(),
                Optional.empty());
        running = true;
        asked = true;
        clearWarnings();
        try {
            return connection.calls().failing(limits, work);
        } finally {
            running = false;
        }
    }

    /** Whether a thread waits for the statement's first rows. */
    boolean running() {
        return running;
    }

    /** Cancels what runs, from any thread; the waiting thread gets an exception and the statement can be used again. */
    void cancel() throws SQLException {
        if (asked) {
            connection.calls().failing(() -> {
                connection.calls().cancel(connection.id, statement.handle.id);
                return true;
            });
        }
    }

    /** Gives up an answer that was not read to its end; whether the broker hears of it does not matter to the caller. */
    void giveUp() {
        try {
            cancel();
        } catch (SQLException e) {
            asked = false;
        }
    }

    /** The notices of the last answer. */
    synchronized @Nullable SQLWarning warnings() throws SQLException {
        if (asked) {
            Notices notices = connection
                    .calls()
                    .failing(() -> Notices.of(
                            connection.calls().client().get("queries/" + connection.id + "." + statement.handle.id)));
            warnings = notices.warnings().orElse(null);
            asked = !notices.complete();
        }
        return warnings;
    }

    synchronized void clearWarnings() {
        warnings = null;
    }
}
