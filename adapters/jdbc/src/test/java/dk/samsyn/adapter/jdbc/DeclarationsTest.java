package dk.samsyn.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.spi.Capability;
import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.KeyPattern;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.SourceAdapterFactory;
import dk.samsyn.spi.SourceColumn;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.spi.SqlSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration may say, and what is said of one that is wrong. */
class DeclarationsTest {
    private static final Map<String, Object> SETTINGS =
            Map.of("url", "jdbc:postgresql://127.0.0.1:1/x", "dialect", "postgresql");

    @Test
    void theFactoryIsFound() {
        assertThat(ServiceLoader.load(SourceAdapterFactory.class))
                .extracting(SourceAdapterFactory::kind)
                .contains("jdbc");
    }

    @Test
    void aTableIsDeclaredWithoutASource() {
        try (SqlSource source = Configs.open(
                SETTINGS,
                List.of(Configs.table(
                        "proevesvar",
                        "labka.proevesvar",
                        "pnr:varchar(11):person=hyphen:nullable=false:column=PNR",
                        "svar:decimal(10,2):exact=false")))) {
            assertThat(source.tables()).hasSize(1);
            SourceTable table = source.tables().get(0);
            assertThat(table.columns())
                    .containsExactly(
                            new SourceColumn("pnr", ColumnType.VARCHAR, 11, 0, false, PersonFormat.HYPHEN, true),
                            new SourceColumn("svar", ColumnType.DECIMAL, 10, 2, true, PersonFormat.NONE, false));
            assertThat(table.key()).isEqualTo(new KeyPattern("pnr", false, DeclaredTables.KEYS_PER_CALL, 4));
            assertThat(table.capabilities()).contains(Capability.KEYS, Capability.SQL);
            assertThat(source.from("proevesvar")).isEqualTo("labka.proevesvar");
            assertThat(source.physicalColumn("proevesvar", "pnr")).isEqualTo("PNR");
            assertThat(source.physicalColumn("proevesvar", "svar")).isEqualTo("svar");
            assertThat(source.dialect()).isEqualTo(SqlSource.Dialect.POSTGRESQL);
            assertThat(source.onePersonOneKey()).isFalse();
        }
    }

    @Test
    void aTableWithoutAPersonTakesNoKeys() {
        try (SqlSource source = Configs.open(SETTINGS, List.of(Configs.table("kode", "kode", "kode:varchar(10)")))) {
            assertThat(source.tables().get(0).key()).isEqualTo(KeyPattern.NONE);
            assertThat(source.tables().get(0).capabilities()).doesNotContain(Capability.KEYS);
        }
    }

    @Test
    void aQueryStandsInParenthesesAndMayEndInAComment() {
        try (SqlSource source =
                Configs.open(SETTINGS, List.of(Configs.table("t", "SELECT 1 AS a -- en", "a:integer")))) {
            assertThat(source.from("t")).isEqualTo("(SELECT 1 AS a -- en\n)");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | SELECT p.cpr, t.a FROM t JOIN p ON p.id = t.id
            true  | SELECT p.cpr, (SELECT MAX(x) FROM y WHERE y.id = t.id) AS a FROM t JOIN p ON p.id = t.id
            true  | SELECT p.cpr, 'where' AS a FROM t JOIN p ON p.id = t.id -- where
            false | SELECT p.cpr, t.a FROM t JOIN p ON p.id = t.id WHERE t.a > 0
            false | SELECT p.cpr, MAX(t.a) AS a FROM t JOIN p ON p.id = t.id group by p.cpr
            false | SELECT p.cpr, t.a FROM t JOIN p ON p.id = t.id UNION ALL SELECT p.cpr, 0 FROM p
            false | SELECT p.cpr, t.a FROM t JOIN p ON p.id = t.id ORDER BY a LIMIT 5
            """)
    void aKeyIsTestedInsideAQueryOnlyWhereAConditionMayStandAtItsEnd(boolean fits, String query) {
        Map<String, Object> table =
                new HashMap<>(Configs.table("t", query, "cpr:varchar(10):person=plain", "a:integer"));
        table.put("keyed_by", "p.cpr");
        if (fits) {
            Configs.open(SETTINGS, List.of(table)).close();
        } else {
            assertThatThrownBy(() -> Configs.open(SETTINGS, List.of(table)))
                    .hasMessageContaining("tables[0].keyed_by:");
        }
    }

    @Test
    void allProblemsAreToldAtOnce() {
        Map<String, Object> settings = Map.of(
                "url",
                "jdbc:h2:mem:x",
                "dialect",
                "postgresql",
                "fetch_size",
                "mange",
                "one_person_one_key",
                "ja",
                "ulr",
                "x");
        List<Map<String, Object>> tables = List.of(
                Configs.table("ok", "a.b; DROP TABLE c", "a:varchr(3)", "a:varchar(3)", "a:integer", "b:decimal(2,3)"),
                Configs.table("Store", "SELECT 1", "c:varchar(3):person=skjult", "d:integer:person=plain"),
                Map.of("name", "tom"));

        assertThatThrownBy(() -> Configs.open(settings, tables))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains(
                        "source epj:",
                        "settings.ulr: is not a setting",
                        "settings.url: does not start with jdbc:postgresql:",
                        "settings.fetch_size:",
                        "settings.one_person_one_key:",
                        "tables[0].from:",
                        "tables[0].columns[0].type:",
                        "tables[0].columns[2].name: is the name of another column too",
                        "tables[0].columns[3].type:",
                        "tables[1].name:",
                        "tables[1].columns[0].person:",
                        "tables[1].columns[1].type:",
                        "tables[2]: needs either from or query",
                        "tables[2].columns:");
    }

    @ParameterizedTest
    @CsvSource({
        "proevesvar, true",
        "labka.proevesvar, true",
        "db.labka.proevesvar, true",
        "\"Prøve svar\", true",
        "labka.\"t;x\", true",
        "a b, false",
        "a--b, false",
        "a;b, false",
        "(SELECT 1), false",
        "a.b.c.d, false",
        "'a\"b', false"
    })
    void aTableNameIsANameAndNothingElse(String from, boolean accepted) {
        List<Map<String, Object>> tables = List.of(Configs.table("t", from, "a:integer"));
        if (accepted) {
            Configs.open(SETTINGS, tables).close();
        } else {
            assertThatThrownBy(() -> Configs.open(SETTINGS, tables)).hasMessageContaining("tables[0].from");
        }
    }

    @Test
    void aPartitionedSourceDeclaresItsColumnInEveryTable() {
        Map<String, Object> settings =
                Map.of("dialect", "h2", "partitions", Map.of("column", "ydernr", "file", "praksis.csv"));

        assertThatThrownBy(() -> Configs.open(settings, List.of(Configs.table("t", "t", "a:integer"))))
                .hasMessageContaining("tables[0].columns: declares the partition column ydernr as varchar");
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(new JdbcSettings(
                                "jdbc:h2:mem:x;PASSWORD=hemmelig",
                                "sa",
                                "hemmelig",
                                Product.of(SqlSource.Dialect.H2, false),
                                true,
                                1,
                                java.util.Optional.empty())
                        .toString())
                .doesNotContain("hemmelig");
    }
}
