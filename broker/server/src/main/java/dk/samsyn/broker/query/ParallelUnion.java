package dk.samsyn.broker.query;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Union;

/** UNION ALL whose inputs are read at the same time; the stock one reads them one after the other. */
final class ParallelUnion extends Union implements EnumerableRel {
    private static final Method PARALLEL = method();

    ParallelUnion(RelOptCluster cluster, RelTraitSet traits, List<RelNode> inputs) {
        super(cluster, traits, inputs, true);
    }

    static ParallelUnion of(List<RelNode> inputs) {
        RelOptCluster cluster = inputs.get(0).getCluster();
        return new ParallelUnion(cluster, cluster.traitSetOf(EnumerableConvention.INSTANCE), inputs);
    }

    @Override
    public SetOp copy(RelTraitSet traitSet, List<RelNode> inputs, boolean all) {
        return new ParallelUnion(getCluster(), traitSet, inputs);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
        BlockBuilder code = new BlockBuilder();
        PhysType type = PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), JavaRowFormat.ARRAY);
        List<Expression> rows = new ArrayList<>();
        for (int i = 0; i < getInputs().size(); i++) {
            Result input =
                    implementor.visitChild(this, i, (EnumerableRel) getInputs().get(i), Prefer.ARRAY);
            Expression enumerable = code.append("input" + i, input.block);
            rows.add(
                    input.physType.getFormat() == type.getFormat()
                            ? enumerable
                            : input.physType.convertTo(enumerable, type.getFormat()));
        }
        code.add(Expressions.return_(
                null,
                Expressions.call(
                        PARALLEL,
                        implementor.getRootExpression(),
                        Expressions.call(
                                java.util.Arrays.class,
                                "asList",
                                Expressions.newArrayInit(org.apache.calcite.linq4j.Enumerable.class, rows)))));
        return implementor.result(type, code.toBlock());
    }

    private static Method method() {
        try {
            return SourceFetches.class.getMethod("parallel", DataContext.class, List.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
