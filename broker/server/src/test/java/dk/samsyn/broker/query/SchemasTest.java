package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.config.SourcesConfig;
import dk.samsyn.broker.engine.expression.ScalarCompiler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.parser.SqlParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table of another schema than sundhed keeps its schema wherever the broker names it. */
class SchemasTest {
    @Test
    void aSourceFillsTablesOfTheirOwnSchema() {
        Path conf = Lille.root().resolve("conf/bench");
        ConfigProblems problems = new ConfigProblems();
        try (Federation federation = Federation.open(
                SchemaConfig.read(conf.resolve("schema"), problems),
                SourcesConfig.read(conf.resolve("sources"), Map.of(), problems),
                Concepts.read(conf.resolve("concepts"), problems),
                true,
                problems)) {
            problems.throwIfAny();

            assertThat(federation.sources())
                    .filteredOn(source -> source.id().equals("gp"))
                    .singleElement()
                    .satisfies(source -> assertThat(source.fills())
                            .containsExactlyInAnyOrder(
                                    new TableName("gp", "patient_list"), new TableName("gp", "gp_service")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT * FROM borger, borger",
        "SELECT * FROM sundhed.borger AS b, borger",
        "SELECT * FROM gp.gp_service, gp.gp_service",
        "WITH x AS (SELECT 1 AS a FROM samtykke) SELECT * FROM x, samtykke"
    })
    void aStatementsTablesAreFoundByTheirShortestName(String sql, String name) throws SqlParseException {
        List<String> names = new ArrayList<>();
        new FrontEnd(new ConstantExecutor(new ScalarCompiler())).parse(sql).accept(new TableNames(names));

        assertThat(names).containsOnly(name);
    }
}
