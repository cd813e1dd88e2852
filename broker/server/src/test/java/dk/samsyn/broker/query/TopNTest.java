package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.engine.expression.ScalarCompiler;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.tools.RelBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first rows are taken below only what neither drops nor reorders them. */
class TopNTest {
    private final RelBuilder rel = RelFactories.LOGICAL_BUILDER.create(
            new FrontEnd(new ConstantExecutor(new ScalarCompiler())).cluster(), null);

    private RelBuilder table(String key, String value) {
        return rel.values(new String[] {key, value}, 1, 10, 2, 20, 3, 30);
    }

    private RelNode joined(JoinRelType type, String orderedBy, int skipped, int rows) {
        table("a", "x");
        table("b", "y");
        return rel.join(type, rel.equals(rel.field(2, 0, "a"), rel.field(2, 1, "b")))
                .sortLimit(skipped, rows, rel.field(orderedBy))
                .build();
    }

    @Test
    void theOuterSideOfAnOuterJoinGivesItsFirstRowsAndTheSkippedOnes() {
        RelNode tree = joined(JoinRelType.LEFT, "x", 2, 3);

        RelNode pushed = TopN.pushed(tree);

        assertThat(pushed).isInstanceOf(Sort.class);
        assertThat(pushed.getInput(0)).isInstanceOf(Join.class);
        assertThat(pushed.getInput(0).getInput(1)).isNotInstanceOf(Sort.class);
        assertThat(pushed.getInput(0).getInput(0)).isInstanceOfSatisfying(Sort.class, first -> {
            assertThat(RexLiteral.intValue(first.fetch)).isEqualTo(5);
            assertThat(first.offset).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({"LEFT, y", "INNER, x", "RIGHT, x", "FULL, x", "RIGHT, y"})
    void whereRowsMayBeDroppedOrTheOrderIsAnothersNothingIsTakenBelow(JoinRelType type, String orderedBy) {
        RelNode tree = joined(type, orderedBy, 0, 3);

        assertThat(TopN.pushed(tree)).isSameAs(tree);
    }

    @Test
    void eachBranchOfAUnionGivesItsFirstRowsAndOneThatDropsDoublesDoesNot() {
        for (boolean all : new boolean[] {true, false}) {
            RelNode one = table("a", "x").build();
            RelNode two = rel.values(new String[] {"a", "x"}, 4, 40, 5, 50).build();
            // The builder would make one list of values of both.
            RelNode tree = rel.push(LogicalUnion.create(List.of(one, two), all))
                    .sortLimit(0, 3, rel.field("x"))
                    .build();

            String text = RelOptUtil.toString(TopN.pushed(tree));

            assertThat(text.lines().filter(line -> line.contains("Sort"))).hasSize(all ? 3 : 1);
        }
    }

    @Test
    void anOrderByWhatAProjectionComputesIsNotTakenBelowIt() {
        table("a", "x");
        RelNode tree = rel.project(rel.alias(
                        rel.call(org.apache.calcite.sql.fun.SqlStdOperatorTable.MINUS, rel.literal(0), rel.field("x")),
                        "y"))
                .sortLimit(0, 3, rel.field("y"))
                .build();

        assertThat(TopN.pushed(tree)).isSameAs(tree);
    }
}
