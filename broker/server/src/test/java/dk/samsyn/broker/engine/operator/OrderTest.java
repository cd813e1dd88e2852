package dk.samsyn.broker.engine.operator;

import static dk.samsyn.broker.engine.operator.Steps.row;
import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.column.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OrderTest {
    private static final LimitNode.Bound ALL = execution -> Long.MAX_VALUE;

    @ParameterizedTest
    @CsvSource({
        "false, true, 'null 1 2 3'",
        "false, false, '1 2 3 null'",
        "true, true, 'null 3 2 1'",
        "true, false, '3 2 1 null'"
    })
    void nullStandsWhereTheOrderSays(boolean descending, boolean nullsFirst, String expected) {
        Node input = Steps.longs(1, row(2L), row((Object) null), row(3L), row(1L));
        SortNode sort = new SortNode(input, List.of(new SortKey(0, descending, nullsFirst)), ALL);

        assertThat(Steps.run(sort).stream().map(r -> String.valueOf(r.get(0)))).containsExactly(expected.split(" "));
    }

    @Test
    void equalRowsKeepTheirOrderAndTheNextKeyDecides() {
        Node input = Steps.values(
                List.of(Form.TEXT, Form.LONG), row("b", 1L), row("a", 2L), row("b", 0L), row("a", 1L), row("a", 2L));
        SortKey text = new SortKey(0, false, false);

        assertThat(Steps.run(new SortNode(input, List.of(text), ALL)))
                .containsExactly(row("a", 2L), row("a", 1L), row("a", 2L), row("b", 1L), row("b", 0L));
        assertThat(Steps.run(new SortNode(input, List.of(text, new SortKey(1, true, false)), ALL)))
                .containsExactly(row("a", 2L), row("a", 2L), row("a", 1L), row("b", 1L), row("b", 0L));
    }

    /** More rows than are kept at a time, in no order. */
    private static Node many(int rows) {
        Random random = new Random(1);
        List<List<@Nullable Object>> values = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            values.add(
                    row((long) random.nextInt(500), random.nextInt(10) == 0 ? null : (long) random.nextInt(1000), (long)
                            i));
        }
        return new ValuesNode(List.of(Form.LONG, Form.LONG, Form.LONG), values);
    }

    @Test
    void theFirstRowsOfAnOrderAreThoseOfTheWholeOrder() {
        Node input = many(100_000);
        List<SortKey> keys = List.of(new SortKey(1, true, false), new SortKey(0, false, false));
        List<List<@Nullable Object>> whole = Steps.run(new SortNode(input, keys, ALL));

        assertThat(Steps.run(new SortNode(input, keys, execution -> 700))).isEqualTo(whole.subList(0, 700));
    }

    @Test
    void theFirstRowOfAPartitionIsTheOneThatAWindowNumbersOne() {
        Node input = many(100_000);
        List<SortKey> order = List.of(new SortKey(1, true, false));
        WindowFrame frame = new WindowFrame(
                true, FrameBound.of(FrameBound.Kind.UNBOUNDED_PRECEDING), FrameBound.of(FrameBound.Kind.CURRENT_ROW));
        WindowCall number = new WindowCall(WindowCall.Function.ROW_NUMBER, List.of(), Form.LONG);
        Node windowed = new WindowNode(input, new WindowSpec(List.of(0), order, frame, List.of(number), List.of()));
        List<List<@Nullable Object>> ones = Steps.run(windowed).stream()
                .filter(r -> Long.valueOf(1).equals(r.get(3)))
                .toList();

        assertThat(Steps.run(new FirstOfPartitionNode(input, List.of(0), order, Form.LONG)))
                .hasSize(500)
                .containsExactlyInAnyOrderElementsOf(ones);
    }

    private static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of(0, 3, List.of(0L, 1L, 2L)),
                Arguments.of(2, 2, List.of(2L, 3L)),
                Arguments.of(99, 2, List.of(99L, 100L)),
                Arguments.of(2_999, 5, List.of(2_999L)),
                Arguments.of(3_000, 5, List.of()),
                Arguments.of(0, 0, List.of()));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void aLimitGivesSoManyRowsBehindTheOffset(long offset, long fetch, List<Long> expected) {
        LimitNode limit = new LimitNode(new Steps.Counted(30, -1).node(), e -> offset, e -> fetch);

        assertThat(Steps.run(limit).stream().map(r -> r.get(0))).containsExactlyElementsOf(expected);
    }

    @Test
    void aLimitStopsItsSourcesWhenItHasItsRows() {
        Steps.Counted source = new Steps.Counted(1_000_000, -1);

        Steps.run(new LimitNode(source.node(), e -> 0, e -> 250));

        assertThat(source.given.get()).isEqualTo(3);
        assertThat(source.closed.get()).isEqualTo(1);
    }

    @Test
    void aLimitOverManySourcesStopsThoseThatHaveBegunAndAsksNoOther() {
        List<Steps.Counted> sources = java.util.stream.IntStream.range(0, 20)
                .mapToObj(i -> new Steps.Counted(1_000_000, -1))
                .toList();
        Node union = new UnionNode(
                List.of(Form.LONG), sources.stream().map(Steps.Counted::node).toList(), 4);

        assertThat(Steps.run(new LimitNode(union, e -> 0, e -> 250))).hasSize(250);

        assertThat(sources.stream().filter(s -> s.opened.get() > 0).count()).isLessThanOrEqualTo(4);
        assertThat(sources).allMatch(s -> s.opened.get() == s.closed.get());
    }

    @Test
    void noLimitAsksNothing() {
        Steps.Counted source = new Steps.Counted(5, -1);

        Steps.run(new LimitNode(source.node(), e -> 0, e -> 0));

        assertThat(Arrays.asList(source.opened.get(), source.given.get())).containsExactly(0, 0);
    }
}
