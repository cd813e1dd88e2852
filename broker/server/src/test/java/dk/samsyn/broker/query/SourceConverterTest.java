package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.engine.expression.ScalarCompiler;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.sql.dialect.MysqlSqlDialect;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.ImmutableBitSet;
import org.junit.jupiter.api.Test;

/** What Calcite's writer cannot say by itself. */
class SourceConverterTest {
    private final RelBuilder rel = RelFactories.LOGICAL_BUILDER.create(
            new FrontEnd(new ConstantExecutor(new ScalarCompiler())).cluster(), null);

    @Test
    void onlyTheSelectWithManyGroupsSortsThem() {
        RelNode input = rel.values(new String[] {"k", "n"}, 1, 10, 1, 20).build();
        LogicalAggregate many = LogicalAggregate.create(input, List.of(), ImmutableBitSet.of(0, 1), null, List.of());
        RelNode few = rel.push(ManyGroups.marked(many))
                .aggregate(rel.groupKey("k"), rel.countStar("c"))
                .build();

        assertThat(written(many)).doesNotContain("SQL_BIG_RESULT");
        assertThat(written(few).replaceAll("\\s+", " "))
                .startsWith("SELECT `k`, COUNT(*)")
                .contains("FROM (SELECT SQL_BIG_RESULT `k`, `n` FROM")
                .endsWith("GROUP BY `k`");
    }

    private static String written(RelNode tree) {
        return new SourceConverter(MysqlSqlDialect.DEFAULT)
                .visitRoot(tree)
                .asStatement()
                .toSqlString(MysqlSqlDialect.DEFAULT)
                .getSql();
    }
}
