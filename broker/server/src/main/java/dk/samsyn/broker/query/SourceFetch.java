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
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.jspecify.annotations.Nullable;

/** Leaf of a physical plan: rows that one source gives in answer to one request. */
final class SourceFetch extends AbstractRelNode implements EnumerableRel {
    private static final Method OPEN = method();

    /** What is asked. */
    final Request request;

    /** The tree that the request stands for: what {@link PlanChecker} reads. */
    final RelNode meaning;

    private final double rows;

    SourceFetch(RelOptCluster cluster, RelNode meaning, Request request, double rows) {
        super(cluster, cluster.traitSetOf(EnumerableConvention.INSTANCE));
        this.meaning = meaning;
        this.request = request;
        this.rows = rows;
        this.rowType = meaning.getRowType();
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return this;
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("source", request.source()).item("asks", request.describe());
    }

    /** Two fetches are never the same: their descriptions leave out constants, and Calcite would share one for both. */
    @Override
    public boolean deepEquals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int deepHashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public double estimateRowCount(RelMetadataQuery mq) {
        return rows;
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
        PhysType type = PhysTypeImpl.of(implementor.getTypeFactory(), getRowType(), JavaRowFormat.ARRAY);
        Expression stashed = implementor.stash(request, Request.class);
        Expression open = Expressions.call(OPEN, implementor.getRootExpression(), stashed);
        return implementor.result(type, Blocks.toBlock(open));
    }

    private static Method method() {
        try {
            return SourceFetches.class.getMethod("open", DataContext.class, Request.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
