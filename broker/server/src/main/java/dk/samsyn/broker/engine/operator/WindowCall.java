package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.column.Form;
import java.util.List;

/**
 * A function over a window.
 *
 * @param function what is computed
 * @param arguments columns of the input; numbers behind its last column are constants of the node
 * @param form form of the result
 */
public record WindowCall(Function function, List<Integer> arguments, Form form) {
    public WindowCall {
        arguments = List.copyOf(arguments);
    }

    /** Functions over the rows of a partition or of a frame. */
    public enum Function {
        ROW_NUMBER,
        RANK,
        DENSE_RANK,
        /** The value some rows before; second argument how many, third what to take where there is none. */
        LAG,
        LEAD,
        FIRST_VALUE,
        LAST_VALUE,
        COUNT,
        SUM,
        SUM0,
        MIN,
        MAX
    }
}
