package dk.samsyn.region.praksis;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Fills one table, many rows per statement: H2 spends most of an insert on the statement, not on the row.
 *
 * <p>Rows are kept until {@link #ROWS} of them are there; {@link #close()} writes the rest.
 */
final class BulkInsert implements AutoCloseable {
    private static final int ROWS = 64;

    private final Connection connection;
    private final String table;
    private final int columns;
    private final @Nullable Object[] pending;
    private @Nullable PreparedStatement full;
    private int rows;

    BulkInsert(Connection connection, String table, int columns) {
        this.connection = connection;
        this.table = table;
        this.columns = columns;
        this.pending = new @Nullable Object[ROWS * columns];
    }

    /** Adds a row: one value per column in the table's order. */
    void add(@Nullable Object... values) throws SQLException {
        if (values.length != columns) {
            throw new IllegalArgumentException(table + " has " + columns + " columns");
        }
        System.arraycopy(values, 0, pending, rows * columns, columns);
        rows++;
        if (rows == ROWS) {
            PreparedStatement statement = full;
            if (statement == null) {
                statement = connection.prepareStatement(statement(ROWS));
                full = statement;
            }
            write(statement);
        }
    }

    @Override
    public void close() throws SQLException {
        if (rows > 0) {
            try (PreparedStatement rest = connection.prepareStatement(statement(rows))) {
                write(rest);
            }
        }
        PreparedStatement statement = full;
        if (statement != null) {
            statement.close();
        }
    }

    private void write(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < rows * columns; i++) {
            statement.setObject(i + 1, pending[i]);
        }
        statement.executeUpdate();
        rows = 0;
    }

    private String statement(int count) {
        String row = "(" + "?,".repeat(columns - 1) + "?)";
        return "INSERT INTO " + table + " VALUES " + (row + ",").repeat(count - 1) + row;
    }
}
