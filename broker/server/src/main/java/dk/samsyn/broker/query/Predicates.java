package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.Strong;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSimplify;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Moves conditions as far down as they go, in one pass: through projections, joins, unions, aggregates, windows (on their
 * PARTITION BY columns only) and seals (only what is {@link LeakProof}). A condition on a join's key also reaches the other
 * side. Branches whose condition is false disappear.
 */
final class Predicates {
    private final RexBuilder rex;
    private final RexExecutor executor;
    private final RexSimplify simplify;
    private final ConceptConditions concepts;
    private final BiPredicate<RexNode, RelNode> mirrored;

    Predicates(RelOptCluster cluster, ConceptConditions concepts) {
        this(cluster.getRexBuilder(), executor(cluster), concepts, (condition, side) -> true);
    }

    private Predicates(
            RexBuilder rex, RexExecutor executor, ConceptConditions concepts, BiPredicate<RexNode, RelNode> mirrored) {
        this.rex = rex;
        this.executor = executor;
        this.simplify = new RexSimplify(rex, RelOptPredicateList.EMPTY, executor);
        this.concepts = concepts;
        this.mirrored = mirrored;
    }

    /** The same, but a condition on a join's key reaches the other side only if {@code worth} says so. */
    Predicates mirroring(BiPredicate<RexNode, RelNode> worth) {
        return new Predicates(rex, executor, concepts, worth);
    }

    private static RexExecutor executor(RelOptCluster cluster) {
        return java.util.Objects.requireNonNull(cluster.getPlanner().getExecutor());
    }

    /** The same rows, with every filter of the tree as low as it may stand. */
    RelNode settle(RelNode rel) {
        return push(rel, List.of());
    }

