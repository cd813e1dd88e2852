package dk.samsyn.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SqlRequest;
import dk.samsyn.spi.SqlSource;
import dk.samsyn.testkit.TestScope;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How H2 is asked for many keys. */
class H2Test {
    private static final String URL =
            "jdbc:h2:mem:h2test;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1";
    private static SqlSource source;

    @BeforeAll
    static void fill() throws SQLException {
        Names.execute(
                URL,
                "CREATE TABLE svar AS SELECT CAST(lpad(x, 10, '0') AS CHAR(10)) AS cpr,"
                        + " CAST('f' || x AS VARCHAR(20)) AS fri FROM system_range(1, 100000)");
        Names.execute(URL, "CREATE INDEX paa_cpr ON svar (cpr)");
        Names.execute(URL, "CREATE INDEX paa_fri ON svar (fri)");
        source = Configs.open(
                Map.of("url", URL, "dialect", "h2"),
                List.of(Configs.table("svar", "svar", "cpr:varchar(10):person=plain", "fri:varchar(20)")));
    }

    @AfterAll
    static void close() throws SQLException {
        source.close();
        Names.execute(URL, "SHUTDOWN");
    }

    @Test
    void fewKeysUseTheIndexOfACharColumn() {
        assertThat(plan("cpr", List.of("0000000001", "0000000002"))).contains("PAA_CPR: ");
    }

    @Test
    void fewAndManyKeysUseTheIndexOfAVarcharColumn() {
        assertThat(plan("fri", List.of("f1", "f2"))).contains("PAA_FRI: ");
        assertThat(plan("fri", IntStream.range(0, 1_000).mapToObj(i -> "f" + i).toList()))
                .contains("PAA_FRI: ");
    }

    @Test
    void aHundredThousandKeysAreOneCall() {
        TestScope scope = TestScope.unhurried();
        List<String> keys = IntStream.range(0, 100_000)
                .mapToObj(i -> String.format("%010d", 2 * i))
                .toList();

        assertThat(Configs.rows(
                        source.scan(ScanRequest.all(source.tables().get(0)).forKeys(keys), scope)))
                .hasSize(50_000);
        assertThat(scope.calls()).isEqualTo(1);
    }

    @Test
    void twoSetsInOneStatementAreTwoSets() {
        SqlRequest request = new SqlRequest(
                List.of("SELECT COUNT(*) FROM svar WHERE cpr", " AND fri", ""),
                List.of(
                        new SqlRequest.Keys(
                                ColumnType.VARCHAR,
                                IntStream.range(0, 1_000)
                                        .mapToObj(i -> String.format("%010d", i))
                                        .toList()),
                        new SqlRequest.Keys(
                                ColumnType.VARCHAR,
                                IntStream.range(500, 1_500)
                                        .mapToObj(i -> "f" + i)
                                        .toList())),
                List.of(ColumnType.BIGINT),
                Optional.empty());

        for (int i = 0; i < 3; i++) {
            assertThat(Configs.rows(source.query(request, TestScope.unhurried())))
                    .containsExactly(List.of(500L));
        }
    }

    private static String plan(String column, List<String> keys) {
        SqlRequest request = new SqlRequest(
                List.of("EXPLAIN SELECT * FROM svar t WHERE t.\"" + column + "\"", ""),
                List.of(new SqlRequest.Keys(ColumnType.VARCHAR, keys)),
                List.of(ColumnType.VARCHAR),
                Optional.empty());
        return Configs.rows(source.query(request, TestScope.unhurried()))
                .toString()
                .toUpperCase(java.util.Locale.ROOT);
    }
}
