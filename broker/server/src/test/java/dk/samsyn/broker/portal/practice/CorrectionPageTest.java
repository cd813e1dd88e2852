package dk.samsyn.broker.portal.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Correcting a diagnosis: shown at once and as the practice's own, asked of the source, with history and undo. */
class CorrectionPageTest {
    private static final String PATIENT = "/praksis/borger/p1";
    private static final String LIST = "/praksis/rettelser";
    private static final Pattern ID = Pattern.compile("name=\"id\" value=\"([^\"]+)\"");

    private final CannedQueries queries = new CannedQueries();
    private final PortalFixture site = new PortalFixture(queries);

    @AfterEach
    void stop() {
        site.close();
    }

    @BeforeEach
    void prepare() {
        standing("T90");
    }

    /** What the source says of the one patient; null for nothing. */
    private void standing(String code) {
        queries.reset();
        Object[] row = {"DM2", code, "ICPC2", null, LocalDate.of(2020, 5, 4), false, "099001", "praksis_a", "r7", null};
        String columns =
                "begreb, kode_oprindelig, kodesystem, diagnosetype, stillet_dato, afkraeftet, org_id, kilde, kilde_id, kvalitet";
        queries.on("diagnose_effektiv", code.isEmpty() ? Canned.of(columns) : Canned.of(columns, new Object[][] {row}))
                .on("FROM organisation", Canned.of("org_id, navn"))
                .on("borger", Canned.of("pid, cpr, navn, koen, alder, foedselsdato", new Object[] {
                    "p1", "0101501234", "Aage Hansen", "M", 76, LocalDate.of(1950, 1, 1)
                }))
                .sees("borger", "pid")
                .sees("diagnose_effektiv", "pid");
    }

    private static HttpResponse<String> correct(Browser browser, String kind, String concept) {
        browser.get(PATIENT + "/ret?kilde=praksis_a&id=r7&kode=T90");
        return browser.post(
                PATIENT + "/ret",
                Map.of(
                        "slags",
                        kind,
                        "kilde",
                        "praksis_a",
                        "id",
                        "r7",
                        "kode",
                        "T90",
                        "begreb",
                        concept,
                        "kode_ny",
                        "t89",
                        "begrundelse",
                        "C-peptid <lav>"));
    }

    private static HttpResponse<String> move(Browser browser, String id, String to) {
        return browser.post(LIST, Map.of("id", id, "til", to));
    }

    private static String id(Browser browser, String state) {
        Matcher id = ID.matcher(browser.get(LIST + "?tilstand=" + state).body());
        assertThat(id.find()).as("a correction that is " + state).isTrue();
        return id.group(1);
    }

    @Test
    void aCorrectionStandsOnThePatientsPageAtOnceBesideWhatTheSourceSays() {
        Browser doctor = site.browser().signedIn("laege-099001");
        assertThat(Browser.location(correct(doctor, "snarere", "DM1"))).isEqualTo(PATIENT);
        assertThat(doctor.get(PATIENT).body())
                .contains("Praksis&#39; rettelse", "Er snarere: Type 1-diabetes (T89)", "T90", "C-peptid &lt;lav&gt;");
        assertThat(queries.asked).allMatch(asked -> !asked.sql().contains("portal_"));
    }

    @Test
    void aMissingDiagnosisIsAddedWithoutARowOfASource() {
        Browser doctor = site.browser().signedIn("laege-099001");
        doctor.get(PATIENT + "/ret");
        doctor.post(PATIENT + "/ret", Map.of("slags", "mangler", "begreb", "KOL", "begrundelse", "FEV1/FVC 0,6"));
        assertThat(doctor.get(PATIENT).body()).contains("Mangler: KOL");
    }

