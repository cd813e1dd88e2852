package dk.samsyn.broker.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.engine.ExecutablePlan;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.spi.ErrorCode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnionNodeTest {
    private static Node union(List<Steps.Counted> sources, int atOnce) {
        return new UnionNode(
                List.of(Form.LONG), sources.stream().map(Steps.Counted::node).toList(), atOnce);
    }

    private static List<Steps.Counted> sources(int count, int batches) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Steps.Counted(batches, -1))
                .toList();
    }

    @Test
    void everyRowOfEveryInputIsThereHoweverFewAreReadAtATime() {
        for (int atOnce : new int[] {1, 3, 25}) {
            List<Steps.Counted> sources = sources(25, 20);

            assertThat(Steps.run(union(sources, atOnce))).hasSize(25 * 20 * 100);
            assertThat(sources).allMatch(s -> s.closed.get() == 1);
        }
    }

    @Test
    void theErrorOfOneInputEndsTheQueryAndStopsTheOthers() {
        Steps.Counted endless = new Steps.Counted(1_000_000, -1);
        Steps.Counted broken = new Steps.Counted(5, 2);

        assertThatThrownBy(() -> Steps.run(union(List.of(endless, broken), 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the source broke");

        assertThat(broken.closed.get()).isEqualTo(1);
        assertThat(endless.given.get()).isLessThan(1_000_000);
    }

    @Test
    void anErrorBelowAJoinComesThroughBothItsSides() {
        for (boolean left : List.of(true, false)) {
            Node broken = new Steps.Counted(5, 2).node();
            Node good = new Steps.Counted(3, -1).node();
            Condition always = new Condition(List.of(), List.of(), List.of(), java.util.Optional.empty(), List.of());

            assertThatThrownBy(() -> Steps.run(
                            new JoinNode(left ? broken : good, left ? good : broken, JoinKind.INNER, always, true)))
                    .hasMessage("the source broke");
        }
    }

    @Test
    void whatNeedsMoreThanItsMemoryFailsWithAStableCode() {
        SortNode sort = new SortNode(
                new Steps.Counted(10_000, -1).node(), List.of(new SortKey(0, false, false)), e -> Long.MAX_VALUE);

        assertThatThrownBy(() -> Steps.run(new ExecutablePlan(sort, List.of()), 1 << 20))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.MEMORY_LIMIT));
    }

    @Test
    void whatStreamsNeedsNoMemory() {
        Node limited = new LimitNode(union(sources(3, 200), 3), e -> 0, e -> Long.MAX_VALUE);

        assertThat(Steps.run(new ExecutablePlan(limited, List.of()), 1)).hasSize(60_000);
    }
}
