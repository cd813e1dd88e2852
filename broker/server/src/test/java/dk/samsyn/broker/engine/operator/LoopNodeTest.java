package dk.samsyn.broker.engine.operator;

import static dk.samsyn.broker.engine.operator.Steps.row;
import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.engine.ExecutablePlan;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.column.Form;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopNodeTest {
    private static final Node OUTER = Steps.longs(1, row(1L), row((Object) null), row(3L));

    @ParameterizedTest
    @CsvSource({"INNER, 6", "LEFT, 6", "SEMI, 3", "ANTI, 0"})
    void theInnerRowsAreGivenForEachOuterRow(JoinKind kind, int rows) {
        Node inner = Steps.longs(1, row(7L), row(8L));

        assertThat(Steps.run(new LoopNode(OUTER, inner, 0, kind))).hasSize(rows);
    }

    @ParameterizedTest
    @CsvSource({"INNER, 0", "LEFT, 3", "SEMI, 0", "ANTI, 3"})
    void withoutInnerRowsTheKindDecides(JoinKind kind, int rows) {
        Node inner = new ValuesNode(List.of(Form.LONG), List.of());

        assertThat(Steps.run(new LoopNode(OUTER, inner, 0, kind))).hasSize(rows);
    }

    @Test
    void whatDoesNotDependOnTheLoopIsAskedOnce() {
        Steps.Counted source = new Steps.Counted(2, -1);
        ExecutablePlan.Definition part = new ExecutablePlan.Definition(source.node(), Integer.MAX_VALUE, List.of());
        Node loop = new LoopNode(OUTER, new PartNode(0, List.of(Form.LONG)), 0, JoinKind.INNER);

        assertThat(Steps.run(new ExecutablePlan(loop, List.of(part)), Steps.PLENTY))
                .hasSize(600);
        assertThat(source.opened.get()).isEqualTo(1);
        assertThat(source.closed.get()).isEqualTo(1);
    }
}
