package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.GlassBroken;
import dk.samsyn.broker.audit.Lookup;
import dk.samsyn.spi.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement that binds exactly one person opens what policies open for one person, and nothing else does. */
class OnePersonTest {
    private static final String CONSENTED =
            "SELECT MIN(b.cpr) FROM borger b WHERE b.pid IN (SELECT s.pid FROM samtykke s "
                    + "WHERE s.retning = 'tillad' AND s.modtager_vaerdi = 'K730' AND s.datakategori = 'diagnose' "
                    + "AND s.gyldig_fra <= CURRENT_DATE AND s.gyldig_til >= CURRENT_DATE) "
                    + "AND b.pid IN (SELECT d.pid FROM diagnose d)";
    private static final String STRANGER = "SELECT MIN(b.cpr) FROM borger b WHERE b.status = '01' "
            + "AND b.pid NOT IN (SELECT k.pid FROM kontakt k WHERE k.org_id LIKE '6620%') "
            + "AND b.pid NOT IN (SELECT s.pid FROM samtykke s) "
            + "AND b.pid IN (SELECT d.pid FROM diagnose d)";
    private static final String OWN = "SELECT MIN(b.cpr) FROM borger b WHERE b.status = '01' "
            + "AND b.pid IN (SELECT k.pid FROM kontakt k WHERE k.org_id LIKE '6620%' AND k.sektor = 'hospital' "
            + "AND k.start_tid >= CAST(CURRENT_DATE - INTERVAL '11' MONTH AS TIMESTAMP)) "
            + "AND b.pid NOT IN (SELECT s.pid FROM samtykke s) AND b.pid IN (SELECT d.pid FROM diagnose d)";

    private final Lille lille = Lille.get();

    private String cpr(String sql) {
        return String.valueOf(lille.rows(Lille.alt(), sql).get(0)[0]);
    }

    private String pid(Session session, String cpr) {
        return lille.services.ciphers().of(session).encode(cpr);
    }

    private static List<@Nullable Object[]> rows(Queries queries, Session session, String sql, Object... parameters) {
        return answer(queries, session, sql, parameters).rows();
    }

    private record Answer(List<@Nullable Object[]> rows, List<Notice> notices) {}

