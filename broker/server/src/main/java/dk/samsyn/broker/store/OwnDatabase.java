package dk.samsyn.broker.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * A pool over the broker's own database, brought to the newest schema when it is opened. Migrations are plain SQL that H2 and
 * PostgreSQL both read, in {@code dk/samsyn/broker/store/migration}; every table has the prefix of its owner, such as {@code
 * ledger_}. Several brokers may share one PostgreSQL; an H2 file belongs to one broker.
 */
public final class OwnDatabase implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final HikariDataSource pool;

    private OwnDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * Opens the database and migrates it.
     *
     * @throws QueryException CONFIGURATION if it cannot be reached or migrated; the message names no password
     */
    public static OwnDatabase open(StoreSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("samsyn-store");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT.toMillis());
        HikariDataSource pool = null;
        try {
            pool = new HikariDataSource(config);
            Flyway.configure()
                    .dataSource(pool)
                    .locations("classpath:dk/samsyn/broker/store/migration")
                    .table("schema_history")
                    // Owners number their migrations in ranges of their own, and no table refers to another owner's.
                    .outOfOrder(true)
                    .load()
                    .migrate();
            return new OwnDatabase(pool);
        } catch (HikariPool.PoolInitializationException | FlywayException e) {
            if (pool != null) {
                pool.close();
            }
            throw new QueryException(
                    ErrorCode.CONFIGURATION,
                    "The broker's own database cannot be opened or migrated: check store in broker.yaml, and that no other"
                            + " broker has the file open.",
                    e);
        }
    }

    /** Pooled connections, auto-commit on. */
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
