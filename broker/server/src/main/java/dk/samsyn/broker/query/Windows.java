package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.expression.Literals;
import dk.samsyn.broker.engine.operator.FrameBound;
import dk.samsyn.broker.engine.operator.SortKey;
import dk.samsyn.broker.engine.operator.WindowCall;
import dk.samsyn.broker.engine.operator.WindowFrame;
import dk.samsyn.broker.engine.operator.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.type.SqlTypeName;

/** Window functions as steps of their own, and as the engine computes them. */
final class Windows {
    private Windows() {}

    /** The same rows; windows have left their projections and are nodes. */
    static RelNode apart(RelNode tree) {
        if (!anyOver(tree)) {
            return tree;
        }
        HepPlanner planner = new HepPlanner(HepProgram.builder()
                .addRuleInstance(CoreRules.PROJECT_TO_LOGICAL_PROJECT_AND_WINDOW)
                .build());
        planner.setRoot(tree);
        return planner.findBestExp();
    }

    private static boolean anyOver(RelNode rel) {
        return (rel instanceof Project project && RexOver.containsOver(project.getProjects(), null))
                || rel.getInputs().stream().anyMatch(Windows::anyOver);
    }

    /** One step for each group of functions over the same window, or nothing if one is not the engine's. */
    static Optional<List<WindowSpec>> specs(Window window) {
        List<WindowSpec> specs = new ArrayList<>();
        int width = window.getInput().getRowType().getFieldCount();
        for (Window.Group group : window.groups) {
            Optional<WindowSpec> spec = spec(window, group, width, specs);
            if (spec.isEmpty()) {
                return Optional.empty();
            }
            specs.add(spec.get());
        }
        return Optional.of(specs);
    }

    private static Optional<WindowSpec> spec(Window window, Window.Group group, int width, List<WindowSpec> before) {
        // Constants stand behind the input's columns, and the columns of the steps before stand between.
        int shift = before.stream().mapToInt(s -> s.calls().size()).sum();
        List<SortKey> order =
                group.orderKeys.getFieldCollations().stream().map(Lowering::key).toList();
        Optional<WindowFrame> frame = frame(window, group, order);
        if (frame.isEmpty() || group.exclude != RexWindowExclusion.EXCLUDE_NO_OTHER) {
            return Optional.empty();
        }
        List<WindowCall> calls = new ArrayList<>();
        for (Window.RexWinAggCall call : group.aggCalls) {
            Optional<WindowCall> known = call(call, width, shift);
            if (known.isEmpty()) {
                return Optional.empty();
            }
            calls.add(known.get());
        }
        List<WindowSpec.Constant> constants = new ArrayList<>();
        for (RexLiteral literal : window.constants) {
            Optional<Literals.Constant> constant = Literals.of(literal);
            if (constant.isEmpty()) {
                return Optional.empty();
            }
            constants.add(new WindowSpec.Constant(
                    constant.get().value(), constant.get().form()));
        }
        return Optional.of(new WindowSpec(group.keys.asList(), order, frame.get(), calls, constants));
    }

    private static Optional<WindowCall> call(Window.RexWinAggCall call, int width, int shift) {
        if (call.distinct || call.ignoreNulls || !call.getOperands().stream().allMatch(RexInputRef.class::isInstance)) {
            return Optional.empty();
        }
        List<Integer> arguments = call.getOperands().stream()
                .map(o -> ((RexInputRef) o).getIndex())
                .map(i -> i < width ? i : i + shift)
                .toList();
        Form form = Form.of(call.getType());
        Optional<WindowCall.Function> function =
                switch (call.getOperator().getKind()) {
                    case ROW_NUMBER -> Optional.of(WindowCall.Function.ROW_NUMBER);
                    case RANK -> Optional.of(WindowCall.Function.RANK);
                    case DENSE_RANK -> Optional.of(WindowCall.Function.DENSE_RANK);
                    case LAG -> Optional.of(WindowCall.Function.LAG);
                    case LEAD -> Optional.of(WindowCall.Function.LEAD);
                    case FIRST_VALUE -> Optional.of(WindowCall.Function.FIRST_VALUE);
                    case LAST_VALUE -> Optional.of(WindowCall.Function.LAST_VALUE);
                    case COUNT -> Optional.of(WindowCall.Function.COUNT);
                    case SUM -> Optional.of(WindowCall.Function.SUM);
                    case SUM0 -> Optional.of(WindowCall.Function.SUM0);
                    case MIN -> Optional.of(WindowCall.Function.MIN);
                    case MAX -> Optional.of(WindowCall.Function.MAX);
                    default -> Optional.empty();
                };
        return function.filter(f -> fits(f, call, form)).map(f -> new WindowCall(f, arguments, form));
    }

