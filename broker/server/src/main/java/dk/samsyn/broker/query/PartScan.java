package dk.samsyn.broker.query;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.type.RelDataType;

/** Reads the rows of a part of the plan, which are computed once per query. */
final class PartScan extends AbstractRelNode {
    final int part;

    PartScan(RelOptCluster cluster, RelDataType rowType, int part) {
        super(cluster, cluster.traitSet());
        this.rowType = rowType;
        this.part = part;
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return this;
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("part", part);
    }
}
