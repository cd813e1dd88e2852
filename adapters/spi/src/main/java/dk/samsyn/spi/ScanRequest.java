package dk.samsyn.spi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request for rows of one table.
 *
 * @param table name of the table
 * @param columns columns wanted, in the order of the answer's rows; at least one
 * @param conditions conditions the source evaluates, only of kinds it declares
 * @param keys values of the key column, normalised and without duplicates; absent = no key condition, an empty list = no
 *     row
 * @param limit rows wanted at most, only if the table declares {@link Capability#LIMIT}
 */
public record ScanRequest(
        String table,
        List<String> columns,
        List<Condition> conditions,
        Optional<List<String>> keys,
        OptionalLong limit) {
    public ScanRequest {
        columns = List.copyOf(columns);
        conditions = List.copyOf(conditions);
        keys = keys.map(List::copyOf);
    }

    /** A request for whole rows of a table without conditions. */
    public static ScanRequest all(SourceTable table) {
        return new ScanRequest(
                table.name(),
                table.columns().stream().map(SourceColumn::name).toList(),
                List.of(),
                Optional.empty(),
                OptionalLong.empty());
    }

    /** The same request for the given keys. */
    public ScanRequest forKeys(List<String> values) {
        return new ScanRequest(table, columns, conditions, Optional.of(values), limit);
    }
}
