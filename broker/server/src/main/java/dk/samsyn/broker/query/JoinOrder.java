package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Orders a group of inner joins: the smallest factor first, then always the one that keeps the result smallest among those
 * joined by a condition; tables that can only be asked by key come last, when the other factors have left few persons.
 */
final class JoinOrder {
    private final Estimates estimates;

    JoinOrder(Estimates estimates) {
        this.estimates = estimates;
    }

    RelNode order(RelNode rel) {
        if (rel instanceof Join join && join.getJoinType() == JoinRelType.INNER) {
            Group group = new Group(new ArrayList<>(), new ArrayList<>());
            int width = flatten(join, 0, group);
            List<RelNode> factors = group.factors().stream().map(this::order).toList();
            return factors.size() < 2 ? factors.get(0) : ordered(join, factors, group.conditions(), width);
        }
        List<RelNode> inputs = rel.getInputs().stream().map(this::order).toList();
        return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    }

    private record Group(List<RelNode> factors, List<RexNode> conditions) {}

    /** Collects factors and conditions; columns of conditions count from the start of the whole group. */
    private static int flatten(RelNode rel, int start, Group group) {
        if (rel instanceof Join join && join.getJoinType() == JoinRelType.INNER) {
            int middle = flatten(join.getLeft(), start, group);
            int end = flatten(join.getRight(), middle, group);
            for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
                group.conditions().add(RexUtil.shift(condition, start));
            }
            return end;
        }
        group.factors().add(rel);
        return start + rel.getRowType().getFieldCount();
    }

    private RelNode ordered(Join join, List<RelNode> factors, List<RexNode> conditions, int width) {
        int[] starts = new int[factors.size()];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + factors.get(i - 1).getRowType().getFieldCount();
        }
        int[] position = new int[width];
        Set<Integer> left = new HashSet<>();
        for (int i = 0; i < factors.size(); i++) {
            left.add(i);
        }
        List<RexNode> open = new ArrayList<>(conditions);
        int first = pick(left, factors, null, open, starts, ImmutableBitSet.of());
        left.remove(first);
        RelNode tree = factors.get(first);
        place(position, starts[first], 0, tree.getRowType().getFieldCount());
        ImmutableBitSet have = columns(first, factors, starts);
        while (!left.isEmpty()) {
            int next = pick(left, factors, tree, open, starts, have);
            left.remove(next);
            RelNode factor = factors.get(next);
            int at = tree.getRowType().getFieldCount();
            place(position, starts[next], at, factor.getRowType().getFieldCount());
            have = have.union(columns(next, factors, starts));
            List<RexNode> now = new ArrayList<>();
            for (RexNode condition : List.copyOf(open)) {
                if (have.contains(RelOptUtil.InputFinder.bits(condition))) {
                    now.add(moved(condition, position));
                    open.remove(condition);
                }
            }
            tree = LogicalJoin.create(
                    tree,
                    factor,
                    List.of(),
                    RexUtil.composeConjunction(join.getCluster().getRexBuilder(), now),
                    Set.of(),
                    JoinRelType.INNER);
        }
        return restored(join, tree, position);
    }

    private static void place(int[] position, int from, int to, int count) {
        for (int i = 0; i < count; i++) {
            position[from + i] = to + i;
        }
    }

    private static ImmutableBitSet columns(int factor, List<RelNode> factors, int[] starts) {
        return ImmutableBitSet.range(
                starts[factor],
                starts[factor] + factors.get(factor).getRowType().getFieldCount());
    }

    private int pick(
            Set<Integer> left,
            List<RelNode> factors,
            @org.jspecify.annotations.Nullable RelNode tree,
            List<RexNode> open,
            int[] starts,
            ImmutableBitSet have) {
        int best = -1;
        double bestCost = Double.MAX_VALUE;
        for (int candidate : left.stream().sorted().toList()) {
            RelNode factor = factors.get(candidate);
            double cost = estimates.rows(factor);
            if (lookupOnly(factor)) {
                cost *= 1e6;
            }
            ImmutableBitSet mine = columns(candidate, factors, starts);
            boolean connected = tree == null
                    || open.stream().anyMatch(c -> {
                        ImmutableBitSet used = RelOptUtil.InputFinder.bits(c);
                        return used.intersects(mine)
                                && used.intersects(have)
                                && have.union(mine).contains(used);
                    });
            if (!connected) {
                cost *= 1e9;
            }
            if (cost < bestCost) {
                bestCost = cost;
                best = candidate;
            }
        }
        return best;
    }

    /** Whether some scan below can only be asked by key and no constant binds it. */
    static boolean lookupOnly(RelNode rel) {
        if (rel instanceof SourceScan scan) {
            return scan.sourceTable.key().mandatory();
        }
        return rel.getInputs().stream().anyMatch(JoinOrder::lookupOnly);
    }

    private static RexNode moved(RexNode condition, int[] position) {
        return condition.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return new RexInputRef(position[ref.getIndex()], ref.getType());
            }
        });
    }

    /** The columns in the order that the reader of the group expects. */
    private static RelNode restored(Join join, RelNode tree, int[] position) {
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < position.length; i++) {
            columns.add(new RexInputRef(
                    position[i], join.getRowType().getFieldList().get(i).getType()));
        }
        RelNode project = LogicalProject.create(tree, List.of(), columns, join.getRowType(), Set.of());
        return project instanceof Project p && RexUtil.isIdentity(p.getProjects(), tree.getRowType()) ? tree : project;
    }
}
