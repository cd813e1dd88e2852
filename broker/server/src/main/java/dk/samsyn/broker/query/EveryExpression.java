package dk.samsyn.broker.query;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexShuttle;

/** Passes every expression of a tree through a shuttle. */
final class EveryExpression extends RelHomogeneousShuttle {
    private final RexShuttle shuttle;

    EveryExpression(RexShuttle shuttle) {
        this.shuttle = shuttle;
    }

    @Override
    public RelNode visit(RelNode other) {
        return super.visit(other).accept(shuttle);
    }
}
