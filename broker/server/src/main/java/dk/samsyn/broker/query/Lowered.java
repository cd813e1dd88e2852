package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.Node;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;

/** A leaf in place of an input that is a step of the engine already. */
final class Lowered extends AbstractRelNode {
    final Node node;

    Lowered(RelOptCluster cluster, RelDataType rowType, Node node) {
        super(cluster, cluster.traitSet());
        this.rowType = rowType;
        this.node = node;
    }

    @Override
    public RelNode copy(org.apache.calcite.plan.RelTraitSet traitSet, List<RelNode> inputs) {
        return this;
    }
}
