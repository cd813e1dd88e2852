package dk.samsyn.broker.query;

import dk.samsyn.spi.SourceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Orders the joins of a group: from each possible start the factor next that takes away most rows for its cost, and of all
 * starts the cheapest. What costs a call per person so comes when the others have left few.
 */
final class JoinOrder {
    private final Estimates estimates;
    private final Costs costs;

    JoinOrder(Estimates estimates, Costs costs) {
        this.estimates = estimates;
        this.costs = costs;
    }

    /** The same rows. */
    RelNode order(RelNode rel) {
        if (JoinGroup.isGroup(rel)) {
            JoinGroup group = new JoinGroup(rel, this::order);
            return group.factors.size() < 2 ? group.factors.get(0).rel() : built(group, rel, best(group));
        }
        List<RelNode> inputs = rel.getInputs().stream().map(this::order).toList();
        return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    }

    private List<Integer> best(JoinGroup group) {
        Search best = null;
        for (int start = 0; start < group.factors.size(); start++) {
            if (group.factors.get(start).type() == JoinRelType.INNER) {
                Search search = new Search(group, start);
                if (best == null || search.cost < best.cost) {
                    best = search;
                }
            }
        }
        return java.util.Objects.requireNonNull(best).order;
    }

    /** The order from one start. */
    private final class Search {
        private final JoinGroup group;
        private final List<Integer> order = new ArrayList<>();
        private final List<RexNode> open;
        private ImmutableBitSet have;
        private Size size;
        private double cost;

        /** The source that computes all so far in one statement, if one does. */
        private Optional<SourceId> home;

        /** Column of {@link #size} for each column of the group. */
        private final int[] position;

        private Search(JoinGroup group, int start) {
            this.group = group;
            this.open = new ArrayList<>(group.conditions);
            this.position = new int[group.width()];
            Arrays.fill(position, -1);
            JoinGroup.Factor first = group.factors.get(start);
            this.size = estimates.size(first.rel());
            this.cost = costs.whole(first.rel());
            this.home = costs.home(first.rel());
            this.have = first.columns();
            place(first, 0);
            order.add(start);
            while (order.size() < group.factors.size()) {
                add(next());
            }
        }

        private void place(JoinGroup.Factor factor, int at) {
            for (int i = 0; i < factor.rel().getRowType().getFieldCount(); i++) {
                position[factor.start() + i] = at + i;
            }
        }

        /** A factor, what it costs now, the size after it, and whether the source of all before computes it, too. */
        private record Step(int factor, double cost, Size size, List<RexNode> done, boolean atHome) {}

        private Step next() {
            Step best = null;
            double bestRank = Double.MAX_VALUE;
            for (int i = 0; i < group.factors.size(); i++) {
                JoinGroup.Factor factor = group.factors.get(i);
                if (order.contains(i) || !have.contains(factor.needs())) {
                    continue;
                }
                Step step = step(i, factor);
                double rank = rank(step, factor);
                if (best == null || rank < bestRank) {
                    best = step;
                    bestRank = rank;
                }
            }
            return java.util.Objects.requireNonNull(best);
        }

        /** Rows that are left per row, for the cost of a row: the lower, the sooner. */
        private double rank(Step step, JoinGroup.Factor factor) {
            boolean connected =
                    factor.type() != JoinRelType.INNER || !step.done().isEmpty();
            double growth = step.size().rows() / size.rows() - 1;
            if (growth < 0 && asksByPerson(factor.rel())) {
                // After all that can leave fewer persons to ask for, before what cannot.
                return connected ? -Double.MIN_NORMAL : 1e30;
            }
            // A source that joins sends fewer rows, which may save more than its work costs.
            double paid = Math.max(0, step.cost()) + 1;
            double rank = growth < 0 ? growth / paid : growth * paid;
            return connected ? rank : 1e30 + rank;
        }

        private static boolean asksByPerson(RelNode rel) {
            return Costs.scans(rel).stream().anyMatch(s -> s.sourceTable.key().mandatory());
        }