    /** Whether values of the argument can be the function's values. */
    private static boolean fits(WindowCall.Function function, Window.RexWinAggCall call, Form form) {
        if (call.getOperands().isEmpty() || function == WindowCall.Function.COUNT) {
            return true;
        }
        Form argument = Form.of(call.getOperands().get(0).getType());
        boolean sum = function == WindowCall.Function.SUM || function == WindowCall.Function.SUM0;
        boolean shifted = function == WindowCall.Function.LAG || function == WindowCall.Function.LEAD;
        boolean whole = !shifted
                || call.getOperands().size() < 2
                || Form.of(call.getOperands().get(1).getType()).whole();
        return argument.kind() == form.kind() && whole && !(sum && form.kind() == Form.Kind.OBJECT);
    }

    private static Optional<WindowFrame> frame(Window window, Window.Group group, List<SortKey> order) {
        Optional<FrameBound> lower = bound(window, group, group.lowerBound, order);
        Optional<FrameBound> upper = bound(window, group, group.upperBound, order);
        return lower.flatMap(l -> upper.map(u -> new WindowFrame(group.isRows, l, u)));
    }

    private static Optional<FrameBound> bound(
            Window window, Window.Group group, RexWindowBound bound, List<SortKey> order) {
        if (bound.isUnbounded()) {
            return Optional.of(FrameBound.of(
                    bound.isPreceding() ? FrameBound.Kind.UNBOUNDED_PRECEDING : FrameBound.Kind.UNBOUNDED_FOLLOWING));
        }
        if (bound.isCurrentRow()) {
            return Optional.of(FrameBound.of(FrameBound.Kind.CURRENT_ROW));
        }
        FrameBound.Kind kind = bound.isPreceding() ? FrameBound.Kind.PRECEDING : FrameBound.Kind.FOLLOWING;
        Optional<RexLiteral> distance = literal(window, bound.getOffset());
        Optional<Long> number = distance.flatMap(l -> Optional.ofNullable(l.getValueAs(Long.class)));
        if (group.isRows || number.isEmpty()) {
            return number.map(n -> new FrameBound(kind, n, false));
        }
        if (order.size() != 1) {
            return Optional.empty();
        }
        RelDataType type = Lowering.type(window.getInput(), order.get(0).column());
        return ranged(kind, number.get(), distance.get().getType(), type);
    }

    private static Optional<FrameBound> ranged(
            FrameBound.Kind kind, long number, RelDataType distance, RelDataType order) {
        boolean interval = SqlTypeName.INTERVAL_TYPES.contains(distance.getSqlTypeName());
        boolean months = SqlTypeName.YEAR_INTERVAL_TYPES.contains(distance.getSqlTypeName());
        return switch (order.getSqlTypeName()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                interval ? Optional.empty() : Optional.of(new FrameBound(kind, number, false));
            case DATE ->
                interval
                        ? Optional.of(new FrameBound(kind, months ? number : WindowFrame.days(number), months))
                        : Optional.empty();
            case TIMESTAMP -> interval ? Optional.of(new FrameBound(kind, number, months)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<RexLiteral> literal(Window window, RexNode offset) {
        if (offset instanceof RexLiteral literal) {
            return Optional.of(literal);
        }
        int width = window.getInput().getRowType().getFieldCount();
        return offset instanceof RexInputRef ref && ref.getIndex() >= width
                ? Optional.of(window.constants.get(ref.getIndex() - width))
                : Optional.empty();
    }
}
