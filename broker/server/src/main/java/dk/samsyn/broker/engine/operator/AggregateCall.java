package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.column.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of an aggregate.
 *
 * @param function what is computed
 * @param arguments columns of the input; for {@link Function#GROUPING} places among the keys
 * @param distinct whether equal arguments count once within a group
 * @param filter boolean column of the input that has to be true, or -1
 * @param form form of the result
 * @param literal value of {@link Function#LITERAL}
 */
public record AggregateCall(
        Function function,
        List<Integer> arguments,
        boolean distinct,
        int filter,
        Form form,
        @Nullable Object literal) {
    public AggregateCall {
        arguments = List.copyOf(arguments);
    }

    /** Functions over the rows of a group. Those with arguments leave out rows in which one is NULL. */
    public enum Function {
        COUNT,
        /** NULL over no rows. */
        SUM,
        /** 0 over no rows. */
        SUM0,
        MIN,
        MAX,
        ANY_VALUE,
        /** The value of the only row; more rows are an error. */
        SINGLE_VALUE,
        /** A constant. */
        LITERAL,
        /** Which of some keys are not grouped by in this set, as bits. */
        GROUPING,
        /** Number of this set among equal ones. */
        GROUP_ID
    }
}
