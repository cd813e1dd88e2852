package dk.samsyn.broker.query;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Writes window functions out in ROW_NUMBER, RANK and COUNT: NTILE, since Calcite's own gives the remainder to the wrong
 * buckets, PERCENT_RANK and CUME_DIST, since it has none. With {@code q} rows in a bucket and {@code r} left over, the first
 * {@code r} buckets have one more:
 *
 * <pre>
 *   NTILE(n) OVER w       =&gt;   CASE WHEN row &lt;= r * (q + 1) THEN (row - 1) / (q + 1) + 1
 *                                  ELSE r + (row - 1 - r * (q + 1)) / q + 1 END
 *   PERCENT_RANK() OVER w =&gt;   CASE WHEN count = 1 THEN 0 ELSE (rank - 1) / (count - 1) END
 *   CUME_DIST() OVER w    =&gt;   rows up to the last peer / count
 * </pre>
 */
final class RankFunctions {
    private RankFunctions() {}

    static RelNode writtenOut(RelNode tree) {
        RexBuilder rex = tree.getCluster().getRexBuilder();
        return tree.accept(new EveryExpression(new RexShuttle() {
            @Override
            public RexNode visitOver(RexOver over) {
                Terms terms = new Terms(rex, over);
                return switch (over.getAggOperator().getKind()) {
                    case NTILE -> terms.bucket();
                    case PERCENT_RANK -> terms.percentRank();
                    case CUME_DIST -> terms.cumulative();
                    default -> super.visitOver(over);
                };
            }
        }));
    }

    private record Terms(RexBuilder rex, RexOver over) {
        RexNode bucket() {
            RexNode buckets = rex.makeCast(bigint(), over.getOperands().get(0));
            RexNode row = ranked(SqlStdOperatorTable.ROW_NUMBER);
            RexNode count = count();
            RexNode size = call(SqlStdOperatorTable.DIVIDE_INTEGER, count, buckets);
            RexNode rest = minus(count, call(SqlStdOperatorTable.MULTIPLY, size, buckets));
            RexNode large = plus(size, one());
            RexNode inLarge = call(SqlStdOperatorTable.MULTIPLY, rest, large);
            RexNode before = minus(row, one());
            // Without rows beyond the large buckets the quotient is not used, but must not fail.
            RexNode small = either(none(size), one(), size);
            RexNode number = either(
                    rex.makeCall(SqlStdOperatorTable.LESS_THAN_OR_EQUAL, row, inLarge),
                    plus(call(SqlStdOperatorTable.DIVIDE_INTEGER, before, large), one()),
                    plus(plus(rest, call(SqlStdOperatorTable.DIVIDE_INTEGER, minus(before, inLarge), small)), one()));
            return rex.makeCast(over.getType(), number);
        }

        RexNode percentRank() {
            RexNode others = minus(count(), one());
            return rex.makeCast(
                    over.getType(),
                    share(minus(ranked(SqlStdOperatorTable.RANK), one()), either(none(others), one(), others)));
        }

        RexNode cumulative() {
            RexNode upToPeers =
                    window(SqlStdOperatorTable.COUNT, over.getWindow().orderKeys, RexWindowBounds.CURRENT_ROW, false);
            return rex.makeCast(over.getType(), share(upToPeers, count()));
        }

        private RexNode share(RexNode part, RexNode whole) {
            RelDataType number = rex.getTypeFactory().createSqlType(SqlTypeName.DOUBLE);
            return rex.makeCall(
                    number,
                    SqlStdOperatorTable.DIVIDE,
                    List.of(rex.makeCast(number, part), rex.makeCast(number, whole)));
        }

        private RexNode ranked(SqlAggFunction function) {
            return window(function, over.getWindow().orderKeys, RexWindowBounds.CURRENT_ROW, true);
        }

        private RexNode count() {
            return window(SqlStdOperatorTable.COUNT, ImmutableList.of(), RexWindowBounds.UNBOUNDED_FOLLOWING, true);
        }

        private RexNode window(
                SqlAggFunction function, ImmutableList<RexFieldCollation> order, RexWindowBound last, boolean rows) {
            RexWindow window = over.getWindow();
            return rex.makeOver(
                    bigint(),
                    function,
                    List.of(),
                    window.partitionKeys,
                    order,
                    RexWindowBounds.UNBOUNDED_PRECEDING,
                    last,
                    window.getExclude(),
                    rows,
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

        private RexNode none(RexNode number) {
            return rex.makeCall(SqlStdOperatorTable.EQUALS, number, rex.makeLiteral(BigDecimal.ZERO, bigint(), false));
        }

        private RexNode either(RexNode condition, RexNode then, RexNode otherwise) {
            return rex.makeCall(SqlStdOperatorTable.CASE, condition, then, otherwise);
        }

        private RexNode plus(RexNode a, RexNode b) {
            return call(SqlStdOperatorTable.PLUS, a, b);
        }

        private RexNode minus(RexNode a, RexNode b) {
            return call(SqlStdOperatorTable.MINUS, a, b);
        }

        private RexNode call(SqlOperator operator, RexNode a, RexNode b) {
            return rex.makeCall(bigint(), operator, List.of(a, b));
        }
    }
}
