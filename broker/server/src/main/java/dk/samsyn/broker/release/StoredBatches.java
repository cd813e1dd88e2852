package dk.samsyn.broker.release;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Batches in the broker's own database (tables {@code release_…}). A batch is on the disk when {@link #append} returns; brokers
 * that share the database append one after another, each after it has learned what the others added.
 */
final class StoredBatches implements BatchStore {
    private static final String LOCK = "SELECT mark FROM release_epoch WHERE id = 1 FOR UPDATE";

    private static final List<String> TABLES = List.of(
            "release_approval",
            "release_partition",
            "release_content",
            "release_batch",
            "release_answer",
            "release_piece",
            "release_epoch");

    private final DataSource database;
    private final String mark;
    private final Beginning beginning;

    private StoredBatches(DataSource database, String mark, Beginning beginning) {
        this.database = database;
        this.mark = mark;
        this.beginning = beginning;
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
                                + " former one back; a new one goes with an empty ledger, which two data stewards start with"
                                + " 'samsyn ledger afresh'.");
            }
            refuseFormerLayout(connection);
            return new StoredBatches(database, known, beginning(connection));
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static Beginning beginning(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT after_batch, afresh FROM release_epoch WHERE id = 1")) {
            return rows.next()
                    ? new Beginning(
                            rows.getLong(1),
                            Optional.ofNullable(rows.getDate(2)).map(Date::toLocalDate))
                    : Beginning.FIRST;
        }
    }

    @Override
    public Beginning beginning() {
        return beginning;
    }

    /**
     * Throws a ledger away and begins an empty one under another secret: all or nothing, on the disk when it returns. A broker that
     * still uses the former one releases nothing more.
     *
     * @param after the newest batch that anybody was told of; the first of the new ledger is the next
     * @param day today
     * @return batches that were thrown away
     * @throws QueryException CONFIGURATION if the ledger was made with this very secret; LEDGER_RULE if it cannot be written
     */
    static long afresh(DataSource database, NoiseSecret secret, long after, LocalDate day) {
        try (Connection connection = database.getConnection()) {
            if (mark(connection).equals(secret.mark())) {
                throw new QueryException(
                        ErrorCode.CONFIGURATION,
                        "The noise secret is still that of the ledger: with it, whoever kept former answers would see which groups"
                                + " have changed. Put a new one into secrets.noise of broker.yaml.");
            }
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                long batches = count(statement, "release_batch");
                for (String table : TABLES) {
                    statement.executeUpdate("DELETE FROM " + table);
                }
                try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO release_epoch (id, mark, after_batch, afresh) VALUES (1, ?, ?, ?)")) {
                    insert.setString(1, secret.mark());
                    insert.setLong(2, after);
                    insert.setDate(3, Date.valueOf(day));
                    insert.executeUpdate();
                }
                connection.commit();
                toDisk(connection);
                return batches;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static long count(Statement statement, String table) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Answers that this version cannot read would be drawn anew. */
    private static void refuseFormerLayout(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (count(statement, "release_answer") > 0) {
                throw new QueryException(
                        ErrorCode.CONFIGURATION,
                        "The answer ledger has answers in the layout of a version before 0.1, which this one does not read. An"
                                + " empty ledger goes with a new noise secret: two data stewards start it with 'samsyn ledger"
                                + " afresh'.");
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
                            + " newest copy of the broker's own database (store in broker.yaml). If there is none, two data"
                            + " stewards start an empty ledger under a new noise secret with 'samsyn ledger afresh'.");
        }
    }

    /** Number of the newest batch, or the one that it begins after. */
    long last() {
        return Math.max(newest(database), beginning.after());
    }

    /** Number of the newest batch in a ledger, whatever secret it was made with; 0 if there is none. */
    static long newest(DataSource database) {
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

    private void lock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(LOCK)) {
            if (!rows.next()) {
                throw new SQLException("the ledger has no beginning");
            }
            if (!rows.getString(1).equals(mark)) {
                throw new SQLException("the ledger was started afresh under another secret");
            }
        }
    }

    /** H2 writes a committed page within half a second by itself; PostgreSQL has written it. */
    static void toDisk(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseProductName().equals("H2")) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CHECKPOINT SYNC");
            }
        }
    }

    @Override
    public long approved(BudgetApproval.Subject subject, String period) {
        try (Connection connection = database.getConnection()) {
            return BudgetApproval.approved(connection, subject, period);
        } catch (SQLException e) {
            throw unavailable(e);
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

    static QueryException unavailable(Exception cause) {
        return Rule.LEDGER.refusal(
                "Svarbogen kan ikke læses eller skrives, så intet kan frigives. Sig det til driften.",
                "The answer ledger cannot be read or written, so nothing can be released. Tell the operators.",
                cause);
    }
}
