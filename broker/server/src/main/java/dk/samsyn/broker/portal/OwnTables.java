package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Witness;
import dk.samsyn.spi.ErrorCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the pages in the broker's own database, all with the prefix {@code portal_}. Values are bound; statements are
 * constants of this program. Persons stand in them by their person number, never by a user's {@code pid}.
 */
public final class OwnTables {
    private final DataSource database;
    private final Witness witness;

    /**
     * The tables.
     *
     * @param witness is told of blocks and consents
     */
    public OwnTables(DataSource database, Witness witness) {
        this.database = database;
        this.witness = witness;
    }

    /** Tells of an act before it is done. */
    public void tell(String user, String act, Map<String, Object> details) {
        witness.act(user, act, details);
    }

    /** Reads a row; the cursor stands on it. */
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All rows. */
    public <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... values) {
        return with(connection -> {
            try (PreparedStatement statement = prepared(connection, sql, values);
                    ResultSet rows = statement.executeQuery()) {
                List<T> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
                return all;
            } catch (SQLException e) {
                throw failed(e);
            }
        });
    }

    /** A statement that changes rows, with its values. */
    public record Change(String sql, List<@Nullable Object> values) {
        public Change {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }

        public static Change of(String sql, @Nullable Object... values) {
            return new Change(sql, Arrays.asList(values));
        }
    }

    /** Makes these changes together: all of them, or none if one fails or the broker ends in between. */
    public void changeTogether(List<Change> changes) {
        with(connection -> {
            try {
                connection.setAutoCommit(false);
                try {
                    for (Change change : changes) {
                        try (PreparedStatement statement = prepared(
                                connection, change.sql(), change.values().toArray())) {
                            statement.executeUpdate();
                        }
                    }
                    connection.commit();
                } catch (SQLException e) {
                    connection.rollback();
                    throw e;
                } finally {
                    connection.setAutoCommit(true);
                }
                return changes.size();
            } catch (SQLException e) {
                throw failed(e);
            }
        });
    }

    /** Changes rows; how many. */
    public int change(String sql, @Nullable Object... values) {
        return with(connection -> {
            try (PreparedStatement statement = prepared(connection, sql, values)) {
                return statement.executeUpdate();
            } catch (SQLException e) {
                throw failed(e);
            }
        });
    }

    private <T> T with(Function<Connection, T> work) {
        try (Connection connection = database.getConnection()) {
            return work.apply(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, @Nullable Object[] values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static QueryException failed(SQLException e) {
        return new QueryException(ErrorCode.INTERNAL, "the broker's own database did not answer", e);
    }
}
