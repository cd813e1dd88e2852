package dk.samsyn.adapter.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to one database in the state that statements rely on, and remembers the last failure, so that who waits
 * for a connection learns why none comes.
 */
final class Login implements DataSource {
    private final String url;
    private final Product product;
    private final Properties properties;
    private volatile @Nullable Failure lastFailure;

    private record Failure(long startedNanos, SQLException cause) {}

    /**
     * A way into a database.
     *
     * @param timeout longest wait for one answer, also for the log-in itself
     */
    Login(String url, String user, String password, Product product, Duration timeout) {
        this.url = url;
        this.product = product;
        this.properties = product.properties(url, timeout);
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
            properties.setProperty("password", password);
        }
    }

    /** Why the last attempt failed, if it began after {@code nanos} and none has succeeded since. */
    Optional<SQLException> failureSince(long nanos) {
        Failure failure = lastFailure;
        return failure == null || failure.startedNanos() - nanos < 0 ? Optional.empty() : Optional.of(failure.cause());
    }

    @Override
    public Connection getConnection() throws SQLException {
        long started = System.nanoTime();
        try {
            Connection connection = DriverManager.getConnection(url, properties);
            try {
                product.start(connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            lastFailure = null;
            return connection;
        } catch (SQLException e) {
            lastFailure = new Failure(started, e);
            throw e;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("one user per source");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    /** Ignored: the driver manager's log-in timeout is one for all of the process; the properties hold one of our own. */
    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("logs nothing");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
