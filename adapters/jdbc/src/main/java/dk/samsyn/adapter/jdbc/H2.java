package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.SqlSource.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** H2 2.x. */
final class H2 implements Product {
    /**
     * Up to this many keys travel as an array. H2 compares each row that the index finds with every element, so that a large
     * set costs its square; a table of keys is looked up by hash.
     */
    private static final int KEYS_IN_ARRAY = 256;

    /** H2 takes no array of more than 65,536 elements. */
    private static final int KEYS_PER_INSERT = 50_000;

    @Override
    public Dialect dialect() {
        return Dialect.H2;
    }

    @Override
    public String urlPrefix() {
        return "jdbc:h2:";
    }

    @Override
    public Properties properties(String url, Duration timeout) {
        Properties properties = new Properties();
        if (!url.toUpperCase(Locale.ROOT).contains(";IFEXISTS=")) {
            // A mistyped address is an error and not a new, empty database.
            properties.setProperty("IFEXISTS", "TRUE");
        }
        properties.setProperty("NETWORK_TIMEOUT", Long.toString(timeout.toMillis() + 1_000));
        return properties;
    }

    @Override
    public void start(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'Europe/Copenhagen'");
        }
    }

    @Override
    public String quote(String identifier) {
        return "\"" + identifier.replace("\"", "\"\"") + "\"";
    }

    @Override
    public String partitionParameter() {
        return "CAST(? AS VARCHAR)";
    }

    @Override
    public String binaryOrder(String column) {
        return column;
    }

    @Override
    public Fragment membership(ColumnType type, List<Object> values, int ordinal) {
        if (!values.isEmpty() && !travelsInArray(type)) {
            return Fragment.list(type, values);
        }
        if (values.size() <= KEYS_IN_ARRAY) {
            return Fragment.of(" = ANY (?)", Binding.array(elementType(type), values));
        }
        String table = "\"samsyn_" + type.name().toLowerCase(Locale.ROOT) + "_" + ordinal + "\"";
        return new Fragment(
                " IN (SELECT k FROM " + table + ")",
                List.of(),
                List.of(connection -> fill(connection, table, type, values)));
    }

    /** In an array the driver moves a time that the session's zone skips in spring, and reads numbers anew. */
    private static boolean travelsInArray(ColumnType type) {
        return type == ColumnType.VARCHAR || type == ColumnType.INTEGER || type == ColumnType.BIGINT;
    }

    private static void fill(Connection connection, String table, ColumnType type, List<Object> values)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE LOCAL TEMPORARY TABLE IF NOT EXISTS " + table + " (k " + elementType(type)
                    + " PRIMARY KEY) NOT PERSISTENT");
            statement.execute("DELETE FROM " + table);
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + table + " SELECT k FROM UNNEST(?) u(k)")) {
            for (int start = 0; start < values.size(); start += KEYS_PER_INSERT) {
                List<Object> chunk = values.subList(start, Math.min(values.size(), start + KEYS_PER_INSERT));
                insert.setArray(1, connection.createArrayOf(elementType(type), chunk.toArray()));
                insert.executeUpdate();
            }
        }
        // H2 keeps the result of a sub-query only if its table has no uncommitted rows.
        connection.commit();
    }

    @Override
    public void cancel(Connection connection, Statement statement) throws SQLException {
        statement.cancel();
    }

    /** The driver ignores a limit that is set later; the one in the properties holds from the log-in on. */
    @Override
    public boolean limitsNetworkWait() {
        return false;
    }

    private static String elementType(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> "BOOLEAN";
            case INTEGER -> "INTEGER";
            case BIGINT -> "BIGINT";
            case DECIMAL -> "DECFLOAT";
            case DOUBLE -> "DOUBLE PRECISION";
            case VARCHAR -> "VARCHAR";
            case DATE -> "DATE";
            case TIMESTAMP -> "TIMESTAMP";
        };
    }
}
