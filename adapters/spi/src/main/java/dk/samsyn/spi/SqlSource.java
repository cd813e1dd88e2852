package dk.samsyn.spi;

import java.util.Optional;

/** A source that answers whole SQL statements over its tables. */
public interface SqlSource extends SourceAdapter {
    /** The product's SQL, which decides how a statement is written. */
    Dialect dialect();

    /** SQL text that stands in FROM for a table: a qualified name, or a sub-query in parentheses. */
    String from(String table);

    /**
     * The same for the rows that have some keys in the table's key column, if the source finds them faster in another way than by
     * a condition around the table.
     *
     * @param test stands behind the key column
     */
    default Optional<String> fromKeyed(String table, String test) {
        return Optional.empty();
    }

    /** The source's own spelling of a column, unquoted. */
    String physicalColumn(String table, String column);

    /** Whether every person has one number in this source, so that persons may be joined and counted there. */
    boolean onePersonOneKey();

    /**
     * Starts answering a statement.
     *
     * @throws SourceException if the source fails
     */
    RowCursor query(SqlRequest request, SourceScope scope);

    /** SQL products with tested rendering. */
    enum Dialect {
        POSTGRESQL,
        H2,
        MARIADB
    }
}
