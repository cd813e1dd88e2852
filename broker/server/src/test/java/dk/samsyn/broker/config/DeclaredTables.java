package dk.samsyn.broker.config;

import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.ColumnClass;
import dk.samsyn.broker.policy.GovernedColumn;
import dk.samsyn.broker.policy.GovernedTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The tables of conf/schema/sundhed.yaml, read plainly: policies are tested against the schema that is shipped. */
public final class DeclaredTables {
    private DeclaredTables() {}

    /** The directory of the repository, wherever the tests are started. */
    public static Path repository() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory.getParent() != null && !Files.exists(directory.resolve("conf/schema/sundhed.yaml"))) {
            directory = directory.getParent();
        }
        return directory;
    }

    /** Every declared table. */
    public static List<GovernedTable> all() {
        ConfigProblems problems = new ConfigProblems();
        SchemaConfig schema = SchemaConfig.read(repository().resolve("conf/schema"), problems);
        problems.throwIfAny();
        return schema.tables().values().stream().map(DeclaredTables::governed).toList();
    }

    private static GovernedTable governed(SchemaConfig.Table table) {
        List<GovernedColumn> columns = table.columns().stream()
                .map(column -> new GovernedColumn(
                        column.name(),
                        column.type().pid() ? "pid" : column.type().type().name(),
                        ColumnClass.ofLetter(String.valueOf(column.sensitivity()))))
                .toList();
        return new GovernedTable(TableName.sundhed(table.name()), table.category(), columns);
    }
}
