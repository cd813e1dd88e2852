package dk.samsyn.adapter.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.Turns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection while it is used for one statement: how it is stopped by cancel or deadline, and how it goes back. A
 * connection on which a stop was asked is closed instead, since a late stop would hit the next statement on it.
 */
final class Call {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    private static final Duration FIRST_REPEAT = Duration.ofMillis(100);

    private final HikariDataSource pool;
    private final Connection connection;
    private final Turns.Turn turn;
    private final Database.Setup setup;
    private final SourceScope scope;
    private final SourceScope.Registration registration;
    private final Future<?> deadline;
    private @Nullable PreparedStatement statement;
    private boolean spoiled;
    private boolean released;

    Call(HikariDataSource pool, Connection connection, Turns.Turn turn, Database.Setup setup, SourceScope scope) {
        this.pool = pool;
        this.connection = connection;
        this.turn = turn;
        this.setup = setup;
        this.scope = scope;
        this.registration = scope.onCancel(() -> setup.threads().run(this::stop));
        this.deadline = setup.threads().after(scope.remaining(), this::stop);
    }

    /** Prepares the statement with the time that is left. */
    PreparedStatement prepare(Fragment fragment, String partition) throws SQLException {
        Duration left = scope.remaining().compareTo(setup.timeout()) < 0 ? scope.remaining() : setup.timeout();
        limitWait(left);
        if (fragment.preparations().isEmpty() && setup.product().standsAlone(fragment.answer())) {
            // The pool takes it back.
            connection.setAutoCommit(true);
        }
        for (Fragment.Preparation preparation : fragment.preparations()) {
            preparation.run(connection);
        }
        setup.product().expect(fragment.answer(), connection);
        PreparedStatement prepared = connection.prepareStatement(fragment.sql());
        synchronized (this) {
            statement = prepared;
            if (spoiled) {
                // The stop came before there was anything to stop.
                throw new SQLException("stopped", "57014");
            }
        }
        prepared.setFetchSize(setup.product().fetchSize(fragment.answer(), setup.fetchSize()));
        prepared.setQueryTimeout(
                (int) Math.max(1, Math.min(3_600, left.plusMillis(999).toSeconds())));
        for (int i = 0; i < fragment.bindings().size(); i++) {
            fragment.bindings().get(i).bind(prepared, i + 1, partition);
        }
        return prepared;
    }

    int fetchSize() {
        return setup.fetchSize();
    }

    Product product() {
        return setup.product();
    }

    /** Stops what is running; may be called by any thread at any time, may block for a moment. */
    void stop() {
        stop(FIRST_REPEAT);
    }

    /** Asks again until the call ends: a stop that arrives just before the statement does is lost. */
    private void stop(Duration repeat) {
        PreparedStatement running;
        synchronized (this) {
            if (released) {
                return;
            }
            spoiled = true;
            running = statement;
        }
        if (running == null) {
            return;
        }
        try {
            setup.product().cancel(connection, running);
        } catch (SQLException e) {
            LOG.debug("{} could not be stopped: SQLSTATE {}", pool.getPoolName(), e.getSQLState());
        }
        Future<?> unused = setup.threads().after(repeat, () -> stop(repeat.multipliedBy(2)));
    }

    /** Marks the connection as one not to be used again. */
    synchronized void spoil() {
        spoiled = true;
    }

    /** Gives the connection back, or closes it in the background if it was stopped or broken. May be called twice. */
    void release() {
        boolean close;
        synchronized (this) {
            if (released) {
                return;
            }
            released = true;
            close = spoiled;
        }
        registration.close();
        deadline.cancel(false);
        if (close) {
            // Closes it in a thread of the pool.
            pool.evictConnection(connection);
        } else {
            giveBack();
        }
        turn.close();
    }

    private void giveBack() {
        try (Connection back = connection;
                PreparedStatement done = statement) {
            LOG.trace("{} gives back {} {}", pool.getPoolName(), back, done);
        } catch (SQLException e) {
            LOG.debug("{} could not give back a connection: SQLSTATE {}", pool.getPoolName(), e.getSQLState());
        }
    }

    /** Bounds each wait for the network, where the driver can; the deadline stops the statement in any case. */
    private void limitWait(Duration left) throws SQLException {
        if (setup.product().limitsNetworkWait()) {
            connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, left.toMillis() + 1_000));
        }
    }
}
