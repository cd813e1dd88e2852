package dk.samsyn.broker.engine.operator;

import static dk.samsyn.broker.engine.operator.Steps.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.engine.ExecutablePlan;
import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.expression.Expression;
import dk.samsyn.spi.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JoinNodeTest {
    private static final Node LEFT = Steps.longs(2, row(1L, 10L), row(null, 20L), row(2L, 30L), row(2L, null));
    private static final Node RIGHT =
            Steps.longs(2, row(1L, 5L), row(1L, 15L), row(null, 25L), row(2L, 35L), row(9L, 1L));
    private static final Expression KEY = Steps.compiled(Steps.column(0, SqlTypeName.BIGINT));

    /** Unknown where either value is NULL. */
    private static final Expression LEFT_VALUE_GREATER = Steps.compiled(Steps.call(
            SqlStdOperatorTable.GREATER_THAN,
            Steps.column(1, SqlTypeName.BIGINT),
            Steps.column(3, SqlTypeName.BIGINT)));

    private static Condition keys(boolean nullSafe) {
        return new Condition(List.of(KEY), List.of(KEY), List.of(nullSafe), Optional.empty(), List.of());
    }

    private static Condition keysAndRest() {
        return new Condition(
                List.of(KEY), List.of(KEY), List.of(false), Optional.of(LEFT_VALUE_GREATER), List.of(1, 3));
    }

    private static Condition restOnly() {
        return new Condition(List.of(), List.of(), List.of(), Optional.of(LEFT_VALUE_GREATER), List.of(1, 3));
    }

    private static Stream<Arguments> joins() {
        List<List<@Nullable Object>> pairs =
                List.of(row(1L, 10L, 1L, 5L), row(1L, 10L, 1L, 15L), row(2L, 30L, 2L, 35L), row(2L, null, 2L, 35L));
        List<@Nullable Object> leftNull = row(null, 20L, null, null);
        List<@Nullable Object> rightNull = row(null, null, null, 25L);
        List<@Nullable Object> rightNine = row(null, null, 9L, 1L);
        return Stream.of(
                Arguments.of(JoinKind.INNER, keys(false), pairs),
                Arguments.of(JoinKind.LEFT, keys(false), plus(pairs, leftNull)),
                Arguments.of(JoinKind.RIGHT, keys(false), plus(pairs, rightNull, rightNine)),
                Arguments.of(JoinKind.FULL, keys(false), plus(pairs, leftNull, rightNull, rightNine)),
                Arguments.of(JoinKind.SEMI, keys(false), List.of(row(1L, 10L), row(2L, 30L), row(2L, null))),
                Arguments.of(JoinKind.ANTI, keys(false), List.of(row(null, 20L))),
                Arguments.of(JoinKind.INNER, keys(true), plus(pairs, row(null, 20L, null, 25L))),
                Arguments.of(JoinKind.ANTI, keys(true), List.of()),
                Arguments.of(JoinKind.INNER, keysAndRest(), List.of(row(1L, 10L, 1L, 5L))),
                Arguments.of(
                        JoinKind.LEFT,
                        keysAndRest(),
                        List.of(row(1L, 10L, 1L, 5L), leftNull, row(2L, 30L, null, null), row(2L, null, null, null))),
                Arguments.of(JoinKind.ANTI, keysAndRest(), List.of(row(null, 20L), row(2L, 30L), row(2L, null))),
                Arguments.of(JoinKind.SEMI, restOnly(), List.of(row(1L, 10L), row(null, 20L), row(2L, 30L))),
                Arguments.of(JoinKind.ANTI, restOnly(), List.of(row(2L, null))));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static List<List<@Nullable Object>> plus(
            List<List<@Nullable Object>> rows, List<@Nullable Object>... more) {
        return Stream.concat(rows.stream(), List.of(more).stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("joins")
    void anUnknownConditionIsNoPartner(JoinKind kind, Condition condition, List<List<@Nullable Object>> expected) {
        for (boolean leftFirst : List.of(true, false)) {
            assertThat(Steps.run(new JoinNode(LEFT, RIGHT, kind, condition, leftFirst)))
                    .as("left first: %s", leftFirst)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("emptySides")
    void anEmptySideDecidesByTheKind(JoinKind kind, boolean leftEmpty, int rows) {
        Node empty = new ValuesNode(List.of(Form.LONG, Form.LONG), List.of());
        JoinNode join = new JoinNode(leftEmpty ? empty : LEFT, leftEmpty ? RIGHT : empty, kind, keys(false), true);

        assertThat(Steps.run(join)).hasSize(rows);
    }

    private static Stream<Arguments> emptySides() {
        return Stream.of(
                Arguments.of(JoinKind.INNER, true, 0),
                Arguments.of(JoinKind.LEFT, false, 4),
                Arguments.of(JoinKind.RIGHT, true, 5),
                Arguments.of(JoinKind.FULL, true, 5),
                Arguments.of(JoinKind.SEMI, false, 0),
                Arguments.of(JoinKind.ANTI, false, 4),
                Arguments.of(JoinKind.ANTI, true, 0));
    }

    /** Which of two inputs is the first is chance, and what is told must not be. */
    @ParameterizedTest(
            name = "{0}, an expression on the left fails {1}, other empty {2}, the failure comes first {3}: fails {4}")
    @CsvSource({
        "INNER, true, true, true, false",
        "INNER, true, true, false, false",
        "INNER, false, true, true, false",
        "INNER, true, false, true, true",
        "INNER, false, false, true, true",
        "SEMI, true, true, true, false",
        "SEMI, false, true, true, false",
        "ANTI, false, true, true, false",
        "ANTI, true, true, true, true",
        "LEFT, false, true, true, false",
        "LEFT, true, true, true, true",
        "FULL, true, true, true, true",
    })
    void anExpressionThatFailsBesideAnEmptyInputIsNotTold(
            JoinKind kind, boolean leftFails, boolean otherEmpty, boolean failureFirst, boolean fails) {
        CountDownLatch first = new CountDownLatch(1);
        Node failing = new Awaited(failureFirst ? null : first, first, 0, new ArithmeticException("/ by zero")).node();
        Node other = new Awaited(failureFirst ? first : null, first, otherEmpty ? 0 : 1, null).node();
        JoinNode join = new JoinNode(leftFails ? failing : other, leftFails ? other : failing, kind, keys(false), true);

        if (fails) {
            assertThatThrownBy(() -> Steps.run(join)).isInstanceOf(ArithmeticException.class);
        } else {
            assertThat(Steps.run(join)).isEmpty();
        }
    }

    /** Else it would tell whether another source has somebody whom the asker may not see. */
    @Test
    void aSourceThatFailsIsToldBesideAnEmptyInputToo() {
        CountDownLatch first = new CountDownLatch(1);
        Node failing = new Awaited(null, first, 0, new QueryException(ErrorCode.SOURCE_UNAVAILABLE, "down")).node();
        Node empty = new Awaited(first, first, 0, null).node();

        assertThatThrownBy(() -> Steps.run(new JoinNode(failing, empty, JoinKind.INNER, keys(false), true)))
                .hasMessage("down");
    }

    /**
     * An input that ends, or fails, after another one has.
     *
     * @param awaited ended by the other one, or null if this is the first
     * @param ended what this one ends when it is the first
     * @param rows how many it gives
     * @param failure what it fails on instead, or null
     */
    private record Awaited(
            @Nullable CountDownLatch awaited,
            CountDownLatch ended,
            int rows,
            @Nullable RuntimeException failure) implements SourceNode.Source {
        Node node() {
            return new SourceNode(List.of(Form.LONG), this, "awaited");
        }

        @Override
        public SourceNode.Reader open(Execution execution) {
            return new SourceNode.Reader() {
                private boolean given;

                @Override
                public @Nullable Batch next() {
                    if (awaited != null) {
                        await(awaited);
                    }
                    if (failure != null) {
                        throw failure;
                    }
                    if (given || rows == 0) {
                        return null;
                    }
                    given = true;
                    ColumnStore column = ColumnStore.of(Form.LONG);
                    column.append(1L);
                    return new Batch(1, List.of(column.slice(0, 1)));
                }

                @Override
                public void close() {
                    ended.countDown();
                }
            };
        }

        /** Until the other has ended, and a moment more, in which the join hears of it. */
        private static void await(CountDownLatch other) {
            try {
                assertThat(other.await(30, TimeUnit.SECONDS)).isTrue();
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void pairsBeyondABatchAreAllThere() {
        Steps.Counted many = new Steps.Counted(30, -1);
        Node constant =
                new ProjectNode(many.node(), List.of(Steps.compiled(Steps.number(1)), Steps.compiled(Steps.number(1))));
        Node few = Steps.longs(2, row(1L, 1L), row(1L, 2L), row(1L, 3L));

        assertThat(Steps.run(new JoinNode(constant, few, JoinKind.INNER, keys(false), false)))
                .hasSize(9_000);
        assertThat(Steps.run(new JoinNode(few, constant, JoinKind.LEFT, keys(false), false)))
                .hasSize(9_000);
    }

    /** Whoever asks by the keys of a semi-join begins with the first ones and does not wait for a slow input. */
    @Test
    void keysOfASemiJoinAreThereAsTheyAreFound() {
        CountDownLatch asked = new CountDownLatch(1);
        Node slow = new Awaited(asked, new CountDownLatch(1), 1, null).node();
        Node partners = new UnionNode(List.of(Form.LONG), List.of(Steps.longs(1, row(2L), row(9L)), slow), 2);
        Node found =
                new JoinNode(Steps.longs(1, row(1L), row(2L), row(3L)), partners, JoinKind.SEMI, keys(false), true);
        List<List<Object>> keys = new ArrayList<>();
        SourceNode.Source byKeys = execution -> new SourceNode.Reader() {
            @Override
            public @Nullable Batch next() {
                keys.add(execution.part(0).keysFrom(0, 0));
                asked.countDown();
                keys.add(execution.part(0).keysFrom(0, 1));
                keys.add(execution.part(0).keysFrom(0, 2));
                return null;
            }

            @Override
            public void close() {}
        };

        Steps.run(
                new ExecutablePlan(
                        new SourceNode(List.of(Form.LONG), byKeys, "by keys"),
                        List.of(new ExecutablePlan.Definition(found, 0, List.of(0)))),
                Steps.PLENTY);

        assertThat(keys).containsExactly(List.of(2L), List.of(1L), List.of());
    }
}
