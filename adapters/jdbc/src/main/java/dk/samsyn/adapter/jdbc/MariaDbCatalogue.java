package dk.samsyn.adapter.jdbc;

import static dk.samsyn.spi.ColumnType.DOUBLE;
import static dk.samsyn.spi.ColumnType.VARCHAR;

import dk.samsyn.spi.ColumnStatistics;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.TableStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code information_schema}: rows of a table and the numbers of values that its indexes know. */
final class MariaDbCatalogue implements Catalogue {
    @Override
    public Optional<TableStatistics> of(DeclaredTable table, Asking asking) {
        String[] name = table.from().replace("`", "").split("\\.", -1);
        String schema = name.length == 2 ? name[0] : "";
        String where = " WHERE table_schema = COALESCE(NULLIF(?, ''), DATABASE()) AND table_name = ?";
        List<Binding> bindings = List.of(Binding.value(VARCHAR, schema), Binding.value(VARCHAR, name[name.length - 1]));
        List<@Nullable Object[]> rows = asking.rows(
                new Fragment(
                        "SELECT CAST(table_rows AS DOUBLE) FROM information_schema.tables" + where,
                        bindings,
                        List.of()),
                DOUBLE);
        if (rows.isEmpty() || !(rows.get(0)[0] instanceof Number count)) {
            return Optional.empty();
        }
        Map<String, Double> distinct = new HashMap<>();
        Fragment indexes = new Fragment(
                "SELECT column_name, CAST(MAX(cardinality) AS DOUBLE) FROM information_schema.statistics" + where
                        + " AND seq_in_index = 1 GROUP BY column_name",
                bindings,
                List.of());
        for (@Nullable Object[] row : asking.rows(indexes, VARCHAR, DOUBLE)) {
            if (row[1] instanceof Number values) {
                distinct.put(String.valueOf(row[0]), values.doubleValue());
            }
        }
        Map<String, ColumnStatistics> known = new HashMap<>();
        for (SourceColumn column : table.table().columns()) {
            Double values = distinct.get(table.physicalColumn(column.name()));
            if (values != null) {
                known.put(column.name(), ColumnStatistics.of(Math.max(1, values)));
            }
        }
        return Optional.of(new TableStatistics(Math.max(1, count.doubleValue()), known));
    }
}
