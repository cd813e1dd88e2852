package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.SqlSource.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/** MariaDB 10.6 and later, in a mode in which {@code ||} joins texts and a backslash is a character. */
final class MariaDb implements Product {
    private static final String MODES = "STRICT_TRANS_TABLES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES";

    /** A statement prepared by the server takes at most 65,535 parameters; the driver writes larger ones itself. */
    private static final int PREPARED_PARAMETERS = 8_192;

    private final boolean wallClockOnly;

    /**
     * The product.
     *
     * @param wallClockOnly whether no column is of MariaDB's type TIMESTAMP, so that the server needs no table of time zones
     */
    MariaDb(boolean wallClockOnly) {
        this.wallClockOnly = wallClockOnly;
    }

    @Override
    public Dialect dialect() {
        return Dialect.MARIADB;
    }

    @Override
    public String urlPrefix() {
        return "jdbc:mariadb:";
    }

    @Override
    public Properties properties(String url, Duration timeout) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", Long.toString(Math.min(timeout.toMillis(), 10_000)));
        properties.setProperty("socketTimeout", Long.toString(timeout.toMillis() + 1_000));
        properties.setProperty("sessionVariables", "sql_mode='" + MODES + "'");
        properties.setProperty("useServerPrepStmts", "true");
        properties.setProperty("allowMultiQueries", "false");
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("tinyInt1isBit", "false");
        return properties;
    }

    @Override
    public void start(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet mode = statement.executeQuery("SELECT @@SESSION.sql_mode")) {
                if (!mode.next() || !Set.of(mode.getString(1).split(",")).containsAll(Set.of(MODES.split(",")))) {
                    throw new SQLException("the session does not have the SQL mode it was given", "08004");
                }
            }
            statement.execute("SET SESSION TRANSACTION READ ONLY");
            if (!wallClockOnly) {
                statement.execute("SET SESSION time_zone = 'Europe/Copenhagen'");
            }
        }
    }

    @Override
    public String quote(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    @Override
    public String partitionParameter() {
        return "CAST(? AS CHAR)";
    }

    @Override
    public String binaryOrder(String column) {
        return "CONVERT(" + column + " USING utf8mb4) COLLATE utf8mb4_nopad_bin";
    }

    @Override
    public Fragment membership(ColumnType type, List<Object> values, int ordinal) {
        if (values.isEmpty()) {
            return Fragment.of(" IN (SELECT NULL FROM DUAL WHERE 1 = 0)");
        }
        List<Object> padded = new ArrayList<>(values);
        padded.addAll(Collections.nCopies(padded(values.size()) - values.size(), values.get(0)));
        return Fragment.list(type, padded);
    }

    /** A power of two, so that the server sees few different texts; a large set as it is. */
    private static int padded(int size) {
        return size >= PREPARED_PARAMETERS
                ? size
                : Integer.highestOneBit(size) == size ? size : Integer.highestOneBit(size) << 1;
    }

    @Override
    public String prefix(int parameters) {
        return parameters > PREPARED_PARAMETERS ? "/*client prepare*/ " : "";
    }

    /** Rows that are read piece by piece need no transaction, and each is a trip to the server to end. */
    @Override
    public boolean commitsEach() {
        return true;
    }

    @Override
    public void cancel(Connection connection, Statement statement) throws SQLException {
        statement.cancel();
    }

    @Override
    public boolean readsRestOnClose() {
        return true;
    }

    /** A TIMESTAMP is read in the session's zone, which is right only where the zone was set. */
    @Override
    public boolean readable(ColumnType declared, String productType) {
        return !(wallClockOnly && productType.equals("TIMESTAMP"));
    }
}
