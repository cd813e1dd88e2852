package dk.samsyn.broker.query;

import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceTable;
import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.RelMetadataQuery;

/** Reads a raw table of a source. It cannot run: planning turns it, with what stands above it, into a {@link SourceFetch}. */
final class SourceScan extends TableScan {
    final SourceAdapter source;
    final SourceTable sourceTable;

    /** Whether it is read to decide a policy's condition and gives no row of its own. */
    final boolean rule;

    SourceScan(RelOptCluster cluster, RelOptTable table, SourceAdapter source, SourceTable sourceTable) {
        this(cluster, table, source, sourceTable, false);
    }

    private SourceScan(
            RelOptCluster cluster, RelOptTable table, SourceAdapter source, SourceTable sourceTable, boolean rule) {
        super(cluster, cluster.traitSetOf(Convention.NONE), List.of(), table);
        this.source = source;
        this.sourceTable = sourceTable;
        this.rule = rule;
    }

    SourceScan in(RelOptCluster other) {
        return new SourceScan(other, table, source, sourceTable, rule);
    }

    /** The same scan, for a policy's condition. */
    SourceScan forRule() {
        return new SourceScan(getCluster(), table, source, sourceTable, true);
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return this;
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).itemIf("rule", true, rule);
    }

    @Override
    public double estimateRowCount(RelMetadataQuery mq) {
        return Math.max(1, sourceTable.estimatedRows());
    }
}
