package dk.samsyn.broker.engine.operator;

import static dk.samsyn.broker.engine.operator.Steps.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.operator.AggregateCall.Function;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AggregateNodeTest {
    /** Key, value, and whether the row counts. */
    private static final Node INPUT = Steps.values(
            List.of(Form.LONG, Form.LONG, Form.BOOLEAN),
            row(1L, 5L, true),
            row(1L, 5L, false),
            row(1L, null, true),
            row(2L, null, null),
            row(null, 7L, true),
            row(null, 8L, null));

    private static AggregateCall call(Function function, boolean distinct, int filter, Integer... arguments) {
        return new AggregateCall(function, List.of(arguments), distinct, filter, Form.LONG, 42L);
    }

    private static List<List<@Nullable Object>> grouped(Node input, List<Integer> keys, AggregateCall call) {
        return Steps.run(new AggregateNode(
                input,
                keys,
                List.of(java.util.stream.IntStream.range(0, keys.size()).boxed().toList()),
                List.of(call)));
    }

    private static Stream<Arguments> calls() {
        return Stream.of(
                Arguments.of(call(Function.COUNT, false, -1), 3L, 1L, 2L),
                Arguments.of(call(Function.COUNT, false, -1, 1), 2L, 0L, 2L),
                Arguments.of(call(Function.COUNT, true, -1, 1), 1L, 0L, 2L),
                Arguments.of(call(Function.COUNT, false, 2), 2L, 0L, 1L),
                Arguments.of(call(Function.COUNT, true, 2, 1), 1L, 0L, 1L),
                Arguments.of(call(Function.SUM, false, -1, 1), 10L, null, 15L),
                Arguments.of(call(Function.SUM, true, -1, 1), 5L, null, 15L),
                Arguments.of(call(Function.SUM0, false, -1, 1), 10L, 0L, 15L),
                Arguments.of(call(Function.MIN, false, -1, 1), 5L, null, 7L),
                Arguments.of(call(Function.MAX, false, -1, 1), 5L, null, 8L),
                Arguments.of(call(Function.LITERAL, false, -1), 42L, 42L, 42L));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void nullIsLeftOutAndIsAGroupOfItsOwn(
            AggregateCall call, @Nullable Object one, @Nullable Object two, @Nullable Object none) {
        assertThat(grouped(INPUT, List.of(0), call))
                .containsExactlyInAnyOrder(row(1L, one), row(2L, two), row(null, none));
    }

    private static Stream<Arguments> overNothing() {
        return Stream.of(
                Arguments.of(call(Function.COUNT, false, -1, 1), 0L),
                Arguments.of(call(Function.SUM, false, -1, 1), null),
                Arguments.of(call(Function.SUM0, false, -1, 1), 0L),
                Arguments.of(call(Function.MAX, false, -1, 1), null),
                Arguments.of(call(Function.SINGLE_VALUE, false, -1, 1), null));
    }

    @ParameterizedTest
    @MethodSource("overNothing")
    void overNoRowsThereIsOneGroupWithoutKeysAndNoneWith(AggregateCall call, @Nullable Object value) {
        Node empty = new ValuesNode(List.of(Form.LONG, Form.LONG), List.of());

        assertThat(grouped(empty, List.of(), call)).containsExactly(row(value));
        assertThat(grouped(empty, List.of(0), call)).isEmpty();
    }

    @Test
    void aKeyThatASetLeavesOutIsNullAndToldFromARealNull() {
        Node input = Steps.longs(2, row(1L, 3L), row(null, 4L));
        AggregateCall sum = call(Function.SUM, false, -1, 1);
        AggregateCall grouping = call(Function.GROUPING, false, -1, 0);

        assertThat(Steps.run(
                        new AggregateNode(input, List.of(0), List.of(List.of(0), List.of()), List.of(sum, grouping))))
                .containsExactlyInAnyOrder(row(1L, 3L, 0L), row(null, 4L, 0L), row(null, 7L, 1L));
    }

    @Test
    void aSumThatDoesNotFitFailsAndIsNeverWrong() {
        Node input = Steps.longs(1, row(Long.MAX_VALUE), row(1L));

        assertThatThrownBy(() -> grouped(input, List.of(), call(Function.SUM, false, -1, 0)))
                .isInstanceOf(ArithmeticException.class);
    }

    private static Stream<Arguments> decimals() {
        return Stream.of(
                Arguments.of("differing scales", List.of("1.5", "0.25", "2"), "3.75"),
                Arguments.of(
                        "beyond a long",
                        List.of("9223372036854775.807", "9223372036854775.807", "0.001"),
                        "18446744073709551.615"),
                Arguments.of(
                        "digits beyond a long",
                        List.of("123456789012345678901234567890", "0.1"),
                        "123456789012345678901234567890.1"),
                Arguments.of("signs", List.of("-0.10", "0.1", "-7"), "-7"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("decimals")
    void decimalsAddUpExactly(String name, List<String> numbers, String sum) {
        Node input = new ValuesNode(
                List.of(Form.DECIMAL),
                numbers.stream().map(n -> row(new BigDecimal(n))).toList());
        AggregateCall call = new AggregateCall(Function.SUM, List.of(0), false, -1, Form.DECIMAL, null);

        assertThat((BigDecimal) grouped(input, List.of(), call).get(0).get(0)).isEqualByComparingTo(sum);
    }

    @Test
    void decimalsAreEqualKeysByValue() {
        Node input = Steps.values(
                List.of(Form.DECIMAL, Form.LONG), row(new BigDecimal("1.50"), 1L), row(new BigDecimal("1.5"), 2L));

        assertThat(grouped(input, List.of(0), call(Function.SUM, false, -1, 1))).hasSize(1);
    }

    @Test
    void aSecondRowWhereOneStandsForAValueIsAnError() {
        assertThatThrownBy(() -> grouped(INPUT, List.of(), call(Function.SINGLE_VALUE, false, -1, 1)))
                .hasMessageContaining("more than one row");
    }
}
