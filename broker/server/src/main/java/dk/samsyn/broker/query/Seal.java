package dk.samsyn.broker.query;

import dk.samsyn.broker.access.TableName;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;

/**
 * Boundary above a governed table's rows, filters and masks. No rule of the engine matches it; only {@link Predicates} moves a
 * condition below it, and only one that can neither fail nor be observed. {@link PlanChecker} finds it in every plan.
 */
final class Seal extends SingleRel implements EnumerableRel {
    final TableName name;
    final List<String> policies;

    Seal(RelOptCluster cluster, RelTraitSet traits, RelNode input, TableName name, List<String> policies) {
        super(cluster, traits, input);
        this.name = name;
        this.policies = List.copyOf(policies);
    }

    static Seal over(RelNode input, TableName name, List<String> policies) {
        return new Seal(input.getCluster(), input.getTraitSet(), input, name, policies);
    }

    @Override
    public Seal copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new Seal(getCluster(), traitSet, inputs.get(0), name, policies);
    }

    /** The same boundary over a physical input. */
    Seal physical(RelNode input) {
        return new Seal(getCluster(), getCluster().traitSetOf(EnumerableConvention.INSTANCE), input, name, policies);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
        return implementor.visitChild(this, 0, (EnumerableRel) getInput(), pref);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("table", name).item("policies", policies);
    }
}
