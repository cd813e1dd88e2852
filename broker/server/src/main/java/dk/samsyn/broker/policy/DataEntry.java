package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.TableName;
import java.util.List;
import java.util.Optional;

/**
 * One entry under {@code data} of a policy.
 *
 * @param tables qualified names or {@code schema.*}
 * @param except qualified names taken out of the patterns
 * @param rows SQL condition over the table's own columns, named conditions already opened; empty for all rows. Besides {@code
 *     :user.NAME} it may hold {@code :table.category} and {@code :row.COLUMN}, which {@link PolicyEngine} fills in per table
 * @param columns what is shown of a row
 * @param category the category that consents are asked for, if it is not the table's own
 */
public record DataEntry(
        List<String> tables, List<String> except, Optional<String> rows, Columns columns, Optional<String> category) {
    public DataEntry {
        tables = List.copyOf(tables);
        except = List.copyOf(except);
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("an entry names at least one table");
        }
    }

    /** Whether the entry is about that table. */
    public boolean covers(TableName table) {
        return matchesAny(tables, table) && !matchesAny(except, table);
    }

    private static boolean matchesAny(List<String> patterns, TableName table) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, table));
    }

    /** Whether a name or a {@code schema.*} means that table. */
    public static boolean matches(String pattern, TableName table) {
        return pattern.equals(table.toString()) || pattern.equals(table.schema() + ".*");
    }
}
