package dk.samsyn.broker.query;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceColumn;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;

/**
 * Where keys for a column would end up if they were pushed down: the same ways that {@link Predicates} goes.
 *
 * @param rows rows of the scans that could be asked by these keys
 * @param lookup whether one of them can only be asked by key
 */
record KeyReach(double rows, boolean lookup) {
    private static final KeyReach NOWHERE = new KeyReach(0, false);

    static KeyReach of(RelNode rel, int column) {
        return of(rel, column, false);
    }

    private KeyReach and(KeyReach other) {
        return new KeyReach(rows + other.rows, lookup || other.lookup);
    }

    private static KeyReach of(RelNode rel, int column, boolean person) {
        if (rel instanceof SourceScan scan) {
            return scan(scan, column, person);
        }
        if (rel instanceof Filter || rel instanceof Seal || rel instanceof KeySpool) {
            return of(rel.getInput(0), column, person);
        }
        if (rel instanceof Sort sort) {
            return sort.fetch == null && sort.offset == null ? of(sort.getInput(), column, person) : NOWHERE;
        }
        if (rel instanceof Project project) {
            return project(project, column, person);
        }
        if (rel instanceof Aggregate aggregate) {
            return aggregate.getGroupType() == Aggregate.Group.SIMPLE
                            && column < aggregate.getGroupSet().cardinality()
                    ? of(aggregate.getInput(), aggregate.getGroupSet().nth(column), person)
                    : NOWHERE;
        }
        if (rel instanceof SetOp) {
            return rel.getInputs().stream().map(i -> of(i, column, person)).reduce(NOWHERE, KeyReach::and);
        }
        return rel instanceof Join join ? join(join, column, person) : NOWHERE;
    }

    private static KeyReach scan(SourceScan scan, int column, boolean person) {
        SourceColumn source = scan.sourceTable.columns().get(column);
        boolean fits = person == (source.person() != PersonFormat.NONE);
        boolean sql = scan.sourceTable.capabilities().contains(Capability.SQL);
        boolean key = scan.sourceTable.capabilities().contains(Capability.KEYS)
                && scan.sourceTable.key().column().equals(source.name());
        if (!fits || (!sql && !key)) {
            return NOWHERE;
        }
        return new KeyReach(
                Math.max(1, scan.sourceTable.estimatedRows()),
                scan.sourceTable.key().mandatory());
    }

    private static KeyReach project(Project project, int column, boolean person) {
        RexNode expression = project.getProjects().get(column);
        if (RexOver.containsOver(project.getProjects(), null) && !partitionsEveryWindow(project, expression)) {
            return NOWHERE;
        }
        if (expression instanceof RexInputRef ref) {
            return of(project.getInput(), ref.getIndex(), person);
        }
        if (!person
                && expression instanceof RexCall call
                && call.getOperator().equals(BrokerFunctions.PERSON)
                && call.getOperands().get(0) instanceof RexInputRef ref) {
            return of(project.getInput(), ref.getIndex(), true);
        }
        return NOWHERE;
    }

    private static boolean partitionsEveryWindow(Project project, RexNode expression) {
        return Predicates.windows(project).stream()
                .allMatch(w -> w.getWindow().partitionKeys.stream().anyMatch(k -> k.equals(expression)));
    }

    private static KeyReach join(Join join, int column, boolean person) {
        int width = join.getLeft().getRowType().getFieldCount();
        boolean inLeft = column < width;
        if (inLeft
                ? join.getJoinType().generatesNullsOnLeft()
                : join.getJoinType().generatesNullsOnRight()) {
            return NOWHERE;
        }
        KeyReach own = inLeft ? of(join.getLeft(), column, person) : of(join.getRight(), column - width, person);
        for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
            Optional<Predicates.KeyPair> pair = Predicates.keys(condition, width);
            if (pair.isPresent() && inLeft && pair.get().left() == column) {
                own = own.and(of(join.getRight(), pair.get().right(), person));
            } else if (pair.isPresent() && !inLeft && pair.get().right() == column - width) {
                own = own.and(of(join.getLeft(), pair.get().left(), person));
            }
        }
        return own;
    }
}
