package dk.samsyn.adapter.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dk.samsyn.spi.CircuitBreaker;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SqlRequest;
import dk.samsyn.spi.Turns;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One database and its pool of connections. Making it calls nobody. */
final class Database implements AutoCloseable {
    /** A wait for a connection is cut into slices, so that cancel, deadline and a dead source are seen in between. */
    private static final long SLICE_MILLIS = 250;

    private static final int FAILURES_IN_A_ROW = 3;
    private static final Duration LEFT_ALONE = Duration.ofSeconds(5);

    private final Login login;
    private final Setup setup;
    private final Failures failures;
    private final HikariDataSource pool;
    private final CircuitBreaker breaker;
    private final Turns turns;

    /**
     * What all databases of a source share.
     *
     * @param product the product
     * @param fetchSize rows fetched at a time
     * @param timeout longest wait for one answer
     * @param threads the source's threads
     */
    record Setup(Product product, int fetchSize, Duration timeout, Threads threads) {}

    /**
     * How many connections are kept, and how long an unused one.
     *
     * @param connections connections at most
     * @param idle time after which an unused connection is closed, at least 10 s
     */
    record Pooling(int connections, Duration idle) {}

    Database(Login login, Setup setup, Pooling pooling, Failures failures) {
        this.login = login;
        this.setup = setup;
        this.failures = failures;
        this.breaker = new CircuitBreaker(failures.source(), failures.place(), FAILURES_IN_A_ROW, LEFT_ALONE);
        this.turns = new Turns(pooling.connections());
        HikariConfig config = new HikariConfig();
        config.setDataSource(login);
        config.setPoolName("samsyn-" + failures.source());
        config.setMaximumPoolSize(pooling.connections());
        config.setMinimumIdle(0);
        config.setIdleTimeout(pooling.idle().toMillis());
        config.setConnectionTimeout(SLICE_MILLIS);
        config.setValidationTimeout(SLICE_MILLIS);
        config.setInitializationFailTimeout(-1);
        config.setReadOnly(true);
        config.setAutoCommit(setup.product().commitsEach());
        config.setScheduledExecutor(setup.threads().clock());
        this.pool = new HikariDataSource(config);
    }

    /**
     * Runs a statement and reads the first rows; once more if the connection turns out to be broken before the first of them.
     * If all are too many to come at once, they are asked for again piece by piece.
     *
     * @param partition value of the partition column here, or empty
     */
    StatementCursor open(Fragment statement, List<ColumnType> types, String partition, SourceScope scope) {
        scope.check(failures.source());
        try {
            return start(entered(scope), statement, types, partition, scope);
        } catch (BrokenOff broken) {
            // A connection that waited in the pool while its server went away and came back; the others there did so,
            // too.
            pool.getHikariPoolMXBean().softEvictConnections();
            try {
                return start(entered(scope), statement, types, partition, scope);
            } catch (BrokenOff again) {
                throw again.report;
            }
        }
    }

    private StatementCursor start(
            Call call, Fragment statement, List<ColumnType> types, String partition, SourceScope scope)
            throws BrokenOff {
        try {
            if (partition.isEmpty()) {
                scope.countCall();
            } else {
                scope.countCall(partition);
            }
            return StatementCursor.start(call, statement, types, partition, failures, scope);
        } catch (SQLException e) {
            call.spoil();
            call.release();
            if (statement.answer() != SqlRequest.Answer.ROWS && setup.product().tooLarge(e)) {
                return open(statement.expecting(SqlRequest.Answer.ROWS), types, partition, scope);
            }
            throw orBrokenOff(failures.translate(e, scope));
        } catch (SourceException e) {
            call.release();
            throw orBrokenOff(e);
        } catch (RuntimeException e) {
            call.release();
            throw e;
        }
    }

    private static SourceException orBrokenOff(SourceException failure) throws BrokenOff {
        if (failure.code() == ErrorCode.SOURCE_UNAVAILABLE) {
            throw new BrokenOff(failure);
        }
        return failure;
    }

    /** A connection that was had and broke before the first row, so that nothing is lost by asking again. */
    private static final class BrokenOff extends Exception {
        private static final long serialVersionUID = 1L;
        private final SourceException report;

        BrokenOff(SourceException report) {
            super(report);
            this.report = report;
        }
    }

    /** All rows of a small answer. */
    List<@Nullable Object[]> all(Fragment statement, String partition, SourceScope scope, ColumnType... types) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (StatementCursor cursor = open(statement, List.of(types), partition, scope)) {
            while (cursor.next()) {
                rows.add(cursor.row());
            }
        }
        return rows;
    }

    /** A call with a connection; who waits for care has the next one. */
    private Call entered(SourceScope scope) {
        Turns.Turn turn = turns.take(failures.source(), scope);
        try {
            return new Call(pool, connected(scope), turn, setup, scope);
        } catch (RuntimeException e) {
            turn.close();
            throw e;
        }
    }

    /** A connection, unless none could be had several times in a row just now. */
    private Connection connected(SourceScope scope) {
        breaker.enter();
        try {
            Connection connection = borrow(scope);
            breaker.answered();
            return connection;
        } catch (SourceException e) {
            switch (e.code()) {
                case SOURCE_UNAVAILABLE -> breaker.failed();
                case SOURCE_REFUSED, SOURCE_BUSY -> breaker.answered();
                default -> breaker.undecided();
            }
            throw e;
        }
    }

    private Connection borrow(SourceScope scope) {
        long since = System.nanoTime();
        Optional<SourceException> busy = Optional.empty();
        while (true) {
            if (busy.isPresent() && !scope.cancelled() && scope.remaining().isNegative()) {
                throw busy.get();
            }
            scope.check(failures.source());
            try {
                return pool.getConnection();
            } catch (SQLTransientConnectionException e) {
                Optional<SourceException> failure =
                        login.failureSince(since).map(cause -> failures.translate(cause, scope));
                if (failure.isPresent() && failure.get().code() != ErrorCode.SOURCE_BUSY) {
                    throw failure.get();
                }
                busy = failure;
            } catch (SQLException e) {
                if (pool.isClosed()) {
                    throw failures.unavailable("is closed");
                }
                throw failures.translate(e, scope);
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
