package dk.samsyn.broker.query;

import dk.samsyn.broker.access.TableName;
import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;

/**
 * Stands for a governed table until the rewriter replaces it: by its sealed form in what a user asks, by its plain form in
 * what a policy asks. No plan that still holds one can run.
 */
final class GovernedScan extends TableScan {
    final TableName name;

    GovernedScan(RelOptCluster cluster, RelOptTable table, TableName name) {
        super(cluster, cluster.traitSetOf(Convention.NONE), List.of(), table);
        this.name = name;
    }

    GovernedScan in(RelOptCluster other) {
        return new GovernedScan(other, table, name);
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return this;
    }
}
