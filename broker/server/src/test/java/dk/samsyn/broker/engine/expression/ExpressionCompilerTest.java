package dk.samsyn.broker.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.engine.Control;
import dk.samsyn.broker.engine.ExecutablePlan;
import dk.samsyn.broker.engine.MemoryBudget;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.operator.ProjectNode;
import dk.samsyn.broker.engine.operator.ValuesNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.calcite.DataContexts;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionCompilerTest {
    private static final RexBuilder REX = new RexBuilder(new JavaTypeFactoryImpl());
    private static final Control FREE = new Control() {
        @Override
        public void check() {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    private static RelDataType nullable(RelDataType type) {
        return REX.getTypeFactory().createTypeWithNullability(type, true);
    }

    private static RelDataType type(SqlTypeName name) {
        return nullable(REX.getTypeFactory().createSqlType(name));
    }

    private static RelDataType decimal(int scale) {
        return nullable(REX.getTypeFactory().createSqlType(SqlTypeName.DECIMAL, 19, scale));
    }

    private static RexNode column(int index, RelDataType type) {
        return REX.makeInputRef(type, index);
    }

    private static RexNode number(long value) {
        return REX.makeLiteral(value, REX.getTypeFactory().createSqlType(SqlTypeName.BIGINT));
    }

    private static RexNode call(SqlOperator operator, RexNode... operands) {
        return REX.makeCall(operator, operands);
    }

    /** One value for each row of one batch. */
    private static List<@Nullable Object> values(RexNode node, List<Form> forms, List<List<@Nullable Object>> rows) {
        ProjectNode project = new ProjectNode(
                new ValuesNode(forms, rows), List.of(new ExpressionCompiler(new ScalarCompiler(), REX).compile(node)));
        try (ExecutablePlan.Run run = new ExecutablePlan(project, List.of())
                .run(DataContexts.EMPTY, FREE, new MemoryBudget(1 << 20), Runnable::run)) {
            Batch batch = Objects.requireNonNull(run.start().next());
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                values.add(batch.column(0).get(i, Form.of(node.getType())));
            }
            return values;
        }
    }

    private static @Nullable Boolean truth(String letter) {
        return letter.equals("U") ? null : Boolean.valueOf(letter.equals("T"));
    }

    @ParameterizedTest
    @CsvSource({
        "T, T, T, T", "T, F, F, T", "T, U, U, T",
        "F, T, F, T", "F, F, F, F", "F, U, F, U",
        "U, T, U, T", "U, F, F, U", "U, U, U, U"
    })
    void andAndOrHaveThreeValues(String left, String right, String and, String or) {
        RelDataType truth = type(SqlTypeName.BOOLEAN);
        RexNode a = column(0, truth);
        RexNode b = column(1, truth);
        List<Form> forms = List.of(Form.BOOLEAN, Form.BOOLEAN);
        List<List<@Nullable Object>> rows = List.of(java.util.Arrays.asList(truth(left), truth(right)));

        assertThat(values(call(SqlStdOperatorTable.AND, a, b), forms, rows)).containsExactly(truth(and));
        assertThat(values(call(SqlStdOperatorTable.OR, a, b), forms, rows)).containsExactly(truth(or));
    }

    @ParameterizedTest
    @CsvSource({"T, F, T, F, F, T", "F, T, F, T, T, F", "U, U, F, T, F, T"})
    void notAndTestsOfTruth(
            String value, String not, String isTrue, String isNotTrue, String isFalse, String isNotFalse) {
        RexNode a = column(0, type(SqlTypeName.BOOLEAN));
        List<List<@Nullable Object>> rows = List.of(java.util.Arrays.asList((Object) truth(value)));
        Function<SqlOperator, @Nullable Object> answer = operator ->
                values(call(operator, a), List.of(Form.BOOLEAN), rows).get(0);

        assertThat(answer.apply(SqlStdOperatorTable.NOT)).isEqualTo(truth(not));
        assertThat(answer.apply(SqlStdOperatorTable.IS_TRUE)).isEqualTo(truth(isTrue));
        assertThat(answer.apply(SqlStdOperatorTable.IS_NOT_TRUE)).isEqualTo(truth(isNotTrue));
        assertThat(answer.apply(SqlStdOperatorTable.IS_FALSE)).isEqualTo(truth(isFalse));
        assertThat(answer.apply(SqlStdOperatorTable.IS_NOT_FALSE)).isEqualTo(truth(isNotFalse));
    }

    /** {@code 10 / x}, which fails where x is 0. */
    private static RexNode ratio() {
        return call(SqlStdOperatorTable.DIVIDE, number(10), column(0, type(SqlTypeName.BIGINT)));
    }

    private static RexNode isZero() {
        return call(SqlStdOperatorTable.EQUALS, column(0, type(SqlTypeName.BIGINT)), number(0));
    }

    private static final List<List<@Nullable Object>> WITH_ZERO =
            List.of(List.of(5L), List.of(0L), java.util.Collections.singletonList(null), List.of(2L));

    @Test
    void anExpressionFailsOnARowThatReachesIt() {
        assertThatThrownBy(() -> values(ratio(), List.of(Form.LONG), WITH_ZERO))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aBranchIsComputedForTheRowsThatTakeIt() {
        RexNode guarded = call(SqlStdOperatorTable.CASE, isZero(), number(-1), ratio());

        assertThat(values(guarded, List.of(Form.LONG), WITH_ZERO)).containsExactly(2L, -1L, null, 5L);
    }

    @Test
    void whatDecidesBeforeKeepsARowFromTheRest() {
        RexNode small = call(SqlStdOperatorTable.LESS_THAN, ratio(), number(3));
        RexNode notZero = call(SqlStdOperatorTable.NOT_EQUALS, column(0, type(SqlTypeName.BIGINT)), number(0));

        assertThat(values(call(SqlStdOperatorTable.AND, notZero, small), List.of(Form.LONG), WITH_ZERO))
                .containsExactly(true, false, null, false);
        assertThat(values(call(SqlStdOperatorTable.OR, isZero(), small), List.of(Form.LONG), WITH_ZERO))
                .containsExactly(true, true, null, false);
    }

    @Test
    void aComputationThatStandsTwiceMayFailInOneBranchOnly() {
        RexNode guarded =
                call(SqlStdOperatorTable.CASE, isZero(), number(0), call(SqlStdOperatorTable.PLUS, ratio(), ratio()));

        assertThat(values(guarded, List.of(Form.LONG), WITH_ZERO)).containsExactly(4L, 0L, null, 10L);
    }

    @ParameterizedTest
    @CsvSource({
        "PLUS,  1.50, 0.25, 1.75",
        "MINUS, 1.50, 2.75, -1.25",
        "TIMES, 1.50, 0.25, 0.3750",
        "PLUS,  92233720368547758.07, 0.01, 92233720368547758.08",
        "TIMES, 99999999999999999.99, 99999999999999999.99, 9999999999999999998000000000000000.0001"
    })
    void decimalsKeepTheirScaleAndOutgrowALong(String operator, BigDecimal a, BigDecimal b, BigDecimal expected) {
        SqlOperator operation = operator.equals("PLUS")
                ? SqlStdOperatorTable.PLUS
                : operator.equals("MINUS") ? SqlStdOperatorTable.MINUS : SqlStdOperatorTable.MULTIPLY;
        RexNode node = REX.makeCall(
                nullable(REX.getTypeFactory().createSqlType(SqlTypeName.DECIMAL, 19, 4)),
                operation,
                List.of(column(0, decimal(2)), column(1, decimal(2))));

        assertThat((BigDecimal) values(node, List.of(Form.DECIMAL, Form.DECIMAL), List.of(List.of(a, b)))
                        .get(0))
                .isEqualByComparingTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'abc', 'a%', true", "'abc', '%c', true", "'abc', '%b%', true", "'abc', 'a_c', true", "'abc', 'abc', true",
        "'abc', 'b%', false", "'abc', 'A%', false", "'a.c', 'a.c', true", "'abc', 'a.c', false", "'', '%', true",
        "'a\nb', 'a%b', true"
    })
    void aPatternMatchesTheWholeText(String text, String pattern, boolean expected) {
        RexNode like = call(SqlStdOperatorTable.LIKE, column(0, type(SqlTypeName.VARCHAR)), REX.makeLiteral(pattern));

        assertThat(values(like, List.of(Form.TEXT), List.of(List.of(text)))).containsExactly(expected);
    }

    @Test
    void aListWithoutTheValueIsUnknownForNull() {
        RexNode value = column(0, type(SqlTypeName.BIGINT));
        RexNode in = REX.makeCall(
                SqlStdOperatorTable.OR,
                List.of(
                        call(SqlStdOperatorTable.EQUALS, value, number(1)),
                        call(SqlStdOperatorTable.EQUALS, value, number(5)),
                        call(SqlStdOperatorTable.EQUALS, value, number(2))));

        assertThat(values(in, List.of(Form.LONG), WITH_ZERO)).containsExactly(true, false, null, true);
    }

    /** Each level more must not double the work: the call is stopped, not measured. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatIsNestedDeeplyIsCompiledOnce() {
        RexNode functions = column(0, type(SqlTypeName.BIGINT));
        RexNode sum = column(0, type(SqlTypeName.BIGINT));
        for (int i = 0; i < 100; i++) {
            functions = call(SqlStdOperatorTable.ABS, functions);
        }
        for (int i = 0; i < 300; i++) {
            sum = call(SqlStdOperatorTable.PLUS, sum, number(1));
        }

        assertThat(values(functions, List.of(Form.LONG), List.of(List.of(-7L)))).containsExactly(7L);
        assertThat(values(sum, List.of(Form.LONG), List.of(List.of(-7L)))).containsExactly(293L);
    }
}
