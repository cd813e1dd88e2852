package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.operator.FirstOfPartitionNode;
import java.util.Optional;
import java.util.function.Function;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * A window of which only the first row of each partition is wanted.
 *
 * <pre>
 *   Filter(nr = 1)                                              Filter(nr = 1)
 *     Project(…, nr)                                     =&gt;       Project(…, nr)
 *       Window(ROW_NUMBER() OVER (PARTITION BY k ORDER BY t))       first by k in order of t, nr = 1
 * </pre>
 */
final class FirstRows {
    private FirstRows() {}

    /** The window below a filter in its shorter form, if the filter keeps first rows only. */
    static Optional<Window> window(Filter filter) {
        for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
            Optional<Window> window = number(condition).flatMap(column -> below(filter.getInput(), column));
            if (window.isPresent()) {
                return window;
            }
        }
        return Optional.empty();
    }

    /** The window's step, over its lowered input. */
    static Node node(Window window, Function<RelNode, Node> lower) {
        Window.Group group = window.groups.get(0);
        return new FirstOfPartitionNode(
                lower.apply(window.getInput()),
                group.keys.asList(),
                group.orderKeys.getFieldCollations().stream().map(Lowering::key).toList(),
                Form.of(group.aggCalls.get(0).getType()));
    }

    /** The column that a condition demands to be 1. */
    private static Optional<Integer> number(RexNode condition) {
        if (condition.getKind() != SqlKind.EQUALS && condition.getKind() != SqlKind.LESS_THAN_OR_EQUAL) {
            return Optional.empty();
        }
        RexCall call = (RexCall) condition;
        if (call.getOperands().get(0) instanceof RexInputRef column
                && call.getOperands().get(1) instanceof RexLiteral literal
                && SqlTypeName.INT_TYPES.contains(literal.getType().getSqlTypeName())
                && Long.valueOf(1).equals(literal.getValueAs(Long.class))) {
            return Optional.of(column.getIndex());
        }
        return Optional.empty();
    }

    private static Optional<Window> below(RelNode rel, int column) {
        if (rel instanceof Project project) {
            return project.getProjects().get(column) instanceof RexInputRef ref
                    ? below(project.getInput(), ref.getIndex())
                    : Optional.empty();
        }
        return rel instanceof Window window
                        && column == window.getInput().getRowType().getFieldCount()
                        && numbersOnly(window)
                ? Optional.of(window)
                : Optional.empty();
    }

    private static boolean numbersOnly(Window window) {
        return window.groups.size() == 1
                && window.groups.get(0).aggCalls.size() == 1
                && window.groups.get(0).aggCalls.get(0).getOperator().getKind() == SqlKind.ROW_NUMBER;
    }
}
