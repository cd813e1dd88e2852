package dk.samsyn.spi;

import java.util.Map;

/**
 * What a source's own catalogue says of a table, or what the source declares. For planning only, never shown to a user: the
 * frequent values are data.
 *
 * @param rows rows, about
 * @param columns by name those columns of which something is known
 */
public record TableStatistics(double rows, Map<String, ColumnStatistics> columns) {
    public TableStatistics {
        columns = Map.copyOf(columns);
    }
}
