package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.access.TableName;
import java.util.List;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** A table about the broker itself, schema {@code samsyn}. Its rows are made for the session that asks and for no other. */
final class OwnTable extends AbstractTable implements TranslatableTable {
    static final String SCHEMA = "samsyn";

    final TableName name;
    final String remark;
    private final List<Column> columns;
    private final Rows rows;

    OwnTable(String name, String remark, List<Column> columns, Rows rows) {
        this.name = new TableName(SCHEMA, name);
        this.remark = remark;
        this.columns = List.copyOf(columns);
        this.rows = rows;
    }

    /** A column, NULL allowed. */
    record Column(String name, SqlTypeName type) {}

    /** Makes the rows; values have the forms of {@link dk.samsyn.spi.ColumnType}. */
    interface Rows {
        List<@Nullable Object[]> of(Session session);
    }

    List<Column> columns() {
        return columns;
    }

    /** The rows for a session, in the engine's form. */
    List<@Nullable Object[]> rows(Session session) {
        List<@Nullable Object[]> all = rows.of(session);
        for (@Nullable Object[] row : all) {
            for (int i = 0; i < row.length; i++) {
                row[i] = LateValue.internal(row[i]);
            }
        }
        return all;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        RelDataTypeFactory.Builder row = factory.builder();
        columns.forEach(
                c -> row.add(c.name(), factory.createTypeWithNullability(factory.createSqlType(c.type()), true)));
        return row.build();
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        return OwnScan.of(context.getCluster(), relOptTable, this);
    }
}
