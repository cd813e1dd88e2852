package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Finds the joins that only ask whether there is a row on the other side.
 *
 * <pre>
 *   Join(a.k = b.k), b unique on k, no other column of b used     =&gt;   SemiJoin(a.k = b.k)
 *   Filter(b.c IS NULL), Join(left, a.k = b.k), b.c never NULL    =&gt;   AntiJoin(a.k = b.k)
 *   Join(left, a.k = b.k), b unique on k, no column of b used     =&gt;   a
 *   SemiJoin(a.k = b.k), b = Aggregate(k, no function used)       =&gt;   SemiJoin with the aggregate's input
 * </pre>
 *
 * Every node keeps its row type; a column that nobody uses may hold anything.
 */
final class SemiJoins {
    private final RexBuilder rex;

    private SemiJoins(RexBuilder rex) {
        this.rex = rex;
    }

    /** The same rows. */
    static RelNode of(RelNode tree) {
        return new SemiJoins(tree.getCluster().getRexBuilder()).visit(tree, all(tree));
    }

    private static ImmutableBitSet all(RelNode rel) {
        return ImmutableBitSet.range(rel.getRowType().getFieldCount());
    }

    private RelNode visit(RelNode rel, ImmutableBitSet used) {
        if (rel instanceof Project project) {
            return project(project, used);
        }
        if (rel instanceof Filter filter) {
            return filter(filter, used);
        }
        if (rel instanceof Join join) {
            return join(join, used);
        }
        if (rel instanceof Seal seal) {
            ImmutableBitSet noted = seal.tap.map(Seal.Tap::columns).orElse(ImmutableBitSet.of());
            return over(rel, List.of(visit(seal.getInput(), used.union(noted))));
        }
        if (rel instanceof Sort sort) {
            ImmutableBitSet order = ImmutableBitSet.of(sort.getCollation().getKeys());
            return over(rel, List.of(visit(sort.getInput(), used.union(order))));
        }
        if (rel instanceof Aggregate aggregate) {
            ImmutableBitSet.Builder needed = ImmutableBitSet.builder().addAll(aggregate.getGroupSet());
            aggregate.getAggCallList().forEach(call -> {
                call.getArgList().forEach(needed::set);
                if (call.hasFilter()) {
                    needed.set(call.filterArg);
                }
                call.getCollation().getKeys().forEach(needed::set);
            });
            return over(rel, List.of(visit(aggregate.getInput(), needed.build())));
        }
        boolean columnwise = rel instanceof Union union && union.all;
        return over(
                rel,
                rel.getInputs().stream()
                        .map(i -> visit(i, columnwise ? used : all(i)))
                        .toList());
    }

    private static RelNode over(RelNode rel, List<RelNode> inputs) {
        return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    }

    private RelNode project(Project project, ImmutableBitSet used) {
        List<RexNode> expressions = new ArrayList<>();
        for (int i = 0; i < project.getProjects().size(); i++) {
            RexNode expression = project.getProjects().get(i);
            expressions.add(used.get(i) ? expression : anything(expression.getType()));
        }
        RelNode input = visit(project.getInput(), RelOptUtil.InputFinder.bits(expressions, null));
        return project.copy(project.getTraitSet(), input, expressions, project.getRowType());
    }

    private RexNode anything(RelDataType type) {
        if (type.isNullable()) {
            return rex.makeNullLiteral(type);
        }
        RexNode zero = rex.makeZeroLiteral(type);
        return zero.getType().equals(type) ? zero : rex.makeAbstractCast(type, zero, false);
    }

    private RelNode filter(Filter filter, ImmutableBitSet used) {
        Optional<RelNode> anti = filter.getVariablesSet().isEmpty() ? anti(filter) : Optional.empty();
        if (anti.isPresent()) {
            return visit(anti.get(), used);
        }
        ImmutableBitSet needed = used.union(RelOptUtil.InputFinder.bits(filter.getCondition()));
        return over(filter, List.of(visit(filter.getInput(), needed)));
    }

