package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Joins that may be done in another order, taken apart: the inner ones and, along their left sides, semi, anti and left outer
 * joins, with the filters and column choices between them. Columns are numbered through all factors.
 *
 * <pre>
 *   Filter(c)                        factors: a, b inner; s semi on (a.x = s.x); l left on (b.y = l.y)
 *     LeftJoin(b.y = l.y)            conditions: a.k = b.k, c
 *       SemiJoin(a.x = s.x)
 *         Join(a.k = b.k)
 * </pre>
 *
 * Each factor needs the columns that its condition names; otherwise any order gives the same rows.
 */
final class JoinGroup {
    private static final Set<JoinRelType> FOLLOWED =
            Set.of(JoinRelType.INNER, JoinRelType.SEMI, JoinRelType.ANTI, JoinRelType.LEFT);

    final List<Factor> factors = new ArrayList<>();
    final List<RexNode> conditions = new ArrayList<>();
    final List<Integer> output;
    private final UnaryOperator<RelNode> inside;
    private int width;

    /**
     * One input of the group.
     *
     * @param rel its rows
     * @param type how it is joined; an inner one takes its conditions from the group
     * @param start number of its first column
     * @param on condition of a semi, anti or outer join, by the group's columns
     */
    record Factor(RelNode rel, JoinRelType type, int start, List<RexNode> on) {
        ImmutableBitSet columns() {
            return ImmutableBitSet.range(start, start + rel.getRowType().getFieldCount());
        }

        /** Columns of other factors that must be there first. */
        ImmutableBitSet needs() {
            return RelOptUtil.InputFinder.bits(on, null).except(columns());
        }
    }

    /**
     * Takes a tree apart.
     *
     * @param inside what happens to each factor's own tree
     */
    JoinGroup(RelNode root, UnaryOperator<RelNode> inside) {
        this.inside = inside;
        this.output = flatten(root);
    }

    /** Whether a tree is worth taking apart. */
    static boolean isGroup(RelNode rel) {
        return rel instanceof Join join && FOLLOWED.contains(join.getJoinType());
    }

    int width() {
        return width;
    }

    /** Adds a tree's factors and conditions; the numbers of its columns. */
    private List<Integer> flatten(RelNode rel) {
        if (rel instanceof Join join && isGroup(join)) {
            return join(join);
        }
        if (rel instanceof Filter filter && filter.getVariablesSet().isEmpty() && leadsToGroup(filter.getInput())) {
            List<Integer> columns = flatten(filter.getInput());
            RelOptUtil.conjunctions(filter.getCondition()).forEach(c -> conditions.add(renumbered(c, columns)));
            return columns;
        }
        if (rel instanceof Project project && choosesColumns(project) && leadsToGroup(project.getInput())) {
            List<Integer> columns = flatten(project.getInput());
            return project.getProjects().stream()
                    .map(e -> columns.get(((RexInputRef) e).getIndex()))
                    .toList();
        }
        return factor(rel, JoinRelType.INNER);
    }

    private static boolean leadsToGroup(RelNode rel) {
        if (rel instanceof Filter filter) {
            return filter.getVariablesSet().isEmpty() && leadsToGroup(filter.getInput());
        }
        if (rel instanceof Project project) {
            return choosesColumns(project) && leadsToGroup(project.getInput());
        }
        return isGroup(rel);
    }

    private static boolean choosesColumns(Project project) {
        return project.getProjects().stream().allMatch(RexInputRef.class::isInstance);
    }

    private List<Integer> join(Join join) {
        List<Integer> left = flatten(join.getLeft());
        List<RexNode> conditionsOfJoin = RelOptUtil.conjunctions(join.getCondition());
        if (join.getJoinType() == JoinRelType.INNER) {
            List<Integer> both = concat(left, flatten(join.getRight()));
            conditionsOfJoin.forEach(c -> conditions.add(renumbered(c, both)));
            return both;
        }
        List<Integer> right = factor(join.getRight(), join.getJoinType());
        List<Integer> both = concat(left, right);
        Factor bare = factors.remove(factors.size() - 1);
        factors.add(new Factor(
                bare.rel(),
                bare.type(),
                bare.start(),
                conditionsOfJoin.stream().map(c -> renumbered(c, both)).toList()));
        return join.getJoinType().projectsRight() ? both : left;
    }

    private List<Integer> factor(RelNode rel, JoinRelType type) {
        factors.add(new Factor(inside.apply(rel), type, width, List.of()));
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < rel.getRowType().getFieldCount(); i++) {
            columns.add(width++);
        }
        return columns;
    }

    private static List<Integer> concat(List<Integer> a, List<Integer> b) {
        List<Integer> both = new ArrayList<>(a);
        both.addAll(b);
        return both;
    }

    private static RexNode renumbered(RexNode condition, List<Integer> columns) {
        return condition.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return new RexInputRef(columns.get(ref.getIndex()), ref.getType());
            }
        });
    }
}
