package dk.samsyn.broker.engine.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;

/**
 * Numbers expressions so that equal ones have one number, in time that grows with their size. Calcite's own hash codes of long
 * sums are nearly all the same, and comparing two of them goes down to the leaves.
 */
final class SameExpressions {
    private final IdentityHashMap<RexNode, Integer> numbers = new IdentityHashMap<>();
    private final Map<Object, Integer> known = new HashMap<>();

    private record Call(SqlOperator operator, RelDataType type, List<Integer> operands) {}

    /** The number of an expression and of all that equal it. */
    int number(RexNode node) {
        Integer number = numbers.get(node);
        if (number == null) {
            number = known.computeIfAbsent(key(node), k -> known.size());
            numbers.put(node, number);
        }
        return number;
    }

    private Object key(RexNode node) {
        // What is more than a call of an operator, such as a window, is compared as a whole.
        if (node.getClass() != RexCall.class) {
            return node;
        }
        RexCall call = (RexCall) node;
        List<Integer> operands = new ArrayList<>(call.getOperands().size());
        for (RexNode operand : call.getOperands()) {
            operands.add(number(operand));
        }
        return new Call(call.getOperator(), call.getType(), operands);
    }
}
