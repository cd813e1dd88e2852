package dk.samsyn.broker.query;

import dk.samsyn.broker.release.GateSpec;
import java.util.List;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;

/**
 * The gate between persons and everything else (rule 1): persons with their totals come in, released rows go out. No rule of the
 * engine matches it; before planning it becomes a leaf, and its input a plan of its own.
 */
final class ReleaseGate extends SingleRel {
    final GateSpec spec;

    /** The rows that the policies open, as a name. */
    final String population;

    /** Whether the statement's parameters had values: without, it may be described and not run. */
    final boolean bound;

    private ReleaseGate(
            RelOptCluster cluster,
            RelTraitSet traits,
            RelNode input,
            RelDataType type,
            GateSpec spec,
            String population,
            boolean bound) {
        super(cluster, traits, input);
        this.rowType = type;
        this.spec = spec;
        this.population = population;
        this.bound = bound;
    }

    static ReleaseGate over(RelNode input, RelDataType type, GateSpec spec, String population, boolean bound) {
        if (input.getRowType().getFieldCount() != spec.inputWidth()) {
            throw new IllegalStateException("the gate's input has another width than the gate expects");
        }
        return new ReleaseGate(input.getCluster(), input.getTraitSet(), input, type, spec, population, bound);
    }

    @Override
    public ReleaseGate copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new ReleaseGate(getCluster(), traitSet, inputs.get(0), rowType, spec, population, bound);
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .item(
                        "groups",
                        spec.dimensions().stream()
                                .map(GateSpec.Dimension::label)
                                .toList())
                .item("of", spec.cell().tables());
    }
}
