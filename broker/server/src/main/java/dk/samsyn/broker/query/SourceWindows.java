package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;

/** Window functions that PostgreSQL, MariaDB and H2 compute as the broker does. */
final class SourceWindows {
    private SourceWindows() {}

    /**
     * Whether all functions over windows in an expression are the same in a source: rows fall into the same parts, in the same
     * order.
     *
     * <p>Texts make parts, but no order: collations differ in it.
     *
     * @param keys columns of the input of which only equality is the same
     */
    static boolean same(RexNode expression, RelNode input, ImmutableBitSet keys) {
        List<RexOver> windows = new ArrayList<>();
        expression.accept(new RexVisitorImpl<Void>(true) {
            @Override
            public Void visitOver(RexOver over) {
                windows.add(over);
                return null;
            }
        });
        return windows.stream().allMatch(over -> same(over, input, keys));
    }

    private static boolean same(RexOver over, RelNode input, ImmutableBitSet keys) {
        RexWindow window = over.getWindow();
        return !over.isDistinct()
                && !over.ignoreNulls()
                && window.getExclude() == RexWindowExclusion.EXCLUDE_NO_OTHER
                && window.partitionKeys.stream()
                        .allMatch(key -> key instanceof RexInputRef ref
                                && (keys.get(ref.getIndex()) || SqlShape.exactColumn(input, ref.getIndex())))
                && window.orderKeys.stream()
                        .allMatch(
                                key -> key.left instanceof RexInputRef ref && !SqlTypeUtil.inCharFamily(ref.getType()))
                && bound(window, window.getLowerBound())
                && bound(window, window.getUpperBound())
                && function(over, keys);
    }

    /** Distances are counted in rows: those in values differ in what they can be added to. */
    private static boolean bound(RexWindow window, RexWindowBound bound) {
        return bound.isUnbounded()
                || bound.isCurrentRow()
                || (window.isRows() && bound.getOffset() instanceof RexLiteral);
    }

    private static boolean function(RexOver over, ImmutableBitSet keys) {
        List<RexNode> operands = over.getOperands();
        SqlKind function = over.getAggOperator().getKind();
        if (operands.isEmpty()) {
            return switch (function) {
                case ROW_NUMBER, RANK, DENSE_RANK, COUNT -> true;
                default -> false;
            };
        }
        if (!(operands.get(0) instanceof RexInputRef value)
                || (keys.get(value.getIndex()) && function != SqlKind.COUNT)
                || !operands.stream().skip(1).allMatch(RexLiteral.class::isInstance)) {
            return false;
        }
        return switch (function) {
            case COUNT, FIRST_VALUE, LAST_VALUE -> operands.size() == 1;
            case LAG, LEAD -> operands.size() <= 2;
            case MIN, MAX -> SqlTypeUtil.isNumeric(value.getType()) || SqlTypeUtil.isDatetime(value.getType());
            // A sum of doubles depends on the order of rows that are equal in the window's order.
            case SUM, SUM0 -> SqlTypeUtil.isExactNumeric(value.getType());
            default -> false;
        };
    }
}
