package dk.samsyn.broker.release;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may be asked of one table or view where only groups leave.
 *
 * @param name the table
 * @param onePerPerson whether it has at most one row per person
 * @param columns rules by column
 * @param period columns of the first and last day of validity, if its rows hold for a time
 * @param provider column of the organisation that the rows tell about and that is protected too (rule 10)
 * @param keys for a table without persons: columns that are unique in it and may be joined to
 */
public record TableRule(
        String name,
        boolean onePerPerson,
        Map<String, ColumnRule> columns,
        Optional<Period> period,
        Optional<String> provider,
        List<String> keys) {
    public TableRule {
        columns = Map.copyOf(columns);
        keys = List.copyOf(keys);
    }

    /** Columns of a time of validity; the last day may be missing. */
    public record Period(String from, String to) {}

    /** The rule of a column; closed if no file mentions it. */
    public ColumnRule column(String column) {
        return columns.getOrDefault(column, ColumnRule.closed(column));
    }
}
