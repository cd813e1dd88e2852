package dk.samsyn.broker.query;

import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/**
 * Which expressions can neither fail nor be observed while they are computed, and so may run on rows that the asker may not
 * see: comparisons, boolean connectives, null tests and the broker's own total functions, over columns and constants.
 */
final class LeakProof {
    private static final Set<SqlKind> KINDS = Set.of(
            SqlKind.AND,
            SqlKind.OR,
            SqlKind.NOT,
            SqlKind.EQUALS,
            SqlKind.NOT_EQUALS,
            SqlKind.LESS_THAN,
            SqlKind.LESS_THAN_OR_EQUAL,
            SqlKind.GREATER_THAN,
            SqlKind.GREATER_THAN_OR_EQUAL,
            SqlKind.IS_NULL,
            SqlKind.IS_NOT_NULL,
            SqlKind.IS_TRUE,
            SqlKind.IS_NOT_TRUE,
            SqlKind.IS_FALSE,
            SqlKind.IS_NOT_FALSE,
            SqlKind.IS_NOT_DISTINCT_FROM,
            SqlKind.IS_DISTINCT_FROM,
            SqlKind.SEARCH,
            SqlKind.COALESCE,
            SqlKind.CASE);

    private LeakProof() {}

    static boolean is(RexNode node) {
        if (node instanceof RexInputRef || node instanceof RexLiteral || node instanceof RexDynamicParam) {
            return true;
        }
        if (!(node instanceof RexCall call) || call instanceof org.apache.calcite.rex.RexOver) {
            return false;
        }
        boolean total = KINDS.contains(call.getKind())
                || (call.getKind() == SqlKind.LIKE && call.getOperands().size() == 2)
                || (call.getKind() == SqlKind.CAST && harmlessCast(call))
                || BrokerFunctions.isTotal(call.getOperator());
        return total && call.getOperands().stream().allMatch(LeakProof::is);
    }

    /** A cast that keeps every value: between character types, or one that changes nullability only. */
    private static boolean harmlessCast(RexCall call) {
        return RexUtil.isLosslessCast(call)
                || (org.apache.calcite.sql.type.SqlTypeUtil.inCharFamily(call.getType())
                        && org.apache.calcite.sql.type.SqlTypeUtil.inCharFamily(
                                call.getOperands().get(0).getType()));
    }
}
