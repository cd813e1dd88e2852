package dk.samsyn.broker.query;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Writes NTILE out in ROW_NUMBER and COUNT, since the engine's own gives the remainder to the wrong buckets. With {@code q} rows
 * in a bucket and {@code r} left over, the first {@code r} buckets have one more:
 *
 * <pre>
 *   NTILE(n) OVER w   =&gt;   CASE WHEN row &lt;= r * (q + 1) THEN (row - 1) / (q + 1) + 1
 *                              ELSE r + (row - 1 - r * (q + 1)) / q + 1 END
 * </pre>
 */
final class Ntile {
    private Ntile() {}

    static RelNode writtenOut(RelNode tree) {
        RexBuilder rex = tree.getCluster().getRexBuilder();
        return tree.accept(new EveryExpression(new RexShuttle() {
            @Override
            public RexNode visitOver(RexOver over) {
                return over.getAggOperator().getKind() == SqlKind.NTILE
                        ? new Buckets(rex, over).number()
                        : super.visitOver(over);
            }
        }));
    }

    private record Buckets(RexBuilder rex, RexOver over) {
        RexNode number() {
            RexNode buckets = rex.makeCast(bigint(), over.getOperands().get(0));
            RexNode row = window(SqlStdOperatorTable.ROW_NUMBER, over.getWindow().orderKeys);
            RexNode count = window(SqlStdOperatorTable.COUNT, ImmutableList.of());
            RexNode size = call(SqlStdOperatorTable.DIVIDE_INTEGER, count, buckets);
            RexNode rest = minus(count, call(SqlStdOperatorTable.MULTIPLY, size, buckets));
            RexNode large = plus(size, one());
            RexNode inLarge = call(SqlStdOperatorTable.MULTIPLY, rest, large);
            RexNode before = minus(row, one());
            // Without rows beyond the large buckets the quotient is not used, but must not fail.
            RexNode small = rex.makeCall(
                    SqlStdOperatorTable.CASE, rex.makeCall(SqlStdOperatorTable.EQUALS, size, zero()), one(), size);
            RexNode number = rex.makeCall(
                    SqlStdOperatorTable.CASE,
                    rex.makeCall(SqlStdOperatorTable.LESS_THAN_OR_EQUAL, row, inLarge),
                    plus(call(SqlStdOperatorTable.DIVIDE_INTEGER, before, large), one()),
                    plus(plus(rest, call(SqlStdOperatorTable.DIVIDE_INTEGER, minus(before, inLarge), small)), one()));
            return rex.makeCast(over.getType(), number);
        }

        private RexNode window(SqlAggFunction function, ImmutableList<org.apache.calcite.rex.RexFieldCollation> order) {
            RexWindow window = over.getWindow();
            boolean whole = order.isEmpty();
            return rex.makeOver(
                    bigint(),
                    function,
                    List.of(),
                    window.partitionKeys,
                    order,
                    RexWindowBounds.UNBOUNDED_PRECEDING,
                    whole ? RexWindowBounds.UNBOUNDED_FOLLOWING : RexWindowBounds.CURRENT_ROW,
                    window.getExclude(),
                    true,
                    true,
                    false,
                    false,
                    false);
        }

        private RelDataType bigint() {
            return rex.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
        }

        private RexNode one() {
            return rex.makeLiteral(BigDecimal.ONE, bigint(), false);
        }

        private RexNode zero() {
            return rex.makeLiteral(BigDecimal.ZERO, bigint(), false);
        }

        private RexNode plus(RexNode a, RexNode b) {
            return call(SqlStdOperatorTable.PLUS, a, b);
        }

        private RexNode minus(RexNode a, RexNode b) {
            return call(SqlStdOperatorTable.MINUS, a, b);
        }

        private RexNode call(org.apache.calcite.sql.SqlOperator operator, RexNode a, RexNode b) {
            return rex.makeCall(bigint(), operator, List.of(a, b));
        }
    }
}
