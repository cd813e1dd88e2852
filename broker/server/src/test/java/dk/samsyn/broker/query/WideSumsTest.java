package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.engine.expression.ScalarCompiler;
import dk.samsyn.spi.SqlSource;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.tools.RelBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a source would add numbers up in fewer bytes than the broker, it is told to widen them first. */
class WideSumsTest {
    private final RelBuilder rel = RelFactories.LOGICAL_BUILDER.create(
            new FrontEnd(new ConstantExecutor(new ScalarCompiler())).cluster(), null);

    @ParameterizedTest
    @CsvSource({
        "POSTGRESQL, REAL, true",
        "POSTGRESQL, DOUBLE, true",
        "POSTGRESQL, INTEGER, false",
        "POSTGRESQL, DECIMAL, false",
        "MARIADB, REAL, false",
        "H2, REAL, false"
    })
    void sumsOfFloatingNumbersAreWidenedForPostgresqlOnly(SqlSource.Dialect dialect, SqlTypeName type, boolean wide) {
        RelNode input = rel.values(new String[] {"k", "n"}, 1, 10, 1, 20)
                .project(List.of(rel.field("k"), rel.cast(rel.field("n"), type)), List.of("k", "v"), true)
                .build();
        Aggregate sums = (Aggregate) rel.push(input)
                .aggregate(
                        rel.groupKey("k"),
                        rel.sum(rel.field("v")).as("s"),
                        rel.max(rel.field("v")).as("m"))
                .build();

        RelNode widened = WideSums.of(sums, sums.getInput(), dialect);

        assertThat(RelOptUtil.toString(widened).contains("WIDE(")).isEqualTo(wide);
        assertThat(widened.getRowType()).isEqualTo(sums.getRowType());
        // The greatest value is the same in any width.
        assertThat(((Aggregate) widened).getAggCallList().get(1))
                .isEqualTo(sums.getAggCallList().get(1));
    }
}
