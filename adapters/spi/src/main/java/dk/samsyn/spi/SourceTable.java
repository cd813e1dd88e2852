package dk.samsyn.spi;

import java.util.List;
import java.util.Set;

/**
 * One table of a source as the broker sees it.
 *
 * @param name lower-case name, unique in its source
 * @param columns columns in order
 * @param key how the table is asked by key
 * @param capabilities what the source can do for this table
 * @param estimatedRows rough number of rows, for planning only; never shown to a user
 * @param partitionColumn column whose value names the partition a row comes from, or empty for a table in one place
 */
public record SourceTable(
        String name,
        List<SourceColumn> columns,
        KeyPattern key,
        Set<Capability> capabilities,
        long estimatedRows,
        String partitionColumn) {
    public SourceTable {
        columns = List.copyOf(columns);
        capabilities = Set.copyOf(capabilities);
        if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("a table name is lower-case letters, digits and underscores: " + name);
        }
        if (columns.stream().map(SourceColumn::name).distinct().count() != columns.size()) {
            throw new IllegalArgumentException(name + ": two columns have the same name");
        }
    }

    /** Position of a column, or -1. */
    public int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(column)) {
                return i;
            }
        }
        return -1;
    }

    /** The named column. */
    public SourceColumn column(String column) {
        int index = indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException(name + " has no column " + column);
        }
        return columns.get(index);
    }
}