    /** The rows of {@code rel} for which every condition is true. */
    RelNode push(RelNode rel, List<RexNode> conditions) {
        List<RexNode> all = simplified(typed(conditions, rel));
        if (all.stream().anyMatch(RexNode::isAlwaysFalse)) {
            return empty(rel);
        }
        if (rel instanceof Filter filter && filter.getVariablesSet().isEmpty()) {
            List<RexNode> more = new ArrayList<>(all);
            more.addAll(RelOptUtil.conjunctions(filter.getCondition()));
            return push(filter.getInput(), more);
        }
        if (rel instanceof Project project) {
            return pushProject(project, all);
        }
        if (rel instanceof Join join) {
            return pushJoin(join, all);
        }
        if (rel instanceof Aggregate aggregate) {
            return pushAggregate(aggregate, all);
        }
        if (rel instanceof SetOp setOp) {
            return pushSetOp(setOp, all);
        }
        if (rel instanceof Sort sort && sort.fetch == null && sort.offset == null) {
            return sort.copy(sort.getTraitSet(), List.of(push(sort.getInput(), all)));
        }
        if (rel instanceof Seal seal) {
            Split split = split(all, LeakProof::is);
            RelNode input = push(seal.getInput(), split.yes());
            return isEmpty(input) ? empty(rel) : filter(seal.copy(seal.getTraitSet(), List.of(input)), split.no());
        }
        if (rel instanceof Correlate correlate) {
            return pushCorrelate(correlate, all);
        }
        if (rel instanceof Values values) {
            return values.getTuples().isEmpty() ? values : filter(values, all);
        }
        List<RelNode> inputs = rel.getInputs().stream().map(this::settle).toList();
        return filter(inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs), all);
    }

    private RelNode pushProject(Project project, List<RexNode> conditions) {
        List<RexOver> windows = windows(project);
        Split split = split(conditions, c -> passes(c, project, windows));
        List<RexNode> below = split.yes().stream()
                .map(c -> RelOptUtil.pushPastProject(c, project))
                .toList();
        RelNode input = push(project.getInput(), below);
        if (isEmpty(input)) {
            return empty(project);
        }
        RelNode moved = project.copy(project.getTraitSet(), List.of(input));
        return filter(moved, split.no());
    }

    static List<RexOver> windows(Project project) {
        List<RexOver> windows = new ArrayList<>();
        for (RexNode expression : project.getProjects()) {
            expression.accept(new RexVisitorImpl<Void>(true) {
                @Override
                public Void visitOver(RexOver over) {
                    windows.add(over);
                    return super.visitOver(over);
                }
            });
        }
        return windows;
    }

    /** A condition passes a window only if it looks at nothing but columns by which every window is partitioned. */
    private static boolean passes(RexNode condition, Project project, List<RexOver> windows) {
        if (!RexUtil.isDeterministic(condition)) {
            return false;
        }
        for (int column : RelOptUtil.InputFinder.bits(condition)) {
            RexNode expression = project.getProjects().get(column);
            if (!RexUtil.isDeterministic(expression) || expression.accept(SubQueries.FINDER) != null) {
                return false;
            }
            for (RexOver window : windows) {
                boolean key = window.getWindow().partitionKeys.stream().anyMatch(k -> k.equals(expression));
                if (!key) {
                    return false;
                }
            }
        }
        return true;
    }

    private RelNode pushJoin(Join join, List<RexNode> conditions) {
        int width = join.getLeft().getRowType().getFieldCount();
        JoinRelType type = strengthened(join, conditions, width);
        List<RexNode> left = new ArrayList<>();
        List<RexNode> right = new ArrayList<>();
        List<RexNode> above = new ArrayList<>();
        List<RexNode> on = new ArrayList<>();
        for (RexNode condition : conditions) {
            Side side = side(condition, width);
            if (side == Side.LEFT && !type.generatesNullsOnLeft()) {
                left.add(condition);
            } else if (side == Side.RIGHT && !type.generatesNullsOnRight() && type.projectsRight()) {
                right.add(shift(condition, width));
            } else if (type == JoinRelType.INNER && RexUtil.isDeterministic(condition)) {
                on.add(condition);
            } else {
                above.add(condition);
            }
        }
        for (RexNode condition : simplified(RelOptUtil.conjunctions(join.getCondition()))) {
            Side side = side(condition, width);
            if (side == Side.RIGHT
                    && (type == JoinRelType.INNER
                            || type == JoinRelType.LEFT
                            || type == JoinRelType.SEMI
                            || type == JoinRelType.ANTI)) {
                right.add(shift(condition, width));
            } else if (side == Side.LEFT
                    && (type == JoinRelType.INNER || type == JoinRelType.RIGHT || type == JoinRelType.SEMI)) {
                left.add(condition);
            } else {
                on.add(condition);
            }
        }
        if (on.stream().anyMatch(RexNode::isAlwaysFalse) && (type == JoinRelType.INNER || type == JoinRelType.SEMI)) {
            return empty(join);
        }
        mirror(on, left, right, join, type);
        RelNode newLeft = push(join.getLeft(), left);
        RelNode newRight = push(join.getRight(), right);
        boolean noLeft = isEmpty(newLeft) && !type.generatesNullsOnLeft();
        boolean noRight = isEmpty(newRight) && (type == JoinRelType.INNER || type == JoinRelType.SEMI);
        if (noLeft || noRight) {
            return empty(join);
        }
        if (isEmpty(newRight) && type == JoinRelType.ANTI) {
            return filter(newLeft, above);
        }
        RelNode moved = LogicalJoin.create(newLeft, newRight, List.of(), conjunction(on), join.getVariablesSet(), type);
        RelNode typed = moved.getRowType().equals(join.getRowType())
                ? moved
                : RelOptUtil.createCastRel(moved, join.getRowType(), true);
        return filter(typed, above);
    }

    /** An outer join whose missing side a condition would reject anyway is an inner join. */
    private static JoinRelType strengthened(Join join, List<RexNode> conditions, int width) {
        JoinRelType type = join.getJoinType();
        if (!type.isOuterJoin()) {
            return type;
        }
        int total = width + join.getRight().getRowType().getFieldCount();
        ImmutableBitSet leftColumns = ImmutableBitSet.range(width);
        ImmutableBitSet rightColumns = ImmutableBitSet.range(width, total);
        for (RexNode condition : conditions) {
            if (type.generatesNullsOnRight() && Strong.isNotTrue(condition, rightColumns)) {
                type = type.cancelNullsOnRight();
            }
            if (type.generatesNullsOnLeft() && Strong.isNotTrue(condition, leftColumns)) {
                type = type.cancelNullsOnLeft();
            }
        }
        return type;
    }

    /** Copies conditions on one key of an equi-join to the other side, where that side's other rows cannot matter. */
    private void mirror(List<RexNode> on, List<RexNode> left, List<RexNode> right, Join join, JoinRelType type) {
        int width = join.getLeft().getRowType().getFieldCount();
        boolean toRight = type == JoinRelType.INNER
                || type == JoinRelType.LEFT
                || type == JoinRelType.SEMI
                || type == JoinRelType.ANTI;
        boolean toLeft = type == JoinRelType.INNER || type == JoinRelType.RIGHT || type == JoinRelType.SEMI;
        Map<Integer, Integer> leftToRight = new HashMap<>();
        Map<Integer, Integer> rightToLeft = new HashMap<>();
        for (RexNode condition : on) {
            keys(condition, width).ifPresent(k -> {
                leftToRight.put(k.left(), k.right());
                rightToLeft.put(k.right(), k.left());
            });
        }
        List<RexNode> leftGiven = List.copyOf(left);
        List<RexNode> rightGiven = List.copyOf(right);
        if (toRight) {
            leftGiven.forEach(c -> rename(c, leftToRight)
                    .filter(r -> !right.contains(r) && mirrored.test(r, join.getRight()))
                    .ifPresent(right::add));
        }
        if (toLeft) {
            rightGiven.forEach(c -> rename(c, rightToLeft)
                    .filter(l -> !left.contains(l) && mirrored.test(l, join.getLeft()))
                    .ifPresent(left::add));
        }
    }

    /** Columns, each from the start of its own side, that a condition says are equal. */
    record KeyPair(int left, int right) {}

    static Optional<KeyPair> keys(RexNode condition, int width) {
        if (condition.getKind() != SqlKind.EQUALS) {
            return Optional.empty();
        }
        RexNode a = ((org.apache.calcite.rex.RexCall) condition).getOperands().get(0);
        RexNode b = ((org.apache.calcite.rex.RexCall) condition).getOperands().get(1);
        if (!(a instanceof RexInputRef first) || !(b instanceof RexInputRef second)) {
            return Optional.empty();
        }
        int low = Math.min(first.getIndex(), second.getIndex());
        int high = Math.max(first.getIndex(), second.getIndex());
        return low < width && high >= width ? Optional.of(new KeyPair(low, high - width)) : Optional.empty();
    }

    private static Optional<RexNode> rename(RexNode condition, Map<Integer, Integer> columns) {
        ImmutableBitSet used = RelOptUtil.InputFinder.bits(condition);
        if (used.isEmpty()
                || !RexUtil.isDeterministic(condition)
                || !LeakProof.is(condition)
                || !columns.keySet().containsAll(used.asList())) {
            return Optional.empty();
        }
        return Optional.of(condition.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return new RexInputRef(columns.getOrDefault(ref.getIndex(), ref.getIndex()), ref.getType());
            }
        }));
    }

    private RelNode pushAggregate(Aggregate aggregate, List<RexNode> conditions) {
        ImmutableBitSet common = aggregate.getGroupSets().stream()
                .reduce(ImmutableBitSet::intersect)
                .orElse(ImmutableBitSet.of());
        List<Integer> keys = aggregate.getGroupSet().asList();
        Split split = split(conditions, c -> {
            ImmutableBitSet used = RelOptUtil.InputFinder.bits(c);
            return !used.isEmpty() && used.asList().stream().allMatch(i -> i < keys.size() && common.get(keys.get(i)));
        });
        List<RexNode> below = split.yes().stream()
                .map(c -> c.accept(new RexShuttle() {
                    @Override
                    public RexNode visitInputRef(RexInputRef ref) {
                        return rex.makeInputRef(aggregate.getInput(), keys.get(ref.getIndex()));
                    }
                }))
                .toList();
        RelNode input = push(aggregate.getInput(), below);
        if (isEmpty(input)
                && !aggregate.getGroupSet().isEmpty()
                && aggregate.getGroupType() == Aggregate.Group.SIMPLE) {
            return empty(aggregate);
        }
        return filter(aggregate.copy(aggregate.getTraitSet(), List.of(input)), split.no());
    }

    private RelNode pushSetOp(SetOp setOp, List<RexNode> conditions) {
        List<RelNode> inputs =
                setOp.getInputs().stream().map(i -> push(i, conditions)).toList();
        if (!(setOp instanceof Union union)) {
            return setOp.copy(setOp.getTraitSet(), inputs);
        }
        List<RelNode> alive = inputs.stream().filter(i -> !isEmpty(i)).toList();
        if (alive.isEmpty()) {
            return empty(setOp);
        }
        if (alive.size() == 1 && union.all) {
            RelNode only = alive.get(0);
            return only.getRowType().equals(setOp.getRowType())
                    ? only
                    : RelOptUtil.createCastRel(only, setOp.getRowType(), true);
        }
        RelNode moved = LogicalUnion.create(alive, union.all);
        return moved.getRowType().equals(setOp.getRowType())
                ? moved
                : RelOptUtil.createCastRel(moved, setOp.getRowType(), true);
    }

    private RelNode pushCorrelate(Correlate correlate, List<RexNode> conditions) {
        int width = correlate.getLeft().getRowType().getFieldCount();
        Split split = split(conditions, c -> side(c, width) == Side.LEFT);
        RelNode left = push(correlate.getLeft(), split.yes());
        RelNode right = settle(correlate.getRight());
        return filter(correlate.copy(correlate.getTraitSet(), List.of(left, right)), split.no());
    }

    private RelNode filter(RelNode rel, List<RexNode> conditions) {
        List<RexNode> all = simplified(conditions);
        if (all.isEmpty() || isEmpty(rel)) {
            return rel;
        }
        return all.stream().anyMatch(RexNode::isAlwaysFalse) ? empty(rel) : LogicalFilter.create(rel, conjunction(all));
    }

    /** The other side of a key, or a branch of a union, may hold NULL where the conditions' own column cannot. */
    private List<RexNode> typed(List<RexNode> conditions, RelNode rel) {
        RexShuttle shuttle = new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return rex.makeInputRef(rel, ref.getIndex());
            }
        };
        return conditions.stream().map(c -> c.accept(shuttle)).toList();
    }

    private RexNode conjunction(List<RexNode> conditions) {
        return RexUtil.composeConjunction(rex, conditions);
    }

    private List<RexNode> simplified(List<RexNode> conditions) {
        List<RexNode> result = new ArrayList<>();
        for (RexNode condition : conditions) {
            RexNode simple = simplify.simplifyUnknownAsFalse(concepts.rewrite(rex, condition));
            for (RexNode conjunct : RelOptUtil.conjunctions(simple)) {
                if (!conjunct.isAlwaysTrue() && !result.contains(conjunct)) {
                    result.add(conjunct);
                }
            }
        }
        return result;
    }

    static RelNode empty(RelNode like) {
        return LogicalValues.createEmpty(like.getCluster(), like.getRowType());
    }

    static boolean isEmpty(RelNode rel) {
        return rel instanceof Values values && values.getTuples().isEmpty();
    }

    private enum Side {
        LEFT,
        RIGHT,
        BOTH,
        NONE
    }

    private static Side side(RexNode condition, int width) {
        ImmutableBitSet used = RelOptUtil.InputFinder.bits(condition);
        if (used.isEmpty()) {
            return Side.NONE;
        }
        boolean left = used.nth(0) < width;
        boolean right = used.length() > width;
        return left && right ? Side.BOTH : left ? Side.LEFT : Side.RIGHT;
    }

    static RexNode shift(RexNode condition, int width) {
        return condition.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return new RexInputRef(ref.getIndex() - width, ref.getType());
            }
        });
    }

    private record Split(List<RexNode> yes, List<RexNode> no) {}

    private static Split split(List<RexNode> conditions, Predicate<RexNode> test) {
        List<RexNode> yes = new ArrayList<>();
        List<RexNode> no = new ArrayList<>();
        conditions.forEach(c -> (test.test(c) ? yes : no).add(c));
        return new Split(yes, no);
    }
}
