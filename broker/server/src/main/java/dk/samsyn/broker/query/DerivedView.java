package dk.samsyn.broker.query;

import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.jspecify.annotations.Nullable;

/** A derived view in a catalogue: opens into its tree over governed tables, where the policies then act. */
final class DerivedView extends AbstractTable implements TranslatableTable {
    private final RelNode tree;
    private final @Nullable String mark;

    private DerivedView(RelNode tree, @Nullable String mark) {
        this.tree = tree;
        this.mark = mark;
    }

    static DerivedView of(RelNode tree) {
        return new DerivedView(tree, null);
    }

    /** The same view, which marks where it begins in a tree. */
    static DerivedView marked(RelNode tree, String name) {
        return new DerivedView(tree, name);
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory factory) {
        return tree.getRowType();
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable relOptTable) {
        RelNode opened = Transplant.into(context.getCluster(), tree);
        return mark == null ? opened : OpenedView.over(opened, mark);
    }
}
