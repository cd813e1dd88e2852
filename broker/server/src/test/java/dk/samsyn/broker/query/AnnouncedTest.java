package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.PolicyFiles;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy announces as withheld is listed and refused with the policy's sentence; everything else does not exist. */
class AnnouncedTest {
    private static final Session NURSE = Users.session(
            "sundhedsplejerske-730",
            "kommunal_sundhedsplejerske",
            "kommune:730",
            Purpose.FOREBYGGELSE,
            Map.of("kommunekode", 730));

    private static final String MEDICINE =
            "Tabellen sundhed.medicin_ordination vises ikke: politikken fmk-kun-behandling v1";
    private static final String ADDRESS =
            "Kolonnen sundhed.borger.postnr vises ikke: politikken sundhedsplejerske-boern v1";

    @TempDir
    private static Path folder;

    private static Lille lille;
    /** The shipped policies, but that the health visitor's announces what it withholds. */
    private static QueryService telling;

    @BeforeAll
    static void start() throws IOException {
        lille = Lille.get();
        try (Stream<Path> files = Files.list(Lille.root().resolve("policies"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Path changed = folder.resolve("sundhedsplejerske-boern.policy.yaml");
        Files.writeString(changed, Files.readString(changed) + "announce: true\n");
        ConfigProblems problems = new ConfigProblems();
        SchemaConfig schema = SchemaConfig.read(Lille.root().resolve("conf/schema"), problems);
        PolicyEngine engine = new PolicyEngine(PolicyFiles.read(folder, PolicyFiles.declared(schema), problems));
        problems.throwIfAny();
        telling = lille.queries.under(engine, lille.audit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(DISTINCT pid) FROM medicin_ordination",
                "SELECT COUNT(DISTINCT m.pid) FROM \"sundhed\".\"medicin_ordination\" AS m",
                "SELECT COUNT(DISTINCT pid) FROM borger WHERE pid IN (SELECT pid FROM medicin_ordination)",
                "EXPLAIN SELECT COUNT(DISTINCT pid) FROM medicin_ordination"
            })
    void anAnnouncedTableIsRefusedWithThePolicysSentence(String sql) {
        assertRefused(lille.queries, Users.planner(), sql, ErrorCode.ANNOUNCED_NOT_SHOWN, MEDICINE);
        assertThat(lille.auditText()).contains("\"withheld\"", MEDICINE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNKNOWN_TABLE  | SELECT COUNT(*) FROM samsyn.medicin_ordination",
                "UNKNOWN_TABLE  | SELECT COUNT(*) FROM medicin_ordinationer",
                "UNKNOWN_COLUMN | WITH medicin_ordination AS (SELECT koen FROM borger) SELECT atc FROM medicin_ordination",
                "UNKNOWN_COLUMN | SELECT navn FROM borger",
            })
    void whatNoPolicyAnnouncesDoesNotExist(ErrorCode code, String sql) {
        assertRefused(lille.queries, Users.planner(), sql, code, "There is no");
    }

    @Test
    void anAnnouncedColumnIsRefusedWhereItIsNamedAndToldWhereAStarWouldHaveShownIt() {
        assertRefused(telling, NURSE, "SELECT b.postnr FROM borger b", ErrorCode.ANNOUNCED_NOT_SHOWN, ADDRESS);
        assertThat(notices("SELECT b.* FROM borger b")).anyMatch(sentence -> sentence.startsWith(ADDRESS));
        assertThat(notices("SELECT COUNT(*) FROM borger")).isEmpty();
        assertThat(notices("SELECT * FROM maaling")).noneMatch(sentence -> sentence.contains("borger"));
    }

    @Test
    void withoutTheAnnouncementTheColumnDoesNotExist() {
        assertRefused(lille.queries, NURSE, "SELECT b.postnr FROM borger b", ErrorCode.UNKNOWN_COLUMN, "There is no");
    }

    @Test
    void whatIsAnnouncedIsListedApart() {
        Catalogue planner = lille.queries.catalogue(Users.planner());
        assertThat(planner.tables()).extracting(Catalogue.Table::name).doesNotContain("medicin_ordination");
        assertThat(planner.withheld())
                .filteredOn(table -> table.name().equals("medicin_ordination"))
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.remarks()).startsWith(MEDICINE);
                    assertThat(table.columns()).extracting(ResultColumn::name).contains("pid", "atc");
                });
        assertThat(telling.catalogue(NURSE).withheld())
                .filteredOn(table -> table.name().equals("borger"))
                .flatExtracting(Catalogue.Table::columns)
                .extracting(ResultColumn::name)
                .contains("postnr")
                .doesNotContain("navn");
    }

    private static List<String> notices(String sql) {
        try (QueryAnswer answer = telling.run(NURSE, QueryRequest.of(sql))) {
            while (answer.next()) {
                // Notices are complete when the rows are.
            }
            return answer.notices().stream()
                    .filter(notice -> notice.code().equals(Announced.NOTICE))
                    .map(Notice::text)
                    .toList();
        }
    }

    private static void assertRefused(
            QueryService queries, Session session, String sql, ErrorCode code, String beginning) {
        assertThatThrownBy(() -> Lille.rows(queries, session, sql))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(code))
                .hasMessageStartingWith(beginning);
    }
}
