package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Carries {@code key = constant} over joins: where one side's rows all have it, the other side's rows with another key cannot
 * matter.
 *
 * <pre>
 *   Join(a.k = b.k)                   Join(a.k = b.k)
 *     Filter(k = c)          =&gt;          Filter(k = c)
 *       a                                  a
 *     b                                  Filter(k = c)
 *                                          b
 * </pre>
 */
final class KnownKeys {
    private static final int PASSES = 4;
    private static final Set<JoinRelType> TO_RIGHT =
            Set.of(JoinRelType.INNER, JoinRelType.LEFT, JoinRelType.SEMI, JoinRelType.ANTI);
    private static final Set<JoinRelType> TO_LEFT = Set.of(JoinRelType.INNER, JoinRelType.RIGHT, JoinRelType.SEMI);

    private final Predicates predicates;
    private final RexBuilder rex;

    KnownKeys(Predicates predicates, RexBuilder rex) {
        this.predicates = predicates;
        this.rex = rex;
    }

    /** The same rows of a settled tree, with what is known of keys on both sides of joins. */
    RelNode carried(RelNode tree) {
        RelNode before = tree;
        for (int pass = 0; pass < PASSES; pass++) {
            RelNode after = visit(before);
            if (after == before) {
                return after;
            }
            before = after;
        }
        return before;
    }

    private RelNode visit(RelNode rel) {
        List<RelNode> inputs = new ArrayList<>();
        rel.getInputs().forEach(input -> inputs.add(visit(input)));
        RelNode same = inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
        return same instanceof Join join ? join(join) : same;
    }

    private RelNode join(Join join) {
        int width = join.getLeft().getRowType().getFieldCount();
        Map<Integer, RexNode> left = known(join.getLeft());
        Map<Integer, RexNode> right = known(join.getRight());
        List<RexNode> forLeft = new ArrayList<>();
        List<RexNode> forRight = new ArrayList<>();
        for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
            Predicates.keys(condition, width).ifPresent(k -> {
                RexNode fromLeft = left.get(k.left());
                RexNode fromRight = right.get(k.right());
                if (fromLeft != null && fromRight == null && TO_RIGHT.contains(join.getJoinType())) {
                    forRight.add(equal(join.getRight(), k.right(), fromLeft));
                }
                if (fromRight != null && fromLeft == null && TO_LEFT.contains(join.getJoinType())) {
                    forLeft.add(equal(join.getLeft(), k.left(), fromRight));
                }
            });
        }
        if (forLeft.isEmpty() && forRight.isEmpty()) {
            return join;
        }
        RelNode newLeft = forLeft.isEmpty() ? join.getLeft() : predicates.push(join.getLeft(), forLeft);
        RelNode newRight = forRight.isEmpty() ? join.getRight() : predicates.push(join.getRight(), forRight);
        return join.copy(join.getTraitSet(), List.of(newLeft, newRight));
    }

    private RexNode equal(RelNode rel, int column, RexNode constant) {
        return rex.makeCall(SqlStdOperatorTable.EQUALS, rex.makeInputRef(rel, column), constant);
    }

    /** Columns that have the same known value in every row. */
    private static Map<Integer, RexNode> known(RelNode rel) {
        Map<Integer, RexNode> known = new HashMap<>();
        if (rel instanceof Filter filter) {
            known.putAll(known(filter.getInput()));
            RelOptUtil.conjunctions(filter.getCondition()).forEach(c -> equality(c, known));
        } else if (rel instanceof Sort || rel instanceof Seal) {
            return known(rel.getInput(0));
        } else if (rel instanceof Project project) {
            Map<Integer, RexNode> below = known(project.getInput());
            for (int i = 0; i < project.getProjects().size(); i++) {
                if (project.getProjects().get(i) instanceof RexInputRef ref && below.containsKey(ref.getIndex())) {
                    known.put(i, below.get(ref.getIndex()));
                }
            }
        } else if (rel instanceof Aggregate aggregate && aggregate.getGroupType() == Aggregate.Group.SIMPLE) {
            Map<Integer, RexNode> below = known(aggregate.getInput());
            for (int i = 0; i < aggregate.getGroupSet().cardinality(); i++) {
                if (below.containsKey(aggregate.getGroupSet().nth(i))) {
                    known.put(i, below.get(aggregate.getGroupSet().nth(i)));
                }
            }
        } else if (rel instanceof Join join) {
            int width = join.getLeft().getRowType().getFieldCount();
            if (!join.getJoinType().generatesNullsOnLeft()) {
                known.putAll(known(join.getLeft()));
            }
            if (join.getJoinType().projectsRight() && !join.getJoinType().generatesNullsOnRight()) {
                known(join.getRight()).forEach((column, value) -> known.put(width + column, value));
            }
        }
        return known;
    }

    private static void equality(RexNode condition, Map<Integer, RexNode> known) {
        if (condition.getKind() != SqlKind.EQUALS) {
            return;
        }
        RexNode a = ((RexCall) condition).getOperands().get(0);
        RexNode b = ((RexCall) condition).getOperands().get(1);
        if (a instanceof RexInputRef ref && PersonExpressions.isConstant(b)) {
            known.put(ref.getIndex(), b);
        } else if (b instanceof RexInputRef ref && PersonExpressions.isConstant(a)) {
            known.put(ref.getIndex(), a);
        }
    }
}
