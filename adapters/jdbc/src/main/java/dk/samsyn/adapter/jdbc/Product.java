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

/** What differs between database products: settings of a connection, spelling of parameters, and how a call is stopped. */
sealed interface Product permits PostgreSql, MariaDb, H2 {
    /** The product of a dialect. */
    static Product of(Dialect dialect, boolean wallClockOnly) {
        return switch (dialect) {
            case POSTGRESQL -> new PostgreSql();
            case H2 -> new H2();
            case MARIADB -> new MariaDb(wallClockOnly);
        };
    }

    Dialect dialect();

    /** How every address of the product begins. */
    String urlPrefix();

    /**
     * Properties of a new connection.
     *
     * @param url the address, whose own properties win
     * @param timeout longest wait for one answer
     */
    Properties properties(String url, Duration timeout);

    /** Brings a new connection into the state that statements rely on, and checks it. */
    void start(Connection connection) throws SQLException;

    /** An identifier, quoted so that it can be nothing else. */
    String quote(String identifier);

    /** The value of a partition as an expression of type text. */
    String partitionParameter();

    /** A column of text, as compared code point by code point. */
    String binaryOrder(String column);

    /**
     * The test that follows a column and is true if the column equals one of the values.
     *
     * @param type type of the values
     * @param values distinct values in the Java form of the type, possibly none
     * @param ordinal position among the sets of the same statement, from 1
     */
    Fragment membership(ColumnType type, List<Object> values, int ordinal);

    /** A value as an expression of its type, if it may stand in a text; the parameter means the same. */
    default Optional<String> literal(Binding.Typed value) {
        return Optional.empty();
    }

    /**
     * Sends a statement so that its rows come in a stream of the product's own.
     *
     * @param described the same statement prepared, with its values
     * @param types types of the columns
     * @return nothing if this statement or these columns cannot be had so: then nothing has been sent
     */
    default Optional<AnswerRows> streamed(Fragment statement, PreparedStatement described, List<ColumnType> types)
            throws SQLException {
        return Optional.empty();
    }

    /** What the text of a statement begins with if it has this many parameters. */
    default String prefix(int parameters) {
        return "";
    }

    /** Rows fetched at a time, 0 for all at once, of an answer that is expected to be so. */
    default int fetchSize(SqlRequest.Answer answer, int configured) {
        return configured;
    }

    /** Whether every statement may be a transaction of its own, however its rows are fetched. */
    default boolean commitsEach() {
        return false;
    }

    /**
     * Whether a statement with such an answer, and with nothing to prepare, needs no transaction around it: then none has to be
     * ended, which is a trip to the server as long as that of a small answer itself.
     */
    default boolean standsAlone(SqlRequest.Answer answer) {
        return false;
    }

    /** Readies a connection for the one statement that follows. */
    default void expect(SqlRequest.Answer answer, Connection connection) throws SQLException {}

    /** Whether a statement failed because its answer was larger than what may be sent at once. */
    default boolean tooLarge(SQLException failure) {
        return false;
    }

    /** Stops what the connection is doing; called by another thread, may block for a moment. */
    void cancel(Connection connection, Statement statement) throws SQLException;

    /** Whether closing a result early reads all the rest first, so that it is better cancelled. */
    default boolean readsRestOnClose() {
        return false;
    }

    /** Whether the driver can bound a wait for the network on an open connection. */
    default boolean limitsNetworkWait() {
        return true;
    }

    /** Whether a column of the product's type can be read as the declared type without a wrong value. */
    default boolean readable(ColumnType declared, String productType) {
        return true;
    }
}
