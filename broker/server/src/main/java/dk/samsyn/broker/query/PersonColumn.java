package dk.samsyn.broker.query;

import dk.samsyn.broker.access.TableName;
import java.util.List;

/**
 * A column behind an answer's visible ones that says whose row it is.
 *
 * @param index its position in the rows of the plan; it holds a canonical number or NULL
 * @param tables the governed tables whose rows about that person the answer's row was made from
 * @param names their names, for the log
 */
record PersonColumn(int index, List<TableName> tables, List<String> names) {
    PersonColumn {
        tables = List.copyOf(tables);
        names = List.copyOf(names);
    }

    PersonColumn(int index, List<TableName> tables) {
        this(index, tables, tables.stream().map(TableName::toString).toList());
    }
}
