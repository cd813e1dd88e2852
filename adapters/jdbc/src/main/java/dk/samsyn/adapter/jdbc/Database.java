package dk.samsyn.adapter.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SqlRequest;
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

    private final Login login;
    private final Setup setup;
    private final Failures failures;
    private final HikariDataSource pool;

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
        config.setAutoCommit(false);
        config.setScheduledExecutor(setup.threads().clock());
        this.pool = new HikariDataSource(config);
    }

    /**
     * Runs a statement and reads the first rows. If all are too many to come at once, they are asked for again piece by piece.
     *
     * @param partition value of the partition column here, or empty
     */
    StatementCursor open(Fragment statement, List<ColumnType> types, String partition, SourceScope scope) {
        scope.check(failures.source());
        Connection connection = borrow(scope);
        Call call = new Call(pool, connection, setup, scope);
        try {
            scope.countCall();
            return StatementCursor.start(call, statement, types, partition, failures, scope);
        } catch (SQLException e) {
            call.spoil();
            call.release();
            if (statement.answer() != SqlRequest.Answer.ROWS && setup.product().tooLarge(e)) {
                return open(statement.expecting(SqlRequest.Answer.ROWS), types, partition, scope);
            }
            throw failures.translate(e, scope);
        } catch (RuntimeException e) {
            call.release();
            throw e;
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
