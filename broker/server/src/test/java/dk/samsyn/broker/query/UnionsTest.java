package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.engine.expression.ScalarCompiler;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.tools.RelBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unions within unions become one where no row is dropped or counted otherwise by it. */
class UnionsTest {
    private final RelBuilder rel = RelFactories.LOGICAL_BUILDER.create(
            new FrontEnd(new ConstantExecutor(new ScalarCompiler())).cluster(), null);

    private RelNode table(int first) {
        return rel.values(new String[] {"a", "x"}, first, 10, first + 1, 20).build();
    }

    private RelNode union(boolean all, RelNode one, RelNode two) {
        return LogicalUnion.create(List.of(one, two), all);
    }

    @Test
    void whatIsComputedOverAnInnerUnionIsComputedOverEachOfItsBranches() {
        rel.push(union(true, table(1), table(3)));
        RelNode computed = rel.project(
                        rel.field("x"), rel.call(SqlStdOperatorTable.PLUS, rel.field("a"), rel.literal(1)))
                .build();

        RelNode flat = Unions.flat(union(true, computed, table(5)));

        assertThat(flat.getInputs()).hasSize(3);
        assertThat(flat.getInputs().subList(0, 2)).allSatisfy(branch -> {
            assertThat(branch).isInstanceOf(Project.class);
            assertThat(((Project) branch).getProjects()).hasToString("[$1, +($0, 1)]");
        });
    }

    @ParameterizedTest
    @CsvSource({"true, true, 3", "false, true, 3", "false, false, 3", "true, false, 2"})
    void aUnionThatDropsDoublesStaysWithinOneThatKeepsThem(boolean outer, boolean inner, int branches) {
        Union flat = (Union) Unions.flat(union(outer, union(inner, table(1), table(3)), table(5)));

        assertThat(flat.all).isEqualTo(outer);
        assertThat(flat.getInputs()).hasSize(branches);
    }

    @Test
    void aProjectionOverOneThatDropsDoublesStaysAboveIt() {
        rel.push(union(false, table(1), table(3)));
        RelNode computed = rel.project(rel.field("x"), rel.field("x")).build();
        RelNode tree = union(false, computed, table(5));

        assertThat(Unions.flat(tree)).isSameAs(tree);
    }
}
