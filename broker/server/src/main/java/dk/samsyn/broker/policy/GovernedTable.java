package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A governed table as policies see it: names and classes, no data.
 *
 * @param name qualified name
 * @param category kind of data, the word that consents and blocks use, such as {@code laboratorie}
 * @param columns all columns in the catalogue's order, those of provenance too
 */
public record GovernedTable(TableName name, String category, List<GovernedColumn> columns) {
    public GovernedTable {
        columns = List.copyOf(columns);
    }

    /** The column with that name. */
    public Optional<GovernedColumn> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst();
    }
}
