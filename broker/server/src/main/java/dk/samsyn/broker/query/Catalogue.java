package dk.samsyn.broker.query;

import java.util.List;

/**
 * What a session may see, for metadata calls and completion. Made from configuration and policies; no source is asked.
 *
 * @param tables tables in order of schema and name
 * @param withheld what exists and is refused with a policy's sentence, which is the table's remark: whole tables, and of tables that
 *     may be seen the columns that may not
 */
public record Catalogue(List<Table> tables, List<Table> withheld) {
    public Catalogue {
        tables = List.copyOf(tables);
        withheld = List.copyOf(withheld);
    }

    /** A catalogue of which no policy announces more. */
    public Catalogue(List<Table> tables) {
        this(tables, List.of());
    }

    /**
     * A table or view.
     *
     * @param schema {@code sundhed} or {@code samsyn}
     * @param name table name
     * @param kind {@code TABLE} or {@code VIEW}
     * @param remarks one sentence in Danish
     * @param columns columns in order
     * @param primaryKey names of the key's columns, possibly none
     * @param foreignKeys references, such as {@code pid} to {@code sundhed.borger}
     */
    public record Table(
            String schema,
            String name,
            String kind,
            String remarks,
            List<ResultColumn> columns,
            List<String> primaryKey,
            List<ForeignKey> foreignKeys) {}

    /** {@code column} refers to {@code otherColumn} of {@code otherTable} in the same schema. */
    public record ForeignKey(String column, String otherTable, String otherColumn) {}
}
