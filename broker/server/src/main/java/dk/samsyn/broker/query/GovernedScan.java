package dk.samsyn.broker.query;

import dk.samsyn.broker.access.TableName;
import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;

/**
 * Stands for a governed table until the rewriter replaces it: by its sealed form in what a user asks, by its plain form in
 * what a policy asks. No plan that still holds one can run.
 */
final class GovernedScan extends TableScan {
    final TableName name;

    /** Whether it stands in a policy's condition and not for the rows that the policy opens. */
    final boolean rule;

    GovernedScan(RelOptCluster cluster, RelOptTable table, TableName name) {
        this(cluster, table, name, false);
    }

    private GovernedScan(RelOptCluster cluster, RelOptTable table, TableName name, boolean rule) {
        super(cluster, cluster.traitSetOf(Convention.NONE), List.of(), table);
        this.name = name;
        this.rule = rule;
    }

    GovernedScan in(RelOptCluster other) {
        return new GovernedScan(other, table, name, rule);
    }

    /** The same scan, for a policy's condition. */
    GovernedScan forRule() {
        return new GovernedScan(getCluster(), table, name, true);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).itemIf("rule", true, rule);
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return this;
    }
}
