package dk.samsyn.broker.query;

import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/** Which columns of a tree no two rows share, as far as the tree's own shape shows it. */
final class Uniqueness {
    private Uniqueness() {}

    /** Whether no two rows have equal values, none of them NULL, in all of the columns. */
    static boolean on(RelNode rel, ImmutableBitSet columns) {
        if (rel instanceof Aggregate aggregate) {
            return aggregate.getGroupType() == Aggregate.Group.SIMPLE
                    && columns.contains(
                            ImmutableBitSet.range(aggregate.getGroupSet().cardinality()));
        }
        if (rel instanceof Filter filter) {
            return on(filter.getInput(), columns) || firstOfEach(filter, columns);
        }
        if (rel instanceof Seal || rel instanceof Sort) {
            return on(rel.getInput(0), columns);
        }
        if (rel instanceof Project project) {
            return on(project.getInput(), below(project, columns));
        }
        if (rel instanceof Join join) {
            return join(join, columns);
        }
        return rel instanceof Values values && values.getTuples().size() <= 1;
    }

    private static ImmutableBitSet below(Project project, ImmutableBitSet columns) {
        ImmutableBitSet.Builder below = ImmutableBitSet.builder();
        for (int column : columns) {
            if (project.getProjects().get(column) instanceof RexInputRef ref) {
                below.set(ref.getIndex());
            }
        }
        return below.build();
    }

    private static boolean join(Join join, ImmutableBitSet columns) {
        int width = join.getLeft().getRowType().getFieldCount();
        ImmutableBitSet left = columns.intersect(ImmutableBitSet.range(width));
        if (!join.getJoinType().projectsRight()) {
            return on(join.getLeft(), left);
        }
        boolean oneMatch = join.getJoinType() == JoinRelType.INNER || join.getJoinType() == JoinRelType.LEFT;
        return oneMatch
                && on(join.getLeft(), left)
                && on(join.getRight(), ImmutableBitSet.of(join.analyzeCondition().rightKeys));
    }

    /** {@code ROW_NUMBER() OVER (PARTITION BY columns …) = 1}. */
    private static boolean firstOfEach(Filter filter, ImmutableBitSet columns) {
        if (!(filter.getInput() instanceof Project project)) {
            return false;
        }
        return RelOptUtil.conjunctions(filter.getCondition()).stream()
                .anyMatch(c -> isFirst(c)
                        && project.getProjects().get(number(c)) instanceof RexOver over
                        && over.getAggOperator().getKind() == SqlKind.ROW_NUMBER
                        && partition(project.getProjects(), over, columns));
    }

    /** {@code $n = 1}. */
    static boolean isFirst(RexNode condition) {
        return condition.getKind() == SqlKind.EQUALS
                && ((RexCall) condition).getOperands().get(0) instanceof RexInputRef
                && ((RexCall) condition).getOperands().get(1) instanceof RexLiteral literal
                && literal.getValue() instanceof BigDecimal number
                && number.compareTo(BigDecimal.ONE) == 0;
    }

    private static int number(RexNode condition) {
        return ((RexInputRef) ((RexCall) condition).getOperands().get(0)).getIndex();
    }

    private static boolean partition(List<RexNode> expressions, RexOver over, ImmutableBitSet columns) {
        return over.getWindow().partitionKeys.stream().allMatch(key -> columns.asList().stream()
                .anyMatch(c -> expressions.get(c).equals(key)));
    }
}
