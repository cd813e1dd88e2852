package dk.samsyn.broker.engine.operator;

import static dk.samsyn.broker.engine.operator.Steps.row;
import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.column.Form;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetNodeTest {
    private static Node input(String numbers) {
        List<List<@Nullable Object>> rows = numbers.isEmpty()
                ? List.of()
                : Arrays.stream(numbers.split(" ", -1))
                        .map(n -> row(n.equals("null") ? null : (Object) Long.valueOf(n)))
                        .toList();
        return new ValuesNode(List.of(Form.LONG), rows);
    }

    @ParameterizedTest
    @CsvSource({
        "INTERSECT, false, '1 1 2 null null', '1 2 2 null', '1 2 null'",
        "INTERSECT, true,  '1 1 2 null null', '1 1 1 2 2 null', '1 1 2 null'",
        "INTERSECT, true,  '1 2', '', ''",
        "EXCEPT,    false, '1 1 2 3 null', '2 null', '1 3'",
        "EXCEPT,    true,  '1 1 1 2 null null', '1 2 2 null', '1 1 null'",
        "EXCEPT,    true,  '', '1', ''",
        "EXCEPT,    false, '1 1', '', '1'"
    })
    void eachRowCountsAsOftenAsTheOperationSaysAndNullIsLikeNull(
            SetNode.Operation operation, boolean all, String left, String right, String expected) {
        SetNode node = new SetNode(List.of(Form.LONG), List.of(input(left), input(right)), operation, all);

        assertThat(Steps.run(node)).containsExactlyInAnyOrderElementsOf(Steps.run(input(expected)));
    }
}
