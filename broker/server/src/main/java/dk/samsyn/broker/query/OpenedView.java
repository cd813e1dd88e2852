package dk.samsyn.broker.query;

import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;

/**
 * Marks where a derived view begins in a statement's tree: what stands below is reviewed and not the asker's own, so the release
 * rules look at the view's columns and not at how they are made. Gone before planning.
 */
final class OpenedView extends SingleRel {
    final String name;

    private OpenedView(RelOptCluster cluster, RelTraitSet traits, RelNode input, String name) {
        super(cluster, traits, input);
        this.name = name;
    }

    static OpenedView over(RelNode input, String name) {
        return new OpenedView(input.getCluster(), input.getTraitSet(), input, name);
    }

    @Override
    public OpenedView copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new OpenedView(getCluster(), traitSet, inputs.get(0), name);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer).item("view", name);
    }

    /** The same tree without marks. */
    static RelNode unmarked(RelNode tree) {
        return tree.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                RelNode visited = super.visit(other);
                return visited instanceof OpenedView view ? view.getInput() : visited;
            }
        });
    }
}