    @Test
    void aSecretarysProposalIsShownButOnlyADoctorLetsItLeave() {
        Browser secretary = site.browser().signedIn("sekretaer-099001");
        Browser doctor = site.browser().signedIn("laege-099001");
        correct(secretary, "forkert", "");
        assertThat(doctor.get(PATIENT).body()).contains("Diagnosen er forkert", "Afventer lægen");
        String id = id(doctor, "proposed");
        for (String state : new String[] {"ready", "sent", "accepted"}) {
            assertThat(move(secretary, id, state).statusCode()).isEqualTo(400);
        }
        assertThat(doctor.get(LIST + "/csv?kilde=praksis_a").body()).doesNotContain("010150");
        assertThat(move(doctor, id, "ready").statusCode()).isEqualTo(303);
        assertThat(doctor.get(LIST + "/csv?kilde=praksis_a").body())
                .contains("010150-1234", "r7", "T90", "Diagnosen er forkert", "laege-099001");
    }

    @Test
    void whatIsUndoneIsNoLongerSaidAndItsHistoryStays() {
        Browser doctor = site.browser().signedIn("laege-099001");
        correct(doctor, "forkert", "");
        String id = id(doctor, "ready");
        move(doctor, id, "sent");
        move(doctor, id, "undone");
        assertThat(doctor.get(PATIENT).body())
                .doesNotContain("class=\"corrected\"")
                .contains("Fortrudt");
        assertThat(doctor.get(LIST + "?tilstand=undone").body())
                .contains("Skal sendes", "Sendt til kilden", "Fortrudt", "Kilden skal have besked");
        assertThat(move(doctor, id, "ready").statusCode()).isEqualTo(400);
        assertThat(correct(doctor, "forkert", "").statusCode()).isEqualTo(303);
    }

    @Test
    void oneDiagnosisHasOneCorrectionAtATime() {
        Browser doctor = site.browser().signedIn("laege-099001");
        correct(doctor, "forkert", "");
        HttpResponse<String> second = correct(doctor, "snarere", "DM1");
        assertThat(second.statusCode()).isEqualTo(400);
        assertThat(second.body()).contains("Diagnosen er rettet i forvejen");
    }

    @Test
    void whatTheReaderNoLongerSeesInTheSourceIsNotToldByTheCorrection() {
        Browser doctor = site.browser().signedIn("laege-099001");
        correct(doctor, "snarere", "DM1");
        standing("");
        assertThat(doctor.get(LIST + "?tilstand=ready").body())
                .contains("Vises ikke længere", "Aage Hansen")
                .doesNotContain("Type 1-diabetes", "T90", "C-peptid");
        assertThat(doctor.get(PATIENT).body()).doesNotContain("Type 1-diabetes", "C-peptid");
        assertThat(doctor.get(LIST + "/csv?kilde=praksis_a").body()).doesNotContain("T90");
    }

    @Test
    void anotherPracticeNeitherSeesNorMovesIt() {
        Browser doctor = site.browser().signedIn("laege-099001");
        Browser other = site.browser().signedIn("laege-099002");
        correct(doctor, "forkert", "");
        String id = id(doctor, "ready");
        assertThat(other.get(PATIENT).body()).doesNotContain("Diagnosen er forkert");
        assertThat(other.get(LIST + "?tilstand=ready").body()).contains("Ingen rettelser her.");
        assertThat(move(other, id, "sent").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"forkert, r8, T90", "forkert, r7, T91", "'', r7, T90", "slettet, r7, T90"})
    void onlyARowThatTheReaderSeesCanBeCorrected(String kind, String row, String code) {
        if (!row.equals("r7") || !code.equals("T90")) {
            standing("");
        }
        Browser doctor = site.browser().signedIn("laege-099001");
        doctor.get(PATIENT);
        HttpResponse<String> refused = doctor.post(
                PATIENT + "/ret",
                Map.of("slags", kind, "kilde", "praksis_a", "id", row, "kode", code, "begrundelse", "Fejl"));
        assertThat(refused.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource(Correction.State.class)
    void aSecretaryNeverTakesACorrectionOutOfThePractice(Correction.State state) {
        assertThat(state.next("laegesekretaer")).doesNotContain(Correction.State.READY, Correction.State.SENT);
    }
}
