package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.expression.Literals;
import dk.samsyn.broker.engine.operator.AggregateCall;
import dk.samsyn.broker.engine.operator.AggregateCall.Function;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rex.RexLiteral;
import org.jspecify.annotations.Nullable;

/** From Calcite's aggregate calls to the engine's. */
final class AggregateCalls {
    private AggregateCalls() {}

    /** The engine's call, or nothing for a function that it does not compute. */
    static Optional<AggregateCall> of(org.apache.calcite.rel.core.AggregateCall call, Aggregate aggregate) {
        if (!call.getCollation().getFieldCollations().isEmpty()
                || call.ignoreNulls()
                || call.distinctKeys != null
                || call.isApproximate()) {
            return Optional.empty();
        }
        return function(call, aggregate)
                .flatMap(function -> function == Function.LITERAL ? literal(call) : plain(function, call, aggregate));
    }

    private static Optional<Function> function(org.apache.calcite.rel.core.AggregateCall call, Aggregate aggregate) {
        return switch (call.getAggregation().getKind()) {
            case COUNT -> Optional.of(Function.COUNT);
            case SUM -> summed(call, aggregate) ? Optional.of(Function.SUM) : Optional.empty();
            case SUM0 -> summed(call, aggregate) ? Optional.of(Function.SUM0) : Optional.empty();
            case MIN -> Optional.of(Function.MIN);
            case MAX -> Optional.of(Function.MAX);
            case ANY_VALUE -> Optional.of(Function.ANY_VALUE);
            case SINGLE_VALUE -> Optional.of(Function.SINGLE_VALUE);
            case LITERAL_AGG -> Optional.of(Function.LITERAL);
            case GROUPING, GROUPING_ID -> Optional.of(Function.GROUPING);
            case GROUP_ID -> Optional.of(Function.GROUP_ID);
            default -> Optional.empty();
        };
    }

    /** A sum of numbers whose result is of the same kind. */
    private static boolean summed(org.apache.calcite.rel.core.AggregateCall call, Aggregate aggregate) {
        Form argument =
                Form.of(Lowering.type(aggregate.getInput(), call.getArgList().get(0)));
        Form result = Form.of(call.getType());
        return argument.kind() == result.kind() && argument != Form.BOOLEAN && argument.kind() != Form.Kind.OBJECT;
    }

    private static Optional<AggregateCall> literal(org.apache.calcite.rel.core.AggregateCall call) {
        return Optional.of(call.rexList)
                .filter(l -> l.size() == 1 && l.get(0) instanceof RexLiteral)
                .flatMap(l -> Literals.of((RexLiteral) l.get(0)))
                .map(c -> call(Function.LITERAL, call, List.of(), c.value()));
    }

    private static Optional<AggregateCall> plain(
            Function function, org.apache.calcite.rel.core.AggregateCall call, Aggregate aggregate) {
        List<Integer> keys = aggregate.getGroupSet().asList();
        List<Integer> arguments = function == Function.GROUPING
                ? call.getArgList().stream().map(keys::indexOf).toList()
                : call.getArgList();
        return Optional.of(call(function, call, arguments, null));
    }

    private static AggregateCall call(
            Function function,
            org.apache.calcite.rel.core.AggregateCall call,
            List<Integer> arguments,
            @Nullable Object literal) {
        return new AggregateCall(
                function, arguments, call.isDistinct(), call.filterArg, Form.of(call.getType()), literal);
    }
}
