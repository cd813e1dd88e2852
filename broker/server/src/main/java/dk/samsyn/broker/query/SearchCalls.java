package dk.samsyn.broker.query;

import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/**
 * Calcite's {@code SEARCH} calls written out as comparisons, also those within what another one searches: {@link
 * RexUtil#expandSearch} of Calcite 1.42.0 leaves these.
 */
final class SearchCalls {
    private SearchCalls() {}

    /** The expression without any {@code SEARCH}, ANDs of ANDs and ORs of ORs made one. */
    static RexNode expanded(RexBuilder rex, RexNode expression) {
        RexNode plain = expression.accept(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                RexNode inner = super.visitCall(call);
                return inner.getKind() == SqlKind.SEARCH ? RexUtil.expandSearch(rex, null, inner) : inner;
            }
        });
        // A search within AND or OR may itself have become one, and filters take no OR of ORs.
        return RexUtil.flatten(rex, plain);
    }
}
