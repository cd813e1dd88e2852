package dk.samsyn.broker.query;

import dk.samsyn.broker.access.TableName;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** A governed table in a catalogue, with the columns that this catalogue's session may name. */
final class GovernedTable extends AbstractTable implements TranslatableTable {
    private final TableName name;
    private final RelDataType rowType;

    GovernedTable(TableName name, RelDataType rowType) {
        this.name = name;
        this.rowType = rowType;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        return rowType;
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        return new GovernedScan(context.getCluster(), relOptTable, name);
    }
}
