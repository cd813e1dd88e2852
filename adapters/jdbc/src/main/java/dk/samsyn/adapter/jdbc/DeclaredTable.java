package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.SourceTable;
import java.util.Map;

/**
 * A table of the configuration.
 *
 * @param table what the broker sees
 * @param from what stands in FROM
 * @param physical the source's spelling of each column, by the broker's name
 */
record DeclaredTable(SourceTable table, String from, Map<String, String> physical) {
    DeclaredTable {
        physical = Map.copyOf(physical);
    }

    String physicalColumn(String column) {
        String name = physical.get(column);
        if (name == null) {
            throw new IllegalArgumentException(table.name() + " has no column " + column);
        }
        return name;
    }
}
