package dk.samsyn.broker.query;

import org.apache.calcite.rel.RelNode;

/** The narrow aggregated form of this version. */
final class AggregatedForm {
    private AggregatedForm() {}

    static void check(RelNode tree) {
        if (tree.getInputs().isEmpty()) {
            return;
        }
        throw new dk.samsyn.broker.access.QueryException(
                dk.samsyn.spi.ErrorCode.AGGREGATED_FORM,
                "Aggregated answers are not given yet: " + tree.getRelTypeName());
    }
}
