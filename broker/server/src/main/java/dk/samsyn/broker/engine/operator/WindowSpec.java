package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.column.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a window node computes.
 *
 * @param partition columns that are equal within a partition
 * @param order order of the rows within a partition
 * @param frame rows that each function sees
 * @param calls the functions
 * @param constants values that functions take as arguments
 */
public record WindowSpec(
        List<Integer> partition,
        List<SortKey> order,
        WindowFrame frame,
        List<WindowCall> calls,
        List<Constant> constants) {
    public WindowSpec {
        partition = List.copyOf(partition);
        order = List.copyOf(order);
        calls = List.copyOf(calls);
        constants = List.copyOf(constants);
    }

    /** A constant argument. */
    public record Constant(@Nullable Object value, Form form) {}
}
