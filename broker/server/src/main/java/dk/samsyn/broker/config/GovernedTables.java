package dk.samsyn.broker.config;

import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.ColumnClass;
import dk.samsyn.broker.policy.GovernedColumn;
import dk.samsyn.broker.policy.GovernedTable;
import java.util.List;
import java.util.Locale;

/** The declared tables as policies see them, whether or not a source fills them. */
public final class GovernedTables {
    private GovernedTables() {}

    /** Every table that the schema declares. */
    public static List<GovernedTable> of(SchemaConfig schema) {
        return schema.tables().values().stream().map(GovernedTables::governed).toList();
    }

    private static GovernedTable governed(SchemaConfig.Table table) {
        List<GovernedColumn> columns = table.columns().stream()
                .map(column -> new GovernedColumn(
                        column.name(),
                        column.type().pid()
                                ? "pid"
                                : column.type().type().name().toLowerCase(Locale.ROOT),
                        ColumnClass.ofLetter(String.valueOf(column.sensitivity()))))
                .toList();
        return new GovernedTable(TableName.parse(table.name()), table.category(), columns);
    }
}
