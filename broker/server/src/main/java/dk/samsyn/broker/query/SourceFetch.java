package dk.samsyn.broker.query;

import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.jspecify.annotations.Nullable;

/** Leaf of a physical plan: rows that one source gives in answer to one request. */
final class SourceFetch extends AbstractRelNode {
    /** What is asked. */
    final Request request;

    /** The tree that the request stands for: what {@link PlanChecker} reads. */
    final RelNode meaning;

    /** Expected rows. */
    final double rows;

    SourceFetch(RelOptCluster cluster, RelNode meaning, Request request, double rows) {
        super(cluster, cluster.traitSetOf(Convention.NONE));
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
}