        private Step step(int index, JoinGroup.Factor factor) {
            List<RexNode> done = factor.type() == JoinRelType.INNER ? ready(factor) : factor.on();
            int width = size.width();
            int[] places = position.clone();
            for (int i = 0; i < factor.rel().getRowType().getFieldCount(); i++) {
                places[factor.start() + i] = width + i;
            }
            List<RexNode> local = done.stream().map(c -> moved(c, places)).toList();
            double least = costs.whole(factor.rel());
            for (RexNode condition : local) {
                Optional<Predicates.KeyPair> keys = Predicates.keys(condition, width);
                if (keys.isPresent()) {
                    double values = size.distinct(keys.get().left());
                    least = Math.min(least, costs.keyed(factor.rel(), keys.get().right(), values));
                }
            }
            Size after = estimates.joined(size, estimates.size(factor.rel()), factor.type(), local);
            if (factor.type() == JoinRelType.LEFT) {
                for (RexNode filter : ready(factor)) {
                    after = after.scaled(Selectivity.byKind(filter));
                }
            }
            boolean atHome = home.isPresent() && !done.isEmpty() && home.equals(costs.home(factor.rel()));
            if (atHome) {
                least = Math.min(least, costs.added(factor.rel(), after.rows() - size.rows()));
            }
            return new Step(index, least, after, done, atHome);
        }

        /** Open conditions that can be tested once a factor is there. */
        private List<RexNode> ready(JoinGroup.Factor factor) {
            ImmutableBitSet all = have.union(factor.columns());
            return open.stream()
                    .filter(c -> all.contains(RelOptUtil.InputFinder.bits(c)))
                    .toList();
        }

        private void add(Step step) {
            JoinGroup.Factor factor = group.factors.get(step.factor());
            if (factor.type().projectsRight()) {
                place(factor, size.width());
                have = have.union(factor.columns());
            }
            open.removeIf(c -> have.contains(RelOptUtil.InputFinder.bits(c)));
            home = step.atHome() ? home : Optional.empty();
            size = step.size();
            cost += step.cost() + size.rows() * 0.001;
            order.add(step.factor());
        }
    }

    private static RelNode built(JoinGroup group, RelNode original, List<Integer> order) {
        RexBuilder rex = original.getCluster().getRexBuilder();
        int[] position = new int[group.width()];
        Arrays.fill(position, -1);
        List<RexNode> open = new ArrayList<>(group.conditions);
        ImmutableBitSet have = ImmutableBitSet.of();
        RelNode tree = null;
        for (int index : order) {
            JoinGroup.Factor factor = group.factors.get(index);
            int at = tree == null ? 0 : tree.getRowType().getFieldCount();
            int[] places = position.clone();
            for (int i = 0; i < factor.rel().getRowType().getFieldCount(); i++) {
                places[factor.start() + i] = at + i;
            }
            if (factor.type().projectsRight()) {
                position = places;
                have = have.union(factor.columns());
            }
            List<RexNode> ready = new ArrayList<>();
            for (RexNode condition : List.copyOf(open)) {
                if (have.contains(RelOptUtil.InputFinder.bits(condition))) {
                    ready.add(moved(condition, position));
                    open.remove(condition);
                }
            }
            boolean inner = factor.type() == JoinRelType.INNER;
            if (tree == null) {
                tree = factor.rel();
            } else {
                List<RexNode> on = inner
                        ? ready
                        : factor.on().stream().map(c -> moved(c, places)).toList();
                tree = LogicalJoin.create(
                        tree, factor.rel(), List.of(), RexUtil.composeConjunction(rex, on), Set.of(), factor.type());
                ready = inner ? List.of() : ready;
            }
            if (!ready.isEmpty()) {
                tree = LogicalFilter.create(tree, RexUtil.composeConjunction(rex, ready));
            }
        }
        return restored(group, original, java.util.Objects.requireNonNull(tree), position);
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
    private static RelNode restored(JoinGroup group, RelNode original, RelNode tree, int[] position) {
        List<RexNode> columns = new ArrayList<>();
        for (int column : group.output) {
            columns.add(tree.getCluster().getRexBuilder().makeInputRef(tree, position[column]));
        }
        RelNode project = LogicalProject.create(
                tree, List.of(), columns, original.getRowType().getFieldNames(), Set.of());
        return project instanceof Project p && RexUtil.isIdentity(p.getProjects(), tree.getRowType()) ? tree : project;
    }
}
