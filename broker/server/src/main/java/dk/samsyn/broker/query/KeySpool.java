package dk.samsyn.broker.query;

import java.lang.reflect.Method;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;

/**
 * The driver of a bind join: passes its rows on and fills a key set from one column, by which the other side is then asked.
 *
 * <pre>
 *   Join(a.k = b.k)                    Join(a.k = b.k)
 *     a                      =&gt;          KeySpool(set 1 from k)
 *     b                                      a
 *                                          Filter(IN_KEYS(k, 1))
 *                                            b
 * </pre>
 */
final class KeySpool extends SingleRel implements EnumerableRel {
    private static final Method SPOOL = method();

    final int column;
    final int set;

    KeySpool(RelOptCluster cluster, RelTraitSet traits, RelNode input, int column, int set) {
        super(cluster, traits, input);
        this.column = column;
        this.set = set;
    }

    static KeySpool over(RelNode input, int column, int set) {
        return new KeySpool(input.getCluster(), input.getTraitSet(), input, column, set);
    }

    @Override
    public KeySpool copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new KeySpool(getCluster(), traitSet, inputs.get(0), column, set);
    }

    /** The same node over a physical input. */
    KeySpool physical(RelNode input) {
        return new KeySpool(getCluster(), getCluster().traitSetOf(EnumerableConvention.INSTANCE), input, column, set);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("column", column).item("set", set);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
        BlockBuilder code = new BlockBuilder();
        Result input = implementor.visitChild(this, 0, (EnumerableRel) getInput(), Prefer.ARRAY);
        PhysType type = PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), JavaRowFormat.ARRAY);
        Expression rows = code.append("driver", input.block);
        boolean single = getRowType().getFieldCount() == 1;
        code.add(Expressions.return_(
                null,
                Expressions.call(
                        SPOOL,
                        implementor.getRootExpression(),
                        rows,
                        Expressions.constant(column),
                        Expressions.constant(single),
                        Expressions.constant(set))));
        return implementor.result(type, code.toBlock());
    }

    private static Method method() {
        try {
            return SourceFetches.class.getMethod(
                    "spool", DataContext.class, Enumerable.class, int.class, boolean.class, int.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
