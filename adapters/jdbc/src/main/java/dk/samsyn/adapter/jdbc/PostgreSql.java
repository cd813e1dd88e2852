package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.SqlRequest;
import dk.samsyn.spi.SqlSource.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.PSQLState;

/** PostgreSQL 12 and later. */
final class PostgreSql implements Product {
    /** Bytes that one fetch may bring. */
    private static final String AT_ONCE = "64M";

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public String urlPrefix() {
        return "jdbc:postgresql:";
    }

    @Override
    public Properties properties(String url, Duration timeout) {
        long seconds = Math.max(1, timeout.toSeconds());
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "samsyn");
        properties.setProperty("connectTimeout", Long.toString(Math.min(seconds, 10)));
        properties.setProperty("loginTimeout", Long.toString(Math.min(seconds, 10)));
        properties.setProperty("socketTimeout", Long.toString(seconds + 1));
        properties.setProperty("cancelSignalTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("maxResultBuffer", AT_ONCE);
        // Prepared at once, so that rows come in binary form, and what is asked again is not parsed again.
        properties.setProperty("prepareThreshold", "-1");
        return properties;
    }

    @Override
    public void start(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // The driver's own read-only mode is one of transactions. A timestamp with zone is compared with Copenhagen
            // wall-clock time. A plan made without the keys expects ten of them.
            statement.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY; "
                    + "SET TIME ZONE 'Europe/Copenhagen'; SET plan_cache_mode = 'force_custom_plan';"
                    + " SET standard_conforming_strings = on");
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
        return "CAST(" + column + " AS VARCHAR) COLLATE \"C\"";
    }

    /** An array of varchar compares by index with CHAR, VARCHAR and TEXT; one of text does not with CHAR. */
    @Override
    public Fragment membership(ColumnType type, List<Object> values, int ordinal) {
        return Fragment.of(" = ANY (?)", Binding.array(elementType(type), values));
    }

    /** All at once if they are few: the server uses several processes for no statement that is fetched piece by piece. */
    @Override
    public int fetchSize(SqlRequest.Answer answer, int configured) {
        return answer == SqlRequest.Answer.ROWS ? configured : 0;
    }

    /** A cursor and a setting need a transaction. */
    @Override
    public boolean standsAlone(SqlRequest.Answer answer) {
        return answer == SqlRequest.Answer.FEW_ROWS;
    }

    /**
     * The server takes every combination of expressions over a column for a group of its own, and would sort all rows. The
     * settings end with the transaction.
     */
    @Override
    public void expect(SqlRequest.Answer answer, Connection connection) throws SQLException {
        if (answer == SqlRequest.Answer.FEW_GROUPS) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL enable_sort = off; SET LOCAL parallel_tuple_cost = 0");
            }
        }
    }

    /**
     * Texts as the driver's own escape makes them for {@code standard_conforming_strings} on, which {@link #start} sets; one
     * with a zero byte is left to the driver to refuse.
     */
    @Override
    public Optional<String> literal(Binding.Typed value) {
        return PostgreSqlLiteral.of(value, elementType(value.type()));
    }

    /** By {@code COPY}: the server need not wait for each fetch, and may use several processes, which it does for no cursor. */
    @Override
    public Optional<AnswerRows> streamed(Fragment statement, PreparedStatement described, List<ColumnType> types)
            throws SQLException {
        if (statement.answer() != SqlRequest.Answer.ROWS
                || !statement.preparations().isEmpty()
                || statement.written().isEmpty()) {
            return Optional.empty();
        }
        Optional<List<CopiedColumn>> columns = CopiedColumn.all(types, described.getMetaData());
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        String sql = "COPY (" + statement.written().get() + ") TO STDOUT (FORMAT binary)";
        CopyOut copy = described
                .getConnection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(sql);
        return Optional.of(new CopiedRows(copy, columns.get()));
    }

    @Override
    public boolean tooLarge(SQLException failure) {
        return PSQLState.COMMUNICATION_ERROR.getState().equals(failure.getSQLState());
    }

    /**
     * Asks the server by a connection of its own: {@link Statement#cancel()} does nothing while later rows of a result are
     * fetched.
     */
    @Override
    public void cancel(Connection connection, Statement statement) throws SQLException {
        connection.unwrap(PGConnection.class).cancelQuery();
    }

    private static String elementType(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> "bool";
            case INTEGER -> "int4";
            case BIGINT -> "int8";
            case DECIMAL -> "numeric";
            case DOUBLE -> "float8";
            case VARCHAR -> "varchar";
            case DATE -> "date";
            case TIMESTAMP -> "timestamp";
        };
    }
}
