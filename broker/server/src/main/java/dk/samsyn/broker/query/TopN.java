package dk.samsyn.broker.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/**
 * Takes the first rows by some order also below what neither drops nor reorders them: the outer side of an outer join, each
 * branch of a union, what a seal lets pass. They are taken once more above.
 *
 * <pre>
 *   Sort(a.x, limit n)              Sort(a.x, limit n)
 *     Join(left, a.k = b.k)    =>     Join(left, a.k = b.k)
 *       a                               Sort(x, limit n)
 *       b                                 a
 *                                       b
 * </pre>
 */
final class TopN {
    /** More rows than this are not worth a second sort. */
    private static final int MOST = 10_000;

    private TopN() {}

    /** The same rows. */
    static RelNode pushed(RelNode rel) {
        if (rel instanceof Sort sort) {
            Optional<Integer> rows = rows(sort);
            Optional<RelNode> first = rows.flatMap(n -> below(sort.getInput(), sort.getCollation(), n));
            if (first.isPresent()) {
                return sort.copy(sort.getTraitSet(), List.of(first.get()));
            }
        }
        List<RelNode> inputs = rel.getInputs().stream().map(TopN::pushed).toList();
        return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    }

    /** Rows that are wanted, the skipped ones counted; nothing if no number says it. */
    private static Optional<Integer> rows(Sort sort) {
        if (!(sort.fetch instanceof RexLiteral fetch)
                || (sort.offset != null && !(sort.offset instanceof RexLiteral))
                || sort.getCollation().getFieldCollations().isEmpty()) {
            return Optional.empty();
        }
        long rows = (long) Estimates.number(fetch)
                + (sort.offset instanceof RexLiteral offset ? Estimates.number(offset) : 0);
        return rows > 0 && rows <= MOST ? Optional.of((int) rows) : Optional.empty();
    }

    /** A tree with the first rows taken further down, if they can be. */
    private static Optional<RelNode> below(RelNode rel, RelCollation order, int rows) {
        if (rel instanceof Project project) {
            return through(project, order)
                    .map(o -> project.copy(project.getTraitSet(), List.of(first(project.getInput(), o, rows))));
        }
        if (rel instanceof Seal seal) {
            // It lets every row pass, and the order is by what it shows.
            return Optional.of(seal.over(first(seal.getInput(), order, rows)));
        }
        if (rel instanceof Join join && join.getJoinType() == JoinRelType.LEFT) {
            int width = join.getLeft().getRowType().getFieldCount();
            boolean ofLeft = order.getFieldCollations().stream().allMatch(c -> c.getFieldIndex() < width);
            return ofLeft
                    ? Optional.of(join.copy(
                            join.getTraitSet(), List.of(first(join.getLeft(), order, rows), pushed(join.getRight()))))
                    : Optional.empty();
        }
        if (rel instanceof Union union && union.all) {
            List<RelNode> inputs = union.getInputs().stream()
                    .map(input -> first(input, order, rows))
                    .toList();
            return Optional.of(union.copy(union.getTraitSet(), inputs));
        }
        return Optional.empty();
    }

    private static RelNode first(RelNode rel, RelCollation order, int rows) {
        RexNode fetch = rel.getCluster().getRexBuilder().makeExactLiteral(BigDecimal.valueOf(rows));
        return below(rel, order, rows).orElseGet(() -> LogicalSort.create(pushed(rel), order, null, fetch));
    }

    /** The order by the columns that a projection takes over unchanged. */
    private static Optional<RelCollation> through(Project project, RelCollation order) {
        if (!Predicates.windows(project).isEmpty()) {
            return Optional.empty();
        }
        List<RelFieldCollation> below = new ArrayList<>();
        for (RelFieldCollation key : order.getFieldCollations()) {
            if (!(project.getProjects().get(key.getFieldIndex()) instanceof RexInputRef ref)) {
                return Optional.empty();
            }
            below.add(key.withFieldIndex(ref.getIndex()));
        }
        return Optional.of(RelCollations.of(below));
    }
}
