package dk.samsyn.broker.release;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Batches in the broker's own database (tables {@code release_…}). A batch is on the disk when {@link #append} returns; brokers
 * that share the database append one after another, each after it has learned what the others added.
 */
final class StoredBatches implements BatchStore {
    private static final String LOCK = "SELECT mark FROM release_epoch WHERE id = 1 FOR UPDATE";

    private final DataSource database;

    private StoredBatches(DataSource database) {
        this.database = database;
    }

    /**
     * Opens the ledger, or begins it.
     *
     * @param secret the noise secret; every person in the ledger is known by it alone
     * @throws QueryException CONFIGURATION if the ledger was made with another secret; LEDGER_RULE if it cannot be read
     */
    static StoredBatches open(DataSource database, NoiseSecret secret) {
        try (Connection connection = database.getConnection()) {
            String known = mark(connection);
            if (known.isEmpty()) {
                begin(connection, secret.mark());
                known = mark(connection);
            }
            if (!known.equals(secret.mark())) {
                throw new QueryException(
                        ErrorCode.CONFIGURATION,
                        "The answer ledger was made with another noise secret: secrets.noise in broker.yaml has changed. Put the"
                                + " former one back; a new one goes with an empty ledger, which two data stewards decide.");
            }
            refuseFormerLayout(connection);
            return new StoredBatches(database);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** Answers that this version cannot read would be drawn anew. */
    private static void refuseFormerLayout(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM release_answer")) {
            rows.next();
            if (rows.getLong(1) > 0) {
                throw new QueryException(
                        ErrorCode.CONFIGURATION,
                        "The answer ledger has answers in the layout of a version before 0.1, which this one does not read. An"
                                + " empty ledger goes with a new noise secret, which two data stewards decide.");
            }
        }
    }

    private static String mark(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT mark FROM release_epoch WHERE id = 1")) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static void begin(Connection connection, String mark) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO release_epoch (id, mark) SELECT 1, ? WHERE NOT EXISTS (SELECT 1 FROM release_epoch)")) {
            insert.setString(1, mark);
            insert.executeUpdate();
        } catch (SQLException e) {
            // Another broker that shares the database was first; its mark is then there to be compared.
            if (mark(connection).isEmpty()) {
                throw e;
            }
        }
    }

    /**
     * Throws unless a batch is in the ledger, or none was asked for.
     *
     * @throws QueryException CONFIGURATION
     */
    void notOlderThan(long batch) {
        if (last() < batch) {
            throw new QueryException(
                    ErrorCode.CONFIGURATION,
                    "The answer ledger is older than the audit log: answers that were given are missing in it. Restore the"
                            + " newest copy of the broker's own database (store in broker.yaml).");
        }
    }

    /** Number of the newest batch, 0 if there is none. */
    long last() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COALESCE(MAX(id), 0) FROM release_batch")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void append(long known, Work work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                lock(connection);
                List<Batch> newer = new BatchReader(connection).after(known);
                Optional<Batch> next = work.next(newer);
                if (next.isPresent()) {
                    new BatchWriter(connection).write(next.get());
                    connection.commit();
                    toDisk(connection);
                } else {
                    connection.rollback();
                }
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException | IOException e) {
            throw unavailable(e);
        }
    }

    private static void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LOCK)) {
            if (!rows.next()) {
                throw new SQLException("the ledger has no beginning");
            }
        }
    }

    /** H2 writes a committed page within half a second by itself; PostgreSQL has written it. */
    private static void toDisk(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
        }
    }

    @Override
    public Members members(long batch, int answer) {
        try (Connection connection = database.getConnection()) {
            return new BatchReader(connection).members(batch, answer);
        } catch (SQLException e) {
            throw unavailable(e);
        } catch (IOException e) {
            throw unavailable(new UncheckedIOException(e));
        }
    }

    private static QueryException unavailable(Exception cause) {
        return Rule.LEDGER.refusal(
                "Svarbogen kan ikke læses eller skrives, så intet kan frigives. Sig det til driften.",
                "The answer ledger cannot be read or written, so nothing can be released. Tell the operators.",
                cause);
    }
}
