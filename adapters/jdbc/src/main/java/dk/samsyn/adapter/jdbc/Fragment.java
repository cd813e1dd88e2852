package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.SqlRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a statement.
 *
 * @param sql text with a {@code ?} for each binding
 * @param bindings values in the order of the text
 * @param preparations what must happen on the connection first
 * @param answer what the answer is expected to be
 * @param written the same text with its values in it, if they may be written and the product writes them
 */
record Fragment(
        String sql,
        List<Binding> bindings,
        List<Preparation> preparations,
        SqlRequest.Answer answer,
        Optional<String> written) {
    Fragment(String sql, List<Binding> bindings, List<Preparation> preparations) {
        this(sql, bindings, preparations, SqlRequest.Answer.ROWS, Optional.empty());
    }

    Fragment {
        bindings = List.copyOf(bindings);
        preparations = List.copyOf(preparations);
    }

    /** The same with another expectation. */
    Fragment expecting(SqlRequest.Answer expected) {
        return new Fragment(sql, bindings, preparations, expected, written);
    }

    static Fragment of(String sql, Binding... bindings) {
        return new Fragment(sql, List.of(bindings), List.of());
    }

    /** A test for membership with a parameter for each value. */
    static Fragment list(ColumnType type, List<Object> values) {
        return new Fragment(
                " IN (" + String.join(",", Collections.nCopies(values.size(), "?")) + ")",
                values.stream()
                        .<Binding>map(value -> Binding.value(type, value))
                        .toList(),
                List.of());
    }

    /** Work on the connection before its statement, such as filling a temporary table with keys. */
    @FunctionalInterface
    interface Preparation {
        void run(Connection connection) throws SQLException;
    }
}
