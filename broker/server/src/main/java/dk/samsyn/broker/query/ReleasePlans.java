package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.expression.ScalarCompiler;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;

/**
 * Plans what stands below each gate on its own and puts a leaf in the gate's place: no rule of the engine can move anything
 * across, since the two sides are never in one tree.
 *
 * <pre>
 *   Sort                       Sort
 *     ReleaseGate       =&gt;       SourceFetch(ReleasedRows(plan of the persons))
 *       persons
 * </pre>
 */
final class ReleasePlans {
    private static final int SETS_OF_ONE_PLAN = 1_000;

    private final Planner planner;
    private final String policyVersion;
    private final ScalarCompiler scalars;
    private int gates;

    ReleasePlans(Planner planner, String policyVersion, ScalarCompiler scalars) {
        this.planner = planner;
        this.policyVersion = policyVersion;
        this.scalars = scalars;
    }

    RelNode planned(RelNode tree) {
        return tree.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                return other instanceof ReleaseGate gate ? leaf(gate) : super.visit(other);
            }
        });
    }

    private RelNode leaf(ReleaseGate gate) {
        RelNode persons =
                new PersonKeys(gate.getCluster().getRexBuilder(), PersonKeys.Accounting.NONE).numbers(gate.getInput());
        ReleaseCertificate certificate = ReleaseCertificate.of(persons);
        int visible = persons.getRowType().getFieldCount();
        Planner.Plan input = planner.fetched(persons, ++gates * SETS_OF_ONE_PLAN, visible);
        certificate.check(input);
        List<RelDataType> types = gate.getRowType().getFieldList().stream()
                .map(RelDataTypeField::getType)
                .toList();
        ReleasedRows rows = new ReleasedRows(
                gate.spec,
                gate.population,
                policyVersion,
                gate.bound,
                certificate,
                input,
                Lowering.plan(input, scalars),
                types);
        return new SourceFetch(gate.getCluster(), meaning(gate), rows, 100);
    }

    /** Rows of nobody: what the leaf stands for has no source above the gate. */
    private static RelNode meaning(ReleaseGate gate) {
        return LogicalValues.createEmpty(gate.getCluster(), gate.getRowType());
    }
}
