package dk.samsyn.broker.query;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/** Reads one of the broker's own tables; no source is asked. */
final class OwnScan extends TableScan {
    private static final double FEW = 20;

    final OwnTable own;

    private OwnScan(RelOptCluster cluster, RelTraitSet traits, RelOptTable table, OwnTable own) {
        super(cluster, traits, List.of(), table);
        this.own = own;
    }

    static OwnScan of(RelOptCluster cluster, RelOptTable table, OwnTable own) {
        return new OwnScan(cluster, cluster.traitSetOf(Convention.NONE), table, own);
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return this;
    }

    @Override
    public double estimateRowCount(RelMetadataQuery mq) {
        return FEW;
    }
}
