package dk.samsyn.broker.config;

import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.DataEntry;
import dk.samsyn.broker.policy.GovernedTable;
import java.util.List;
import java.util.Optional;

/** The declared governed tables, whether or not a source fills them. */
record TablesOfSchema(List<GovernedTable> tables) {
    TablesOfSchema {
        tables = List.copyOf(tables);
    }

    /** The tables a name or {@code schema.*} means. */
    List<GovernedTable> matching(String pattern) {
        return tables.stream()
                .filter(table -> DataEntry.matches(pattern, table.name()))
                .toList();
    }

    /** The table that a condition names; unqualified names are in {@code sundhed}. */
    Optional<GovernedTable> named(String name) {
        TableName table = TableName.parse(name);
        return tables.stream().filter(each -> each.name().equals(table)).findFirst();
    }
}
