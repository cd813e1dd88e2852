package dk.samsyn.broker.steward;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.steward.StoredSet.Signature;
import dk.samsyn.broker.steward.StoredSet.State;
import dk.samsyn.spi.ErrorCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sets and activations in the broker's own database. Two who act at once collide on a key, and the second is refused. */
final class SetStore {
    private final DataSource database;

    SetStore(DataSource database) {
        this.database = database;
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** All sets, oldest first. */
    List<StoredSet> sets() {
        return run(connection -> {
            List<SetActivation> activations = activations(connection);
            List<StoredSet> sets = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT number, version, based_on, note,"
                            + " submitted_by, submitted_at, approved_by, approved_at FROM policy_set ORDER BY number");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    sets.add(set(rows, activations));
                }
            }
            return List.copyOf(sets);
        });
    }

    Optional<StoredSet> set(int number) {
        return sets().stream().filter(set -> set.number() == number).findFirst();
    }

    /** The activation in force, or empty if there never was one. */
    Optional<SetActivation> current() {
        return run(connection -> last(activations(connection)));
    }

    /** All activations, oldest first. */
    List<SetActivation> activations() {
        return run(SetStore::activations);
    }

    /** The texts of a set. */
    SetFiles files(int number) {
        return run(connection -> {
            Map<String, String> texts = new TreeMap<>();
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT name, content FROM policy_file WHERE set_number = ?")) {
                select.setInt(1, number);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        texts.put(rows.getString(1), rows.getString(2));
                    }
                }
            }
            return SetFiles.of(texts);
        });
    }

    /** Keeps a set and gives it the next number. */
    int add(String version, SetFiles files, String note, Signature by) {
        return transaction(connection -> {
            int number = 1 + highest(connection, "SELECT MAX(number) FROM policy_set");
            Optional<SetActivation> active = last(activations(connection));
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO policy_set (number, version, based_on, note, submitted_by, submitted_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?)")) {
                insert.setInt(1, number);
                insert.setString(2, version);
                insert.setObject(3, active.map(SetActivation::set).orElse(null), java.sql.Types.INTEGER);
                insert.setString(4, note);
                insert.setString(5, by.by());
                insert.setObject(6, by.at().atOffset(ZoneOffset.UTC));
                insert.executeUpdate();
            }
            write(connection, number, files);
            return number;
        });
    }

    /** Signs a set; its texts say so afterwards. */
    void approve(int number, SetFiles stamped, Signature by) {
        transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE policy_set SET approved_by = ?, approved_at = ? WHERE number = ? AND approved_by IS NULL")) {
                update.setString(1, by.by());
                update.setObject(2, by.at().atOffset(ZoneOffset.UTC));
                update.setInt(3, number);
                if (update.executeUpdate() != 1) {
                    throw collision(null);
                }
            }
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM policy_file WHERE set_number = ?")) {
                delete.setInt(1, number);
                delete.executeUpdate();
            }
            write(connection, number, stamped);
            return number;
        });
    }

    /**
     * Brings a set into force, at once and for all brokers that share the database.
     *
     * @param after the activation that was in force when the caller decided; another by now is a collision
     */
    void activate(SetActivation next, int after) {
        transaction(connection -> {
            int now = last(activations(connection)).map(SetActivation::sequence).orElse(0);
            if (now != after || next.sequence() != after + 1) {
                throw collision(null);
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO policy_activation (seq, set_number, previous_set, activated_by, activated_at, rolled_back)"
                            + " VALUES (?, ?, ?, ?, ?, ?)")) {
                insert.setInt(1, next.sequence());
                insert.setInt(2, next.set());
                insert.setObject(3, next.previous(), java.sql.Types.INTEGER);
                insert.setString(4, next.by());
                insert.setObject(5, next.at().atOffset(ZoneOffset.UTC));
                insert.setBoolean(6, next.rolledBack());
                insert.executeUpdate();
            }
            return next.sequence();
        });
    }

    private static void write(Connection connection, int number, SetFiles files) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO policy_file (set_number, name, content) VALUES (?, ?, ?)")) {
            for (Map.Entry<String, String> text : files.texts().entrySet()) {
                insert.setInt(1, number);
                insert.setString(2, text.getKey());
                insert.setString(3, text.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static StoredSet set(ResultSet row, List<SetActivation> activations) throws SQLException {
        int number = row.getInt(1);
        Integer basedOn = row.getObject(3, Integer.class);
        Signature submitted = new Signature(row.getString(5), instant(row, 6));
        Signature approved = row.getString(7) == null ? null : new Signature(row.getString(7), instant(row, 8));
        Optional<SetActivation> active = last(activations);
        boolean used = activations.stream().anyMatch(activation -> activation.set() == number);
        boolean inForce =
                active.filter(activation -> activation.set() == number).isPresent();
        State state = inForce ? State.ACTIVE : used ? State.RETIRED : approved != null ? State.APPROVED : State.REVIEW;
        boolean waiting = state == State.REVIEW || state == State.APPROVED;
        boolean moved = !active.map(SetActivation::set).equals(Optional.ofNullable(basedOn));
        return new StoredSet(
                number, row.getString(2), state, basedOn, row.getString(4), submitted, approved, waiting && moved);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static List<SetActivation> activations(Connection connection) throws SQLException {
        List<SetActivation> all = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT seq, set_number, previous_set, activated_by,"
                                + " activated_at, rolled_back FROM policy_activation ORDER BY seq");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                all.add(new SetActivation(
                        rows.getInt(1),
                        rows.getInt(2),
                        rows.getObject(3, Integer.class),
                        rows.getString(4),
                        instant(rows, 5),
                        rows.getBoolean(6)));
            }
        }
        return all;
    }

    private static Optional<SetActivation> last(List<SetActivation> activations) {
        return activations.isEmpty() ? Optional.empty() : Optional.of(activations.get(activations.size() - 1));
    }

    private static int highest(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private <T> T run(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw new QueryException(ErrorCode.INTERNAL, "the broker's own database does not answer", e);
        }
    }

    private <T> T transaction(Work<T> work) {
        return run(connection -> {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException e) {
                connection.rollback();
                // SQLSTATE class 23: somebody else took the number.
                if (e.getSQLState() != null && e.getSQLState().startsWith("23")) {
                    throw collision(e);
                }
                throw e;
            } catch (QueryException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    private static QueryException collision(@Nullable Throwable cause) {
        return new QueryException(
                ErrorCode.POLICY_SET_STATE,
                "Somebody else has just changed the sets. Look at them and try again.",
                cause);
    }
}
