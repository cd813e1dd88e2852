package dk.samsyn.broker.query;

import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;

/** Finds a sub-query inside an expression. */
final class SubQueries {
    /** Gives TRUE at the first sub-query, else null. */
    static final RexVisitorImpl<@Nullable Boolean> FINDER = new RexVisitorImpl<>(true) {
        @Override
        public Boolean visitSubQuery(RexSubQuery subQuery) {
            return true;
        }

        @Override
        public @Nullable Boolean visitCall(org.apache.calcite.rex.RexCall call) {
            for (org.apache.calcite.rex.RexNode operand : call.getOperands()) {
                if (operand.accept(this) != null) {
                    return true;
                }
            }
            return null;
        }
    };

    private SubQueries() {}
}
