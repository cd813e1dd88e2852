package dk.samsyn.broker.query;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.ImmutableIntList;
import org.apache.calcite.util.Sarg;

/**
 * Expressions over columns of which some hold a person's number where the statement means its code. Comparisons for equality
 * and null tests may use the number; every other use gets the code.
 */
final class PersonExpressions {
    private static final Set<SqlKind> EQUALITY =
            Set.of(SqlKind.EQUALS, SqlKind.NOT_EQUALS, SqlKind.IS_DISTINCT_FROM, SqlKind.IS_NOT_DISTINCT_FROM);

    private final RexBuilder rex;

    PersonExpressions(RexBuilder rex) {
        this.rex = rex;
    }

    /** The code of a number. */
    RexNode encoded(RexNode number) {
        return rex.makeCall(number.getType(), BrokerFunctions.PID_ENCODE, List.of(number));
    }

    /**
     * The same expression over moved columns.
     *
     * @param position where each column that the expression names stands now
     * @param raw the moved columns that hold numbers
     */
    RexNode rewrite(RexNode expression, ImmutableIntList position, ImmutableBitSet raw) {
        return expression.accept(new Rewriter(position, raw));
    }

    /** A literal, a parameter, or a person behind one. */
    static boolean isConstant(RexNode node) {
        return node instanceof RexLiteral
                || node instanceof RexDynamicParam
                || (node instanceof RexCall call
                        && (call.getKind() == SqlKind.CAST
                                || call.getOperator().equals(BrokerFunctions.PID_ENCODE)
                                || call.getOperator().equals(BrokerFunctions.PERSON))
                        && isConstant(call.getOperands().get(0)));
    }

    private RexNode decoded(RexNode code, RelDataType type) {
        if (code instanceof RexCall call && call.getOperator().equals(BrokerFunctions.PID_ENCODE)) {
            return call.getOperands().get(0);
        }
        RexNode text = rex.makeCast(type, code);
        return rex.makeCall(
                rex.getTypeFactory()
                        .createTypeWithNullability(type, code.getType().isNullable()),
                BrokerFunctions.PID_DECODE,
                List.of(text));
    }

    private final class Rewriter extends RexShuttle {
        private final ImmutableIntList position;
        private final ImmutableBitSet raw;

        private Rewriter(ImmutableIntList position, ImmutableBitSet raw) {
            this.position = position;
            this.raw = raw;
        }

        private boolean isRaw(RexNode node) {
            return node instanceof RexInputRef ref && raw.get(position.getInt(ref.getIndex()));
        }

        private RexNode moved(RexNode node) {
            RexInputRef ref = (RexInputRef) node;
            return new RexInputRef(position.getInt(ref.getIndex()), ref.getType());
        }

        @Override
        public RexNode visitInputRef(RexInputRef ref) {
            return isRaw(ref) ? encoded(moved(ref)) : moved(ref);
        }

        @Override
        public RexNode visitCall(RexCall call) {
            if (EQUALITY.contains(call.getKind())) {
                RexNode a = call.getOperands().get(0);
                RexNode b = call.getOperands().get(1);
                if (isRaw(a) && isRaw(b)) {
                    return rex.makeCall(call.getType(), call.getOperator(), List.of(moved(a), moved(b)));
                }
                if (isRaw(a) && isConstant(b)) {
                    return rex.makeCall(call.getType(), call.getOperator(), List.of(moved(a), decoded(b, a.getType())));
                }
                if (isRaw(b) && isConstant(a)) {
                    return rex.makeCall(call.getType(), call.getOperator(), List.of(decoded(a, b.getType()), moved(b)));
                }
            }
            if ((call.getKind() == SqlKind.IS_NULL || call.getKind() == SqlKind.IS_NOT_NULL)
                    && isRaw(call.getOperands().get(0))) {
                return rex.makeCall(
                        call.getType(),
                        call.getOperator(),
                        List.of(moved(call.getOperands().get(0))));
            }
            if (call.getKind() == SqlKind.SEARCH && isRaw(call.getOperands().get(0))) {
                Sarg<?> sarg = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
                if (sarg != null && (sarg.isPoints() || sarg.isComplementedPoints())) {
                    return RexUtil.expandSearch(rex, null, call).accept(this);
                }
            }
            return super.visitCall(call);
        }

        /** PARTITION BY and COUNT treat a number and its code alike; ORDER BY and other aggregates see the code. */
        @Override
        public RexNode visitOver(RexOver over) {
            boolean counts = over.getAggOperator().getKind() == SqlKind.COUNT;
            List<RexNode> operands = over.getOperands().stream()
                    .map(o -> counts && isRaw(o) ? moved(o) : o.accept(this))
                    .toList();
            RexWindow window = over.getWindow();
            List<RexNode> partition = window.partitionKeys.stream()
                    .map(k -> isRaw(k) ? moved(k) : k.accept(this))
                    .toList();
            List<RexFieldCollation> order = window.orderKeys.stream()
                    .map(k -> new RexFieldCollation(k.left.accept(this), k.right))
                    .toList();
            return rex.makeOver(
                    over.getType(),
                    over.getAggOperator(),
                    operands,
                    partition,
                    ImmutableList.copyOf(order),
                    window.getLowerBound(),
                    window.getUpperBound(),
                    window.getExclude(),
                    window.isRows(),
                    true,
                    false,
                    over.isDistinct(),
                    over.ignoreNulls());
        }
    }
}
