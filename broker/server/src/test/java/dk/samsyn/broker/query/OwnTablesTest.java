package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.DailyCheck;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schema samsyn tells each session about the broker what that session may know. */
class OwnTablesTest {
    private final Lille lille = Lille.get();

    private List<@Nullable Object> column(Session session, String sql) {
        return lille.rows(session, sql).stream().map(row -> row[0]).toList();
    }

    private static String someCitizen(Lille lille) {
        return String.valueOf(lille.rows(
                        Lille.alt(),
                        "SELECT MIN(b.cpr) FROM borger b JOIN gp_tilknytning t ON t.pid = b.pid WHERE t.ydernr = '099001' "
                                + "AND t.gyldig_til IS NULL AND b.status = '01' "
                                + "AND b.pid NOT IN (SELECT s.pid FROM samtykke s) AND b.pid IN (SELECT d.pid FROM diagnose d)")
                .get(0)[0]);
    }

    @Test
    void sourcesAreThoseBehindWhatASessionMaySee() {
        assertThat(column(Lille.doctor("099001"), "SELECT id FROM samsyn.sources"))
                .contains("epj", "labka", "cpr", "fmk")
                .doesNotContain("minspaerring", "brs");
        assertThat(column(Users.planner(), "SELECT id FROM samsyn.sources"))
                .contains("epj", "ssr")
                .doesNotContain("fmk");
        assertThat(column(Users.steward(), "SELECT id FROM samsyn.sources")).contains("minspaerring", "fmk", "epj");
    }

