package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.ColumnClass;
import dk.samsyn.broker.policy.GovernedColumn;
import dk.samsyn.broker.policy.GovernedTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tables of conf/schema/sundhed.yaml, read plainly: policies are tested against the schema that is shipped. */
public final class DeclaredTables {
    private static final List<GovernedColumn> PROVENANCE = List.of(
            new GovernedColumn("kilde", "varchar(20)", ColumnClass.NEUTRAL),
            new GovernedColumn("kilde_id", "varchar(80)", ColumnClass.NEUTRAL),
            new GovernedColumn("hentet_tid", "timestamp", ColumnClass.NEUTRAL),
            new GovernedColumn("kvalitet", "varchar(80)", ColumnClass.NEUTRAL));

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
        Problems problems = new Problems();
        JsonNode tables = YamlDocument.readAll(
                        repository().resolve("conf/schema/sundhed.yaml"), "sundhed.yaml", problems)
                .get(0)
                .root()
                .get("tables");
        problems.throwIfAny();
        List<GovernedTable> all = new ArrayList<>();
        tables.fields().forEachRemaining(field -> all.add(table(field.getKey(), field.getValue())));
        return all;
    }

    private static GovernedTable table(String name, JsonNode node) {
        List<GovernedColumn> columns = new ArrayList<>();
        node.get("columns").fields().forEachRemaining(column -> {
            String type = column.getValue().get(0).asText().replace("!", "");
            ColumnClass columnClass =
                    ColumnClass.ofLetter(column.getValue().get(1).asText());
            columns.add(new GovernedColumn(column.getKey(), type, columnClass));
        });
        if (node.path("provenance").asBoolean(false)) {
            columns.addAll(PROVENANCE);
        }
        return new GovernedTable(TableName.sundhed(name), node.get("category").asText(), columns);
    }
}