    private static Answer answer(Queries queries, Session session, String sql, Object... parameters) {
        QueryRequest request = new QueryRequest(sql, Arrays.asList(parameters), OptionalLong.empty(), Optional.empty());
        try (QueryAnswer answer = queries.run(session, request)) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            while (answer.next()) {
                rows.add(answer.row());
            }
            return new Answer(rows, answer.notices());
        }
    }

    private static void refused(ErrorCode code, Runnable query) {
        assertThatThrownBy(query::run).isInstanceOfSatisfying(QueryException.class, e -> assertThat(e.errorCode())
                .isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT kode_oprindelig FROM diagnose WHERE cpr_er(?)",
                "SELECT d.kode_oprindelig FROM borger b JOIN diagnose d ON d.pid = b.pid WHERE cpr_er(?)",
                "SELECT d.kode_oprindelig FROM diagnose d WHERE cpr_er(d.pid, ?) AND EXISTS "
                        + "(SELECT 1 FROM borger b WHERE b.pid = d.pid)",
                "WITH d AS (SELECT * FROM diagnose) SELECT kode_oprindelig FROM d WHERE cpr_er(?)",
                "SELECT kode_oprindelig FROM (SELECT pid, kode_oprindelig FROM diagnose) x WHERE cpr_er(?)",
                "SELECT kode_oprindelig FROM diagnose_effektiv WHERE cpr_er(?)"
            })
    void aCaseworkerSeesTheConsentedCategoryOfOneCitizen(String sql) {
        String citizen = cpr(CONSENTED);

        assertThat(rows(lille.queries, Users.caseworker(), sql, citizen))
                .hasSameSizeAs(
                        lille.rows(Lille.alt(), "SELECT kode_oprindelig FROM diagnose WHERE cpr_er('" + citizen + "')"))
                .isNotEmpty();
        assertThat(rows(lille.queries, Users.caseworker(), "SELECT * FROM laboratoriesvar WHERE cpr_er(?)", citizen))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT pid FROM diagnose",
                "SELECT pid FROM diagnose WHERE pid = ? OR begreb = 'DM2'",
                "SELECT pid FROM diagnose WHERE pid IN (?, 'AAAAAAAAAAAAAAAAAAAAAA==')",
                "SELECT pid FROM diagnose WHERE pid <> ?",
                "SELECT pid FROM diagnose WHERE pid IS NOT DISTINCT FROM begreb AND begreb = ?",
                "SELECT pid FROM diagnose WHERE pid = ? UNION ALL SELECT pid FROM diagnose",
                "SELECT a.pid FROM borger a CROSS JOIN borger b WHERE a.pid = ?",
                "SELECT a.pid FROM borger a LEFT JOIN diagnose b ON a.kommunekode = 730 WHERE a.pid = ?",
                "SELECT b.pid FROM borger a RIGHT JOIN diagnose b ON a.pid = b.pid AND a.pid = ?",
                "SELECT (SELECT COUNT(*) FROM diagnose) FROM borger WHERE pid = ?",
                "SELECT COUNT(*) FROM diagnose HAVING MAX(pid) = ?",
                "SELECT a.pid FROM borger a JOIN borger b ON a.pid = ? AND b.pid = 'AAAAAAAAAAAAAAAAAAAAAA=='"
            })
    void whatIsNotAboutOnePersonOnlyOpensNothing(String sql) {
        Session caseworker = Users.caseworker();
        String pid = pid(caseworker, cpr(CONSENTED));
        Object[] parameters = sql.contains("?") ? new Object[] {pid} : new Object[0];

        refused(ErrorCode.UNKNOWN_TABLE, () -> rows(lille.queries, caseworker, sql, parameters));
    }

    @ParameterizedTest
    @CsvSource({"AAAAAAAAAAAAAAAAAAAAAA==", "nobody", "''"})
    void aValueThatNamesNobodyOpensNothing(String pid) {
        refused(
                ErrorCode.UNKNOWN_TABLE,
                () -> rows(lille.queries, Users.caseworker(), "SELECT pid FROM diagnose WHERE pid = ?", pid));
    }

    @Test
    void severalParametersOpenOnlyWhileTheyNameTheSamePerson() {
        Session caseworker = Users.caseworker();
        String pid = pid(caseworker, cpr(CONSENTED));
        String sql = "SELECT d.pid FROM diagnose d, borger b WHERE d.pid = ? AND b.pid = ?";

        assertThat(rows(lille.queries, caseworker, sql, pid, pid)).isNotEmpty();
        refused(
                ErrorCode.UNKNOWN_TABLE,
                () -> rows(lille.queries, caseworker, sql, pid, pid(caseworker, cpr(STRANGER))));
    }

    @Test
    void aHospitalDoctorBreaksGlassForOneCitizenAndItIsTold() {
        Session doctor = Users.hospitalDoctor();
        Session urgent = Users.because("Bevidstløs patient", doctor);
        String stranger = cpr(STRANGER);
        String sql = "SELECT begreb FROM diagnose WHERE cpr_er(?)";

        assertThat(rows(lille.queries, doctor, sql, stranger)).isEmpty();
        assertThat(lille.audit.glassBroken())
                .filteredOn(g -> urgentLook(g, stranger))
                .isEmpty();

        Answer answer = answer(lille.queries, urgent, sql, stranger);

        assertThat(answer.rows()).isNotEmpty();
        assertThat(answer.notices()).extracting(Notice::code).contains("SAM-N02");
        assertThat(lille.audit.glassBroken())
                .filteredOn(g -> urgentLook(g, stranger))
                .singleElement()
                .satisfies(g -> {
                    assertThat(g.reason()).isEqualTo("Bevidstløs patient");
                    assertThat(g.user()).isEqualTo("hospitalslaege-6620");
                    assertThat(Duration.between(g.time(), g.until())).isBetween(minutes(59), minutes(61));
                });
        assertThat(lille.audit.lookupsOf(stranger))
                .filteredOn(l -> l.reason().isPresent())
                .extracting(Lookup::category)
                .contains("vaerdispring", "diagnose");

        rows(lille.queries, urgent, sql, stranger);
        assertThat(lille.audit.glassBroken())
                .as("a second look within the hour is the same break-glass")
                .filteredOn(g -> urgentLook(g, stranger))
                .hasSize(1);
    }

    /** Other tests on the same region break glass too; theirs are not counted. */
    private static boolean urgentLook(GlassBroken glass, String person) {
        return glass.person().equals(person) && glass.reason().equals("Bevidstløs patient");
    }

    @Test
    void aReasonBreaksNoGlassForAnOwnPatient() {
        String own = cpr(OWN);

        Answer answer = answer(
                lille.queries,
                Users.because("Er på afdelingen", Users.hospitalDoctor()),
                "SELECT begreb FROM diagnose WHERE cpr_er(?)",
                own);

        assertThat(answer.rows()).isNotEmpty();
        assertThat(answer.notices()).isEmpty();
        assertThat(lille.audit.glassBroken()).extracting(GlassBroken::person).doesNotContain(own);
    }

    @Test
    void aReasonOpensNoSecondCitizenInTheSameStatement() {
        Session urgent = Users.because("Uheld", Users.hospitalDoctor());
        String stranger = pid(urgent, cpr(STRANGER));

        assertThat(rows(lille.queries, urgent, "SELECT b.pid FROM borger b WHERE b.pid = ? OR b.koen = 'X'", stranger))
                .isEmpty();
    }

    @Test
    void theReasonOfAConnectionIsSpentAfterAnHour() {
        Ticking clock = new Ticking(Instant.now());
        QueryService queries = lille.with(clock);
        Session urgent = Users.because("Uheld", Users.hospitalDoctor()).onConnection("connection-1");
        String stranger = cpr(STRANGER.replace("MIN(", "MAX("));
        String sql = "SELECT begreb FROM diagnose WHERE cpr_er(?)";

        assertThat(rows(queries, urgent, sql, stranger)).isNotEmpty();
        clock.now = clock.now.plus(minutes(59));
        assertThat(rows(queries, urgent, sql, stranger)).isNotEmpty();
        clock.now = clock.now.plus(minutes(2));
        refused(ErrorCode.REASON_MISSING, () -> rows(queries, urgent, sql, stranger));
        assertThat(rows(queries, urgent.onConnection("connection-2"), sql, stranger))
                .isNotEmpty();
        assertThat(lille.audit.glassBroken())
                .filteredOn(g -> g.person().equals(stranger) && g.reason().equals("Uheld"))
                .hasSize(2);
    }

    @Test
    void aSearchFindsAPersonByAnyNumberWhereCprIsNotShown() {
        String cpr = cpr("SELECT MIN(b.cpr) FROM borger b WHERE b.pid IN "
                + "(SELECT d.pid FROM diagnose d WHERE d.begreb = 'DM2' AND d.afkraeftet IS NOT TRUE) "
                + "AND b.foedselsdato < DATE '1990-01-01' AND b.pid NOT IN (SELECT s.pid FROM samtykke s)");
        String hyphen = cpr.substring(0, 6) + "-" + cpr.substring(6);

        refused(
                ErrorCode.UNKNOWN_COLUMN,
                () -> rows(lille.queries, Users.researcher(), "SELECT koen FROM borger WHERE cpr = ?", cpr));
        assertThat(rows(lille.queries, Users.researcher(), "SELECT koen FROM borger WHERE cpr_er(?)", cpr))
                .hasSize(1);
        assertThat(rows(lille.queries, Users.researcher(), "SELECT koen FROM borger WHERE cpr_er('" + hyphen + "')"))
                .hasSize(1);
    }

    @Test
    void aFormerNumberFindsThePerson() {
        Object[] pair = lille.rows(
                        Lille.alt(),
                        "SELECT p.vaerdi, b.cpr FROM person_identifikator p JOIN borger b ON p.pid = b.pid "
                                + "WHERE p.vaerdi <> b.cpr ORDER BY 1 LIMIT 1")
                .get(0);

        assertThat(rows(lille.queries, Lille.alt(), "SELECT cpr FROM borger WHERE cpr_er(?)", pair[0]))
                .extracting(row -> row[0])
                .containsExactly(pair[1]);
    }

    @Test
    void aSearchBindsASourceThatIsAskedPersonByPerson() {
        String cpr = cpr("SELECT MIN(b.cpr) FROM borger b WHERE b.status = '01'");

        assertThat(rows(lille.queries, Lille.alt(), "SELECT pid FROM medicin_ordination WHERE cpr_er(?)", cpr))
                .isNotNull();
        refused(
                ErrorCode.KEY_NOT_BOUND,
                () -> rows(lille.queries, Lille.alt(), "SELECT pid FROM medicin_ordination WHERE NOT cpr_er(?)", cpr));
    }

    @Test
    void groupsAreNotSearchedForAPerson() {
        refused(
                ErrorCode.PERSON_KEY_RULE,
                () -> rows(lille.queries, Users.planner(), "SELECT COUNT(*) FROM borger WHERE cpr_er('0101501234')"));
    }

    @Test
    void aSearchIsInTheLogAndLimitedPerUser() {
        Ticking clock = new Ticking(Instant.now());
        QueryService queries = lille.with(clock, new PersonSearches(clock, 2));
        String sql = "SELECT koen FROM borger WHERE cpr_er(?)";

        rows(queries, Users.researcher(), sql, "0101501234");
        assertThat(lille.auditText()).contains("\"kind\":\"searched\"", "0101501234");
        rows(queries, Users.researcher(), sql, "0101501235");
        refused(ErrorCode.PERSON_SEARCH_LIMIT, () -> rows(queries, Users.researcher(), sql, "0101501236"));
        assertThat(lille.auditText()).doesNotContain("0101501236");
        rows(queries, Lille.alt(), sql, "0101501236");
        clock.now = clock.now.plus(minutes(61));
        rows(queries, Users.researcher(), sql, "0101501236");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT cpr_er('0101501234') FROM borger",
                "SELECT pid FROM borger WHERE cpr_er(navn)",
                "SELECT pid FROM borger WHERE cpr_er(1)",
                "SELECT navn FROM kommune_reference WHERE cpr_er('0101501234')",
                "SELECT 1 FROM (VALUES (1)) t WHERE cpr_er('0101501234')",
                "SELECT pid FROM borger WHERE cpr_er()"
            })
    void aSearchElsewhereIsExplained(String sql) {
        assertThatThrownBy(() -> rows(lille.queries, Lille.alt(), sql))
                .isInstanceOfSatisfying(QueryException.class, e -> {
                    assertThat(e.errorCode()).isEqualTo(ErrorCode.STATEMENT_INVALID);
                    assertThat(e).hasMessageStartingWith("cpr_er");
                });
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    /** A clock that stands until it is set. */
    private static final class Ticking extends Clock {
        private Instant now;

        private Ticking(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
