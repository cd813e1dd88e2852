package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.SourceTable;
import java.util.List;
import java.util.Map;

/**
 * A table of the configuration.
 *
 * @param table what the broker sees
 * @param from what stands in FROM
 * @param keyedFrom what stands in FROM before and behind the test of the key column, if the source finds keys faster so; else
 *     empty
 * @param physical the source's spelling of each column, by the broker's name
 */
record DeclaredTable(SourceTable table, String from, List<String> keyedFrom, Map<String, String> physical) {
    DeclaredTable {
        keyedFrom = List.copyOf(keyedFrom);
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
