package dk.samsyn.broker.query;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceColumn;
import java.util.ArrayList;
import java.util.List;
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
import org.apache.calcite.sql.SqlKind;

/** Which scans keys for a column would end up at if they were pushed down: the same ways that {@link Predicates} goes. */
final class KeyReach {
    private final List<SourceScan> scans = new ArrayList<>();

    private KeyReach() {}

    /** The scans that keys for a column of a tree would reach. */
    static List<SourceScan> of(RelNode rel, int column) {
        KeyReach reach = new KeyReach();
        reach.visit(rel, column, false);
        return reach.scans;
    }

    private void visit(RelNode rel, int column, boolean person) {
        if (rel instanceof SourceScan scan) {
            scan(scan, column, person);
        } else if (rel instanceof Filter || rel instanceof Seal) {
            visit(rel.getInput(0), column, person);
        } else if (rel instanceof Sort sort) {
            if (sort.fetch == null && sort.offset == null) {
                visit(sort.getInput(), column, person);
            }
        } else if (rel instanceof Project project) {
            project(project, column, person);
        } else if (rel instanceof Aggregate aggregate) {
            if (aggregate.getGroupType() == Aggregate.Group.SIMPLE
                    && column < aggregate.getGroupSet().cardinality()) {
                visit(aggregate.getInput(), aggregate.getGroupSet().nth(column), person);
            }
        } else if (rel instanceof SetOp) {
            rel.getInputs().forEach(i -> visit(i, column, person));
        } else if (rel instanceof Join join) {
            join(join, column, person);
        }
    }

    private void scan(SourceScan scan, int column, boolean person) {
        SourceColumn source = scan.sourceTable.columns().get(column);
        boolean fits = !person || source.person() != PersonFormat.NONE;
        boolean sql = scan.sourceTable.capabilities().contains(Capability.SQL);
        boolean key = scan.sourceTable.capabilities().contains(Capability.KEYS)
                && scan.sourceTable.key().column().equals(source.name());
        if (fits && (sql || key)) {
            scans.add(scan);
        }
    }

    private void project(Project project, int column, boolean person) {
        RexNode expression = project.getProjects().get(column);
        if (RexOver.containsOver(project.getProjects(), null) && !partitionsEveryWindow(project, expression)) {
            return;
        }
        while (isNullabilityCast(expression)) {
            expression = ((RexCall) expression).getOperands().get(0);
        }
        if (expression instanceof RexInputRef ref) {
            visit(project.getInput(), ref.getIndex(), person);
        } else if (!person
                && expression instanceof RexCall call
                && call.getOperator().equals(BrokerFunctions.PERSON)
                && call.getOperands().get(0) instanceof RexInputRef ref) {
            visit(project.getInput(), ref.getIndex(), true);
        }
    }

    private static boolean isNullabilityCast(RexNode node) {
        return node.getKind() == SqlKind.CAST
                && ((RexCall) node).getOperands().get(0).getType().getSqlTypeName()
                        == node.getType().getSqlTypeName();
    }

    private static boolean partitionsEveryWindow(Project project, RexNode expression) {
        return Predicates.windows(project).stream()
                .allMatch(w -> w.getWindow().partitionKeys.stream().anyMatch(k -> k.equals(expression)));
    }

    private void join(Join join, int column, boolean person) {
        int width = join.getLeft().getRowType().getFieldCount();
        boolean inLeft = column < width;
        if (inLeft
                ? join.getJoinType().generatesNullsOnLeft()
                : join.getJoinType().generatesNullsOnRight()) {
            return;
        }
        visit(inLeft ? join.getLeft() : join.getRight(), inLeft ? column : column - width, person);
        for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
            Optional<Predicates.KeyPair> pair = Predicates.keys(condition, width);
            if (pair.isPresent() && inLeft && pair.get().left() == column) {
                visit(join.getRight(), pair.get().right(), person);
            } else if (pair.isPresent() && !inLeft && pair.get().right() == column - width) {
                visit(join.getLeft(), pair.get().left(), person);
            }
        }
    }
}
