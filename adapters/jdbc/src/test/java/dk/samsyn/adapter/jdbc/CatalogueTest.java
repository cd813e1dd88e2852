package dk.samsyn.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.spi.SqlSource;
import dk.samsyn.spi.TableStatistics;
import dk.samsyn.testkit.TestScope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What PostgreSQL's own catalogue knows reaches the planner, whether a table is declared by name or by query. */
class CatalogueTest {
    private static SqlSource source;

    @BeforeAll
    static void open() throws Exception {
        String url = Postgres.database("catalogue");
        Postgres.execute(
                url,
                "CREATE SCHEMA lab",
                "CREATE TABLE lab.svar AS SELECT i AS nr, CASE WHEN i % 4 = 0 THEN 'HBA1C' ELSE 'LDL' END AS kode"
                        + " FROM generate_series(1, 2000) i",
                "CREATE TABLE lab.kode AS SELECT 'LDL' AS kode",
                "ANALYZE");
        Map<String, Object> byName = Map.of(
                "name",
                "navn",
                "from",
                "lab.svar",
                "columns",
                List.of(Map.of("name", "nr", "type", "integer"), Map.of("name", "kode", "type", "varchar(5)")));
        source = Configs.open(
                Map.of("url", url, "dialect", "postgresql"),
                List.of(
                        byName,
                        Configs.table("udsagn", "SELECT nr, kode FROM lab.svar", "nr:integer", "kode:varchar(5)"),
                        Configs.table(
                                "flettet",
                                "SELECT s.nr, s.kode FROM lab.svar s LEFT JOIN lab.kode k ON k.kode = s.kode",
                                "nr:integer",
                                "kode:varchar(5)")));
    }

    @AfterAll
    static void close() {
        source.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"navn", "udsagn", "flettet"})
    void columnsThatPassUnchangedHaveTheirStatistics(String table) {
        TableStatistics known = source.statistics(table, TestScope.unhurried()).orElseThrow();

        assertThat(known.rows()).isBetween(1_900.0, 2_100.0);
        assertThat(known.columns()).hasEntrySatisfying("kode", kode -> {
            assertThat(kode.distinct()).isEqualTo(2);
            assertThat(kode.frequent())
                    .hasEntrySatisfying("HBA1C", s -> assertThat(s).isBetween(0.2, 0.3));
        });
        assertThat(known.columns())
                .hasEntrySatisfying("nr", nr -> assertThat(nr.distinct()).isBetween(1_900.0, 2_100.0));
    }
}