    @Test
    void sourcesSayWhetherTheyAnswer() {
        assertThat(lille.rows(
                        Lille.doctor("099001"),
                        "SELECT status, last_ok FROM samsyn.sources WHERE id = 'epj' AND kind = 'jdbc'"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row[0]).isEqualTo("ok");
                    assertThat(row[1]).isNotNull();
                });
    }

    /** To the millisecond, it would tell how long an answer about groups took that has waited for its time (rule 21). */
    @Test
    void whenASourceAnsweredAQueryIsForOperators() {
        String last = "SELECT last_ok FROM samsyn.sources WHERE id = 'cpr'";
        Object before = lille.rows(Users.planner(), last).get(0)[0];
        Object operators = lille.rows(Lille.alt(), last).get(0)[0];

        lille.rows(Users.planner(), "SELECT COUNT(*) FROM borger");

        assertThat(lille.rows(Users.planner(), last).get(0)[0]).isEqualTo(before);
        assertThat(lille.rows(Lille.alt(), last).get(0)[0]).isNotEqualTo(operators);
    }

    @Test
    void countsAndTimesOfSourcesAreForOperators() {
        lille.rows(Lille.alt(), "SELECT kommunekode FROM kommune_reference");

        assertThat(lille.rows(
                        Lille.alt(), "SELECT answers, rows_given, mean_ms FROM samsyn.sources WHERE id = 'reference'"))
                .singleElement()
                .satisfies(row -> assertThat((Long) row[1]).isPositive());
        assertThatThrownBy(() -> lille.rows(Lille.doctor("099001"), "SELECT answers FROM samsyn.sources"))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.UNKNOWN_COLUMN));
    }

    @Test
    void noticesAreThoseOfTheLastStatementOfTheConnection() {
        Session urgent = Users.because("Uheld", Users.hospitalDoctor());
        String stranger = String.valueOf(lille.rows(
                        Lille.alt(),
                        "SELECT MAX(b.cpr) FROM borger b WHERE b.kommunekode = 741 AND b.pid NOT IN "
                                + "(SELECT k.pid FROM kontakt k WHERE k.org_id LIKE '6620%') AND b.pid NOT IN "
                                + "(SELECT s.pid FROM samtykke s) AND b.pid IN (SELECT d.pid FROM diagnose d)")
                .get(0)[0]);
        Session one = urgent.onConnection("notices-1");
        Session two = urgent.onConnection("notices-2");
        String notices = "SELECT code FROM samsyn.notices";

        lille.rows(one, "SELECT begreb FROM diagnose WHERE cpr_er('" + stranger + "')");

        assertThat(column(one, notices)).containsExactly("SAM-N02");
        assertThat(column(one, notices)).as("reading them does not end them").containsExactly("SAM-N02");
        assertThat(column(two, notices)).isEmpty();
        lille.rows(one, "SELECT navn FROM kommune_reference");
        assertThat(column(one, notices)).isEmpty();
    }

    @Test
    void policiesAreThoseThatApply() {
        assertThat(column(Lille.doctor("099001"), "SELECT id FROM samsyn.policies ORDER BY id"))
                .containsExactly("laege-egne-patienter");
        assertThat(lille.rows(
                        Users.planner(),
                        "SELECT version, explanation FROM samsyn.policies WHERE id = 'kommune-kun-aggregeret'"))
                .singleElement()
                .satisfies(row -> assertThat(row[1].toString()).contains("mindst 5 borgere"));
    }

    @Test
    void queriesAreTheOwnOnes() {
        try (QueryAnswer other =
                lille.queries.run(Lille.alt(), QueryRequest.of("SELECT navn FROM kommune_reference"))) {
            assertThat(lille.rows(
                            Lille.doctor("099001"), "SELECT sql FROM samsyn.queries WHERE purpose = 'behandling'"))
                    .singleElement()
                    .satisfies(row -> assertThat(row[0].toString()).contains("samsyn.queries"));
            assertThat(column(Lille.alt(), "SELECT id FROM samsyn.queries")).contains(other.queryId());
        }
    }

    @Test
    void aCitizenSeesWhoLookedAndNobodyElseDoes() {
        String cpr = someCitizen(lille);
        lille.rows(Lille.doctor("099001"), "SELECT navn FROM borger WHERE cpr = '" + cpr + "'");

        assertThat(lille.rows(
                        Users.citizen(cpr),
                        "SELECT who, role, organisation, purpose, reason, seen FROM samsyn.opslag "
                                + "WHERE who = 'laege-099001' AND category = 'stamdata'"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row)
                        .startsWith("laege-099001", "praktiserende_laege", "praksis:099001", "behandling"));
        assertThat(column(Users.citizen("0101010101"), "SELECT who FROM samsyn.opslag"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"opslag", "vaerdispring", "forespoergsler", "log_ejer", "nothing"})
    void whatIsNotForASessionDoesNotExist(String table) {
        assertThatThrownBy(() -> lille.rows(Lille.doctor("099001"), "SELECT * FROM samsyn." + table))
                .isInstanceOfSatisfying(QueryException.class, e -> {
                    assertThat(e.errorCode()).isEqualTo(ErrorCode.UNKNOWN_TABLE);
                    assertThat(e).hasMessageStartingWith("There is no table " + table);
                });
    }

    @Test
    void stewardsReviewBreakGlass() {
        assertThat(lille.rows(Users.steward(), "SELECT opened, until, who, person, reason FROM samsyn.vaerdispring"))
                .isNotNull();
    }

    @Test
    void theyJoinAmongThemselvesAndStandInTheCatalogue() {
        assertThat(lille.rows(
                        Users.planner(),
                        "SELECT s.id, p.id FROM samsyn.sources s CROSS JOIN samsyn.policies p "
                                + "LEFT JOIN samsyn.notices n ON n.code = s.id WHERE s.id = 'epj' ORDER BY p.id"))
                .isNotEmpty();
        assertThat(lille.queries.catalogue(Users.planner()).tables())
                .filteredOn(t -> t.schema().equals("samsyn"))
                .extracting(Catalogue.Table::name)
                .containsExactly("notices", "policies", "queries", "sources");
    }

    /** Supervision sees who asked what kind of thing and why, a looked-up citizen as a pseudonym, and nothing that was written or shown. */
    @Test
    void theLogIsSearchedByStewardsWithoutTextAndAnswers() {
        String citizen = someCitizen(lille);
        lille.rows(Lille.doctor("099001"), "SELECT begreb FROM diagnose WHERE cpr_er('" + citizen + "')");
        String log = "SELECT organisation, purpose, tables, policies, outcome, persons FROM samsyn.forespoergsler"
                + " WHERE who = '" + Lille.doctor("099001").principal().name()
                + "' AND POSITION(', sundhed.diagnose,' IN ', ' || tables || ',') > 0 AND persons <> ''"
                + " ORDER BY asked DESC FETCH FIRST 1 ROWS ONLY";
        assertThat(lille.rows(Users.steward(), log)).singleElement().satisfies(row -> {
            assertThat(row).startsWith("praksis:099001", "behandling");
            assertThat(String.valueOf(row[3])).contains("laege-egne-patienter");
            assertThat(row[4]).isEqualTo("closed");
            assertThat(String.valueOf(row[5])).isNotEmpty().doesNotContain(citizen);
        });
        assertThat(lille.rows(
                        Users.steward(),
                        "SELECT COUNT(*) FROM samsyn.forespoergsler WHERE tables LIKE '%samsyn.forespoergsler%'"))
                .singleElement()
                .satisfies(row ->
                        assertThat((Long) row[0]).as("the search is in the log").isPositive());
    }

    @Test
    void whatTheLogIsFoundToHaveIsForStewards() throws IOException {
        new DailyCheck(
                        lille.audit,
                        lille.auditFile,
                        DanishTime.ZONE,
                        LocalTime.MIN,
                        Clock.offset(Clock.systemUTC(), Duration.ofDays(1)),
                        lille.executed)
                .run();

        assertThat(lille.rows(
                        Users.steward(),
                        "SELECT \"day\", executed, asked, result, gaps FROM samsyn.logkontrol ORDER BY checked DESC"))
                .first()
                .satisfies(row -> {
                    assertThat(row[0]).isEqualTo(LocalDate.now(DanishTime.ZONE).toString());
                    assertThat((Long) row[1]).isPositive();
                    assertThat((Long) row[2]).isPositive();
                });
        for (String table : List.of("logkontrol", "haendelser")) {
            assertThatThrownBy(() -> lille.rows(Lille.doctor("099001"), "SELECT * FROM samsyn." + table))
                    .isInstanceOfSatisfying(
                            QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.UNKNOWN_TABLE));
        }
    }
}
