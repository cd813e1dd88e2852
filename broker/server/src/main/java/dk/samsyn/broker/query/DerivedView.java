package dk.samsyn.broker.query;

import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** A derived view in a catalogue: opens into its tree over governed tables, where the policies then act. */
final class DerivedView extends AbstractTable implements TranslatableTable {
    private final RelNode tree;

    DerivedView(RelNode tree) {
        this.tree = tree;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        return tree.getRowType();
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        return Transplant.into(context.getCluster(), tree);
    }
}