    /** An outer join of which only the rows without a partner are kept. */
    private Optional<RelNode> anti(Filter filter) {
        if (!(filter.getInput() instanceof Join join) || join.getJoinType() != JoinRelType.LEFT) {
            return Optional.empty();
        }
        int width = join.getLeft().getRowType().getFieldCount();
        List<RexNode> rest = new ArrayList<>(RelOptUtil.conjunctions(filter.getCondition()));
        if (!rest.removeIf(c -> saysNoPartner(c, join, width))) {
            return Optional.empty();
        }
        RelNode unmatched = LogicalJoin.create(
                join.getLeft(),
                join.getRight(),
                List.of(),
                join.getCondition(),
                join.getVariablesSet(),
                JoinRelType.ANTI);
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < join.getRowType().getFieldCount(); i++) {
            RelDataType type = join.getRowType().getFieldList().get(i).getType();
            columns.add(i < width ? rex.makeInputRef(unmatched, i) : rex.makeNullLiteral(type));
        }
        RelNode wide = LogicalProject.create(unmatched, List.of(), columns, join.getRowType(), Set.of());
        return Optional.of(rest.isEmpty() ? wide : LogicalFilter.create(wide, RexUtil.composeConjunction(rex, rest)));
    }

    private static boolean saysNoPartner(RexNode condition, Join join, int width) {
        return condition.getKind() == SqlKind.IS_NULL
                && ((RexCall) condition).getOperands().get(0) instanceof RexInputRef ref
                && ref.getIndex() >= width
                && !join.getRight()
                        .getRowType()
                        .getFieldList()
                        .get(ref.getIndex() - width)
                        .getType()
                        .isNullable();
    }

    private RelNode join(Join join, ImmutableBitSet used) {
        int width = join.getLeft().getRowType().getFieldCount();
        ImmutableBitSet usedLeft = used.intersect(ImmutableBitSet.range(width));
        ImmutableBitSet usedRight = used.except(usedLeft).shift(-width);
        ImmutableBitSet rightKeys = ImmutableBitSet.of(join.analyzeCondition().rightKeys);
        ImmutableBitSet leftKeys = ImmutableBitSet.of(join.analyzeCondition().leftKeys);
        JoinRelType type = join.getJoinType();
        if (type == JoinRelType.LEFT && usedRight.isEmpty() && unique(join.getRight(), rightKeys)) {
            return withAnything(visit(join.getLeft(), usedLeft), join);
        }
        if (type == JoinRelType.INNER && rightKeys.contains(usedRight) && unique(join.getRight(), rightKeys)) {
            return semi(join, usedLeft, true);
        }
        if (type == JoinRelType.INNER && leftKeys.contains(usedLeft) && unique(join.getLeft(), leftKeys)) {
            return semi(join, usedRight, false);
        }
        ImmutableBitSet needed = used.union(RelOptUtil.InputFinder.bits(join.getCondition()));
        ImmutableBitSet left = needed.intersect(ImmutableBitSet.range(width));
        RelNode right = type.projectsRight() ? join.getRight() : withoutDistinct(join.getRight());
        return over(
                join,
                List.of(
                        visit(join.getLeft(), left),
                        visit(right, needed.except(left).shift(-width))));
    }

    private static boolean unique(RelNode rel, ImmutableBitSet keys) {
        return !keys.isEmpty() && Uniqueness.on(rel, keys);
    }

    private RelNode withAnything(RelNode left, Join join) {
        List<RexNode> columns = new ArrayList<>();
        int width = left.getRowType().getFieldCount();
        for (int i = 0; i < join.getRowType().getFieldCount(); i++) {
            RelDataType type = join.getRowType().getFieldList().get(i).getType();
            columns.add(i < width ? rex.makeInputRef(left, i) : anything(type));
        }
        return LogicalProject.create(left, List.of(), columns, join.getRowType(), Set.of());
    }

    /** An inner join of which one side's keys at most are used, and those are the other side's too. */
    private RelNode semi(Join join, ImmutableBitSet used, boolean keepsLeft) {
        int leftWidth = join.getLeft().getRowType().getFieldCount();
        int total = join.getRowType().getFieldCount();
        RelNode kept = keepsLeft ? join.getLeft() : join.getRight();
        RelNode asked = withoutDistinct(keepsLeft ? join.getRight() : join.getLeft());
        int[] partner = new int[total];
        for (int i = 0; i < total; i++) {
            boolean own = i < leftWidth == keepsLeft;
            partner[i] = own ? (keepsLeft ? i : i - leftWidth) : -1;
        }
        for (int i = 0; i < join.analyzeCondition().leftKeys.size(); i++) {
            int left = join.analyzeCondition().leftKeys.getInt(i);
            int right = join.analyzeCondition().rightKeys.getInt(i);
            partner[keepsLeft ? right + leftWidth : left] = keepsLeft ? left : right;
        }
        RexNode condition = keepsLeft ? join.getCondition() : swapped(join.getCondition(), leftWidth, total);
        RelNode semi = LogicalJoin.create(kept, asked, List.of(), condition, Set.of(), JoinRelType.SEMI);
        List<RexNode> columns = new ArrayList<>();
        ImmutableBitSet.Builder needed = ImmutableBitSet.builder().addAll(used);
        for (int i = 0; i < total; i++) {
            RelDataType type = join.getRowType().getFieldList().get(i).getType();
            if (partner[i] < 0) {
                columns.add(anything(type));
                continue;
            }
            needed.set(partner[i]);
            RexNode ref = rex.makeInputRef(semi, partner[i]);
            columns.add(ref.getType().equals(type) ? ref : rex.makeAbstractCast(type, ref, false));
        }
        return LogicalProject.create(visit(semi, needed.build()), List.of(), columns, join.getRowType(), Set.of());
    }

    private static RexNode swapped(RexNode condition, int leftWidth, int total) {
        return condition.accept(new org.apache.calcite.rex.RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                int index = ref.getIndex();
                return new RexInputRef(
                        index < leftWidth ? index + total - leftWidth : index - leftWidth, ref.getType());
            }
        });
    }

    /** Whether a row exists does not depend on how often. */
    private RelNode withoutDistinct(RelNode rel) {
        if (rel instanceof Project project) {
            RelNode input = withoutDistinct(project.getInput());
            return input == project.getInput() ? rel : project.copy(project.getTraitSet(), List.of(input));
        }
        if (!(rel instanceof Aggregate aggregate)
                || aggregate.getGroupType() != Aggregate.Group.SIMPLE
                || aggregate.getGroupSet().isEmpty()
                || aggregate.getAggCallList().stream()
                        .anyMatch(c -> c.getAggregation().getKind() != SqlKind.LITERAL_AGG)) {
            return rel;
        }
        List<RexNode> columns = new ArrayList<>();
        aggregate.getGroupSet().forEach(i -> columns.add(rex.makeInputRef(aggregate.getInput(), i)));
        aggregate.getAggCallList().forEach(c -> columns.add(c.rexList.get(0)));
        return LogicalProject.create(aggregate.getInput(), List.of(), columns, aggregate.getRowType(), Set.of());
    }
}
