package dk.samsyn.broker.query;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.SqlKind;

/** Columns and conditions of plans in words, with {@code ?} for every value. */
final class PlanNames {
    private PlanNames() {}

    /** A column by the name that people know: the source's where it is one unchanged, else the plan's. */
    static String column(RelNode rel, int index) {
        if (rel instanceof Join join && index >= join.getRowType().getFieldCount()) {
            // Conditions of semi joins see columns that the join does not give.
            int width = join.getLeft().getRowType().getFieldCount();
            return column(join.getRight(), index - width);
        }
        return SqlShape.origin(rel, index).map(origin -> origin.column().name()).orElseGet(() -> named(rel, index));
    }

    private static String named(RelNode rel, int index) {
        if (rel instanceof Project project && isPersonKey(project.getProjects().get(index))) {
            return "person";
        }
        String name = rel.getRowType().getFieldNames().get(index);
        return name.startsWith("person_") ? "person" : name.replace("$", "");
    }

    /** Whether an expression is a person's number or its code, which every row has and nobody computes with. */
    static boolean isPersonKey(RexNode node) {
        return node instanceof RexCall call
                && (call.getOperator().equals(BrokerFunctions.PID_ENCODE)
                        || call.getOperator().equals(BrokerFunctions.PERSON))
                && (call.getOperands().get(0) instanceof RexInputRef
                        || isPersonKey(call.getOperands().get(0)));
    }

    /** All conjuncts, in an order of their own. */
    static String conditions(RexNode condition, RelNode input) {
        List<String> all = RelOptUtil.conjunctions(condition).stream()
                .map(c -> text(c, input))
                .distinct()
                .sorted()
                .toList();
        return all.isEmpty() ? "anything" : String.join(" and ", all);
    }

    private static String text(RexNode node, RelNode input) {
        if (node instanceof RexInputRef ref) {
            return column(input, ref.getIndex());
        }
        if (node instanceof RexLiteral || node instanceof RexDynamicParam) {
            return "?";
        }
        if (node instanceof RexFieldAccess access) {
            return access.getField().getName();
        }
        if (node instanceof RexOver) {
            return "a window";
        }
        if (!(node instanceof RexCall call)) {
            return "an expression";
        }
        return call(call, input);
    }

    private static String call(RexCall call, RelNode input) {
        List<RexNode> operands = call.getOperands();
        if (call.getOperator().equals(BrokerFunctions.IN_KEYS)) {
            Integer set = ((RexLiteral) operands.get(1)).getValueAs(Integer.class);
            return text(operands.get(0), input) + " in keys " + set;
        }
        if (call.getOperator().equals(BrokerFunctions.PERSON)
                || call.getOperator().equals(BrokerFunctions.PID_ENCODE)
                || call.getOperator().equals(BrokerFunctions.PID_DECODE)) {
            return operands.get(0) instanceof RexInputRef ? "person" : text(operands.get(0), input);
        }
        return switch (call.getKind()) {
            case CAST -> text(operands.get(0), input);
            case AND, OR ->
                operands.stream()
                        .map(o -> text(o, input))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(call.getKind() == SqlKind.AND ? " and " : " or ", "(", ")"));
            case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL, LIKE ->
                text(operands.get(0), input) + " " + call.getOperator().getName() + " " + text(operands.get(1), input);
            case SEARCH -> text(operands.get(0), input) + " in ranges or lists";
            case IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
                text(operands.get(0), input) + " " + call.getOperator().getName();
            case NOT -> "not " + text(operands.get(0), input);
            default ->
                call.getOperator().getName().toLowerCase(Locale.ROOT) + "("
                        + operands.stream().map(o -> text(o, input)).collect(Collectors.joining(", ")) + ")";
        };
    }
}
