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
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/** Reads one of the broker's own tables; no source is asked. */
final class OwnScan extends TableScan implements EnumerableRel {
    private static final double FEW = 20;
    private static final Method OPEN = method();

    final OwnTable own;

    private OwnScan(RelOptCluster cluster, RelTraitSet traits, RelOptTable table, OwnTable own) {
        super(cluster, traits, List.of(), table);
        this.own = own;
    }

    static OwnScan of(RelOptCluster cluster, RelOptTable table, OwnTable own) {
        return new OwnScan(cluster, cluster.traitSetOf(Convention.NONE), table, own);
    }

    /** The same scan as part of a plan that can run. */
    OwnScan physical() {
        return new OwnScan(getCluster(), getCluster().traitSetOf(EnumerableConvention.INSTANCE), table, own);
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return this;
    }

    @Override
    public double estimateRowCount(RelMetadataQuery mq) {
        return FEW;
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
        PhysType type = PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), JavaRowFormat.ARRAY);
        return implementor.result(
                type,
                Blocks.toBlock(
                        Expressions.call(OPEN, implementor.getRootExpression(), implementor.stash(own, Object.class))));
    }

    private static Method method() {
        try {
            return SourceFetches.class.getMethod("own", DataContext.class, Object.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
