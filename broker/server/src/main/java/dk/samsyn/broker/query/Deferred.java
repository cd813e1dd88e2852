package dk.samsyn.broker.query;

import java.lang.reflect.Method;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.linq4j.function.Function0;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;

/**
 * Puts off what Calcite's generated code would compute while the plan is still being bound (aggregates, windows, set
 * operations), and hides an order of the rows from who must not see it.
 */
final class Deferred extends SingleRel implements EnumerableRel {
    private static final Method DEFER = method();

    private Deferred(RelOptCluster cluster, RelTraitSet traits, RelNode input) {
        super(cluster, traits, input);
    }

    static Deferred over(RelNode input) {
        return new Deferred(input.getCluster(), input.getCluster().traitSetOf(EnumerableConvention.INSTANCE), input);
    }

    @Override
    public Deferred copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new Deferred(getCluster(), traitSet, inputs.get(0));
    }

    @Override
    @SuppressWarnings("unchecked")
    public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
        Result input = implementor.visitChild(this, 0, (EnumerableRel) getInput(), pref);
        return implementor.result(
                input.physType,
                Blocks.toBlock(Expressions.call(DEFER, Expressions.lambda(Function0.class, input.block))));
    }

    private static Method method() {
        try {
            return SourceFetches.class.getMethod("deferred", Function0.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
