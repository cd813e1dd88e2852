package dk.samsyn.broker.engine.operator;

import static dk.samsyn.broker.engine.operator.FrameBound.Kind.CURRENT_ROW;
import static dk.samsyn.broker.engine.operator.FrameBound.Kind.FOLLOWING;
import static dk.samsyn.broker.engine.operator.FrameBound.Kind.PRECEDING;
import static dk.samsyn.broker.engine.operator.FrameBound.Kind.UNBOUNDED_FOLLOWING;
import static dk.samsyn.broker.engine.operator.FrameBound.Kind.UNBOUNDED_PRECEDING;
import static dk.samsyn.broker.engine.operator.Steps.row;
import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.operator.WindowCall.Function;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WindowNodeTest {
    /** Partition, order, value; the order of partition 1 has a peer and a gap, partition 2 is one row of NULLs. */
    private static final Node INPUT = Steps.longs(
            3,
            row(1L, 1L, 10L),
            row(1L, 2L, 20L),
            row(1L, 2L, null),
            row(1L, 5L, 40L),
            row(1L, null, 50L),
            row(2L, null, null));

    private static FrameBound near(FrameBound.Kind kind, long distance) {
        return new FrameBound(kind, distance, false);
    }

    private static List<@Nullable Object> column(
            Function function, WindowFrame frame, SortKey order, Integer... arguments) {
        WindowCall call = new WindowCall(function, List.of(arguments), Form.LONG);
        WindowSpec spec = new WindowSpec(
                List.of(0), List.of(order), frame, List.of(call), List.of(new WindowSpec.Constant(-1L, Form.LONG)));
        return Steps.run(new WindowNode(INPUT, spec)).stream()
                .map(r -> r.get(3))
                .toList();
    }

    private static WindowFrame rows(FrameBound lower, FrameBound upper) {
        return new WindowFrame(true, lower, upper);
    }

    private static WindowFrame range(FrameBound lower, FrameBound upper) {
        return new WindowFrame(false, lower, upper);
    }

    private static Stream<Arguments> frames() {
        FrameBound start = FrameBound.of(UNBOUNDED_PRECEDING);
        FrameBound here = FrameBound.of(CURRENT_ROW);
        FrameBound end = FrameBound.of(UNBOUNDED_FOLLOWING);
        return Stream.of(
                Arguments.of(rows(start, here), "10 30 30 70 120 null"),
                Arguments.of(range(start, here), "10 30 30 70 120 null"),
                Arguments.of(rows(start, end), "120 120 120 120 120 null"),
                Arguments.of(rows(here, end), "120 110 90 90 50 null"),
                Arguments.of(range(here, end), "120 110 110 90 50 null"),
                Arguments.of(rows(near(PRECEDING, 1), here), "10 30 20 40 90 null"),
                Arguments.of(rows(near(PRECEDING, 1), near(FOLLOWING, 1)), "30 30 60 90 90 null"),
                Arguments.of(rows(near(FOLLOWING, 1), near(FOLLOWING, 2)), "20 40 90 50 null null"),
                Arguments.of(range(near(PRECEDING, 1), here), "10 30 30 40 50 null"),
                Arguments.of(range(near(PRECEDING, 3), here), "10 30 30 60 50 null"),
                Arguments.of(range(near(FOLLOWING, 1), near(FOLLOWING, 3)), "20 40 40 null 50 null"),
                Arguments.of(range(near(PRECEDING, 1), near(FOLLOWING, 1)), "30 30 30 40 50 null"));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aFrameHoldsTheRowsOrTheValuesAroundARow(WindowFrame frame, String expected) {
        assertThat(column(Function.SUM, frame, new SortKey(1, false, false), 2))
                .map(String::valueOf)
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "ROW_NUMBER,  '',      '1 2 3 4 5 1'",
        "RANK,        '',      '1 2 2 4 5 1'",
        "DENSE_RANK,  '',      '1 2 2 3 4 1'",
        "LAG,         '2',     'null 10 20 null 40 null'",
        "LEAD,        '2',     '20 null 40 50 null null'",
        "FIRST_VALUE, '2',     '10 10 10 10 10 null'",
        "LAST_VALUE,  '2',     '10 null null 40 50 null'",
        "COUNT,       '2',     '1 2 2 3 4 0'",
        "COUNT,       '',      '1 3 3 4 5 1'",
        "SUM0,        '2',     '10 30 30 70 120 0'",
        "MIN,         '2',     '10 10 10 10 10 null'",
        "MAX,         '2',     '10 20 20 40 50 null'"
    })
    void aFunctionSeesItsPartitionOnly(Function function, String arguments, String expected) {
        WindowFrame toPeers = range(FrameBound.of(UNBOUNDED_PRECEDING), FrameBound.of(CURRENT_ROW));
        Integer[] columns = Arrays.stream(arguments.split(" "))
                .filter(a -> !a.isEmpty())
                .map(Integer::valueOf)
                .toArray(Integer[]::new);

        assertThat(column(function, toPeers, new SortKey(1, false, false), columns))
                .map(String::valueOf)
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"LAG, '-1 10 20 null 40 -1'", "LEAD, '20 null 40 50 -1 -1'"})
    void whereThereIsNoOtherRowStandsTheThirdArgument(Function function, String expected) {
        WindowFrame whole = rows(FrameBound.of(UNBOUNDED_PRECEDING), FrameBound.of(UNBOUNDED_FOLLOWING));
        WindowCall call = new WindowCall(function, List.of(2, 3, 4), Form.LONG);
        WindowSpec spec = new WindowSpec(
                List.of(0),
                List.of(new SortKey(1, false, false)),
                whole,
                List.of(call),
                List.of(new WindowSpec.Constant(1L, Form.LONG), new WindowSpec.Constant(-1L, Form.LONG)));

        assertThat(Steps.run(new WindowNode(INPUT, spec)).stream().map(r -> String.valueOf(r.get(3))))
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"true, '50 40 60 30 80'", "false, '40 60 30 80 50'"})
    void aDescendingRangeLooksTowardsGreaterValues(boolean nullsFirst, String expected) {
        WindowFrame before = range(near(PRECEDING, 3), FrameBound.of(CURRENT_ROW));
        Node input = Steps.longs(2, row(5L, 40L), row(2L, 20L), row(1L, 10L), row(0L, 50L), row(null, 50L));
        WindowCall sum = new WindowCall(Function.SUM, List.of(1), Form.LONG);
        WindowSpec spec =
                new WindowSpec(List.of(), List.of(new SortKey(0, true, nullsFirst)), before, List.of(sum), List.of());

        assertThat(Steps.run(new WindowNode(input, spec)).stream().map(r -> String.valueOf(r.get(2))))
                .containsExactly(expected.split(" "));
    }
}
