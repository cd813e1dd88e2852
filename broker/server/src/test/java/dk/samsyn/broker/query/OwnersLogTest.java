package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.spi.ErrorCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A practice, a municipality, a hospital sees who has asked for its data and for what, and nobody else's log. */
class OwnersLogTest {
    private final Lille lille = Lille.get();

    private static Session owner(String organisation) {
        return Users.session("dataejer", "dataejer", organisation, Purpose.KONTROL, Map.of());
    }

    /** The log of an owner, of one query. */
    private List<@Nullable Object[]> log(String organisation, String query) {
        return lille.rows(
                owner(organisation),
                "SELECT who, organisation, purpose, tables, outcome, sources, policies FROM samsyn.log_ejer WHERE \"query\" = '"
                        + query + "'");
    }

    private String ask(Session session, String sql) {
        QueryAnswer answer = lille.queries.run(session, QueryRequest.of(sql));
        try (answer) {
            while (answer.next()) {
                assertThat(answer.row()).isNotNull();
            }
        }
        return answer.queryId();
    }

    /** Sources with one database, instance or folder per owner tell which of them they asked. */
    @ParameterizedTest(name = "{0}: asked {1}, not {2}")
    @CsvSource(delimiter = '|', textBlock = """
            SELECT COUNT(*) FROM kontakt WHERE sektor = 'almen_praksis' AND org_id = '099002' | praksis:099002 | praksis:099001
            SELECT COUNT(*) FROM kontakt WHERE sektor = 'almen_praksis'                       | praksis:099001 | kommune:730
            SELECT COUNT(*) FROM kontakt WHERE sektor <> 'almen_praksis'                      | hospital:6620  | kommune:730
            SELECT COUNT(*) FROM kommunal_indsats                                             | kommune:730    | hospital:6620
            SELECT COUNT(*) FROM kommunal_indsats WHERE kommunekode = 741                     | kommune:741    | kommune:730
            SELECT COUNT(*) FROM borger                                                       | nobody:1       | praksis:099001
            """)
    void anOwnerSeesWhatWasAskedOfItAndNoMore(String sql, String asked, String other) {
        String query = ask(Lille.alt(), sql);

        if (!asked.equals("nobody:1")) {
            assertThat(log(asked, query)).singleElement().satisfies(row -> {
                assertThat(row).startsWith("alt", "test", "test");
                assertThat(String.valueOf(row[3])).startsWith("sundhed.");
                assertThat(row[4]).isEqualTo("closed");
                assertThat(String.valueOf(row[5])).matches("[a-z_]+ \\([1-9][0-9]*\\).*");
                assertThat(String.valueOf(row[6])).contains("test-alt");
            });
        }
        assertThat(log(other, query)).isEmpty();
    }

    /** A statement that fails on its way has asked, too. */
    @Test
    void whatFailedIsThereWithItsCode() {
        String sql = "SELECT 1 / (vaerdi_num - vaerdi_num) FROM laboratoriesvar WHERE rekvirent_org = '099002'";
        assertThatThrownBy(() -> ask(Lille.alt(), sql)).isInstanceOf(QueryException.class);

        assertThat(
                        lille.rows(
                                owner("praksis:099002"),
                                "SELECT outcome FROM samsyn.log_ejer WHERE who = 'alt' ORDER BY asked DESC FETCH FIRST 1 ROWS ONLY"))
                .singleElement()
                .satisfies(row -> assertThat(String.valueOf(row[0])).startsWith("SAM-2"));
    }

    /** Columns that the statement uses stand apart from those that only a policy's condition reads. */
    @Test
    void theLogSaysWhichColumnsWereReadAndWhichByARuleOnly() {
        String query = ask(Users.hospitalDoctor(), "SELECT begreb FROM diagnose WHERE kodesystem = 'SKS'");

        assertThat(lille.rows(
                        Users.steward(),
                        "SELECT columns_read, rule_columns, sources FROM samsyn.forespoergsler WHERE \"query\" = '"
                                + query + "'"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(String.valueOf(row[0]))
                            .isEqualTo("sundhed.diagnose.begreb, sundhed.diagnose.kodesystem");
                    assertThat(String.valueOf(row[1]))
                            .contains("minspaerring.", "epj.kontakter.start_tid")
                            .doesNotContain("sundhed.");
                    assertThat(String.valueOf(row[2])).contains("epj (");
                });
    }

    /** The table holds the rows of the session's organisation, whatever policy opens it: stewards are of the region. */
    @Test
    void aPolicyThatOpensItOpensNoOtherOwnersRows() {
        String query = ask(Lille.alt(), "SELECT COUNT(*) FROM kommunal_indsats");

        assertThat(lille.rows(Users.steward(), "SELECT * FROM samsyn.log_ejer WHERE \"query\" = '" + query + "'"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"samsyn.forespoergsler", "samsyn.opfoelgning", "sundhed.borger", "sundhed.kontakt"})
    void anOwnerSeesNothingElse(String table) {
        assertThatThrownBy(() -> lille.rows(owner("praksis:099001"), "SELECT * FROM " + table))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.UNKNOWN_TABLE));
    }
}
