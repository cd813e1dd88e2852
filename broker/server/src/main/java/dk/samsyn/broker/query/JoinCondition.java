package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.expression.Expression;
import dk.samsyn.broker.engine.expression.ExpressionCompiler;
import dk.samsyn.broker.engine.operator.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;

/** Takes a join's condition apart: pairs of equal keys, and the rest. */
final class JoinCondition {
    private final int width;
    private final List<RexNode> leftKeys = new ArrayList<>();
    private final List<RexNode> rightKeys = new ArrayList<>();
    private final List<Boolean> nullSafe = new ArrayList<>();
    private final List<RexNode> rest = new ArrayList<>();

    private JoinCondition(int width) {
        this.width = width;
    }

    static Condition of(Join join, ExpressionCompiler compiler) {
        RexBuilder rex = join.getCluster().getRexBuilder();
        JoinCondition condition = new JoinCondition(join.getLeft().getRowType().getFieldCount());
        for (RexNode part : RelOptUtil.conjunctions(join.getCondition())) {
            RexNode plain =
                    part instanceof RexCall call ? RelOptUtil.collapseExpandedIsNotDistinctFromExpr(call, rex) : part;
            if (!plain.isAlwaysTrue() && !condition.key(plain)) {
                condition.rest.add(part);
            }
        }
        List<Expression> left = compiler.compile(condition.leftKeys);
        List<Expression> right = compiler.compile(condition.rightKeys);
        Optional<RexNode> rest = condition.rest.isEmpty()
                ? Optional.empty()
                : Optional.of(RexUtil.composeConjunction(rex, condition.rest));
        return new Condition(
                left,
                right,
                condition.nullSafe,
                rest.map(compiler::compile),
                rest.map(r -> RelOptUtil.InputFinder.bits(r).asList()).orElse(List.of()));
    }

    private boolean key(RexNode part) {
        boolean equal = part.getKind() == SqlKind.EQUALS;
        if (!equal && part.getKind() != SqlKind.IS_NOT_DISTINCT_FROM) {
            return false;
        }
        RexNode a = ((RexCall) part).getOperands().get(0);
        RexNode b = ((RexCall) part).getOperands().get(1);
        if (!isColumn(a) || !isColumn(b) || !sameKind(a, b)) {
            return false;
        }
        boolean aLeft = isLeft(a);
        if (aLeft == isLeft(b)) {
            return false;
        }
        leftKeys.add(aLeft ? a : b);
        rightKeys.add(Predicates.shift(aLeft ? b : a, width));
        nullSafe.add(!equal);
        return true;
    }

    /** A column, perhaps under a cast that cannot fail. */
    private static boolean isColumn(RexNode node) {
        return node instanceof RexInputRef
                || (node.getKind() == SqlKind.CAST
                        && RexUtil.isLosslessCast(node)
                        && isColumn(((RexCall) node).getOperands().get(0)));
    }

    private boolean isLeft(RexNode node) {
        ImmutableBitSet used = RelOptUtil.InputFinder.bits(node);
        return used.nth(0) < width;
    }

    private static boolean sameKind(RexNode a, RexNode b) {
        SqlTypeName first = a.getType().getSqlTypeName();
        SqlTypeName second = b.getType().getSqlTypeName();
        boolean whole = SqlTypeName.INT_TYPES.contains(first) && SqlTypeName.INT_TYPES.contains(second);
        boolean texts = SqlTypeUtil.inCharFamily(a.getType()) && SqlTypeUtil.inCharFamily(b.getType());
        boolean same = first == second && Form.of(a.getType()) != Form.OBJECT;
        return whole || texts || same;
    }
}
