package dk.samsyn.broker.release;

import java.util.Map;

/**
 * The reviewed declarations behind rules 3 to 6, one for each table and view; what is not declared cannot be asked.
 *
 * @param tables by name
 */
public record ReleaseSchema(Map<String, TableRule> tables) {
    public ReleaseSchema {
        tables = Map.copyOf(tables);
    }

    /** The rule of a table; without a declaration none of its columns may be used. */
    public TableRule table(String name) {
        TableRule rule = tables.get(name);
        return rule != null
                ? rule
                : new TableRule(
                        name,
                        false,
                        Map.of(),
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.util.List.of());
    }
}
