package dk.samsyn.broker.portal.care;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of hospital, home nurse and health visitor, and break-glass as a page. */
class CarePagesTest {
    private static final String COLUMNS = "pid, cpr, navn, alder, hvornaar, slut, sted, hvad, i_alt";
    private static final LocalDateTime WHEN = LocalDateTime.of(2026, 11, 20, 14, 0);
    private static final String NUMBER = "0101501234";
    private static final String REASON = "Bevidstløs i akutmodtagelsen";

    private final CannedQueries queries = new CannedQueries();
    private final PortalFixture site = new PortalFixture(queries);

    @AfterEach
    void stop() {
        site.close();
    }

    private static @Nullable Object[] person(@Nullable LocalDateTime end, String what) {
        return new Object[] {"p1", NUMBER, "Aage Hansen", 76, WHEN, end, "6620100", what, 1};
    }

    private void prepare(@Nullable Object[]... people) {
        queries.on("FROM organisation", Canned.of("org_id, navn", new Object[][] {
                    {"6620", "Hospitalet"}, {"6620100", "Medicinsk afdeling"}, {"7005100", "Et andet hospital"}
                }))
                .on("seneste", Canned.of("pid"))
                .on("FROM maaling", Canned.of("pid, begreb, vaerdi_num, tidspunkt, sted", new Object[][] {
                    {"p1", "BT_SYS", new BigDecimal("121"), WHEN.plusDays(1), "hospital"},
                    {"p1", "BT_SYS", new BigDecimal("135"), WHEN.minusDays(9), "kommune"},
                    {"p1", "BT_SYS", new BigDecimal("142"), WHEN, "hjemme"},
                    {"p1", "BT_DIA", new BigDecimal("88"), WHEN, "hjemme"},
                    {"p1", "GLUKOSE", new BigDecimal("7.4"), WHEN.minusDays(3), "kommune"}
                }))
                .on("FROM vaccination", Canned.of("pid, vaccine_navn, given_dato"))
                .on("AS hvornaar", Canned.of(COLUMNS, people));
    }

    @Test
    void aHospitalDoctorFindsOwnPatientsWhoseLatestPressureAtHomeIsHigh() {
        // The list reads measurements, too.
        queries.on("m.nr = 1", Canned.of(COLUMNS, person(WHEN, "ambulant")));
        prepare();
        assertThat(site.browser()
                        .signedIn("hospitalslaege-6620")
                        .get("/hospital?vis=signal")
                        .body())
                .contains("Højt blodtryk målt hjemme", "Aage Hansen");
        assertThat(queries.asked)
                .filteredOn(q -> q.sql().contains("AS hvornaar"))
                .singleElement()
                .satisfies(q ->
                        assertThat(q.sql()).contains("m.vaerdi_num >= ?", "sted IN ('hjemme', 'kommune')", "m.nr = 1"))
                .satisfies(q -> assertThat(q.parameters()).containsExactly("6620%", 155, 95));
    }

    /** B3: the department decides from where on it wants to be told; another's limit and the guideline's stay as they are. */
    @Test
    void aDepartmentSetsFromWhereOnAPressureIsASignalAndGoesBackToTheHospitalsLimit() {
        queries.on("m.nr = 1", Canned.of(COLUMNS, person(WHEN, "ambulant")));
        prepare();
        Browser doctor = site.browser().signedIn("hospitalslaege-6620");
        doctor.get("/hospital?vis=signal");
        limit(doctor, "", "150", "92");
        limit(doctor, "6620100", "140", "88");
        assertThat(limits(doctor, "6620100")).containsExactly("6620100%", 140, 88);
        assertThat(limits(doctor, "")).containsExactly("6620%", 150, 92);
        String wrong = Browser.location(limit(doctor, "6620100", "90", "140"));
        assertThat(doctor.get(wrong).body())
                .contains("Skriv to hele tal", "name=\"sys\" aria-invalid=\"true\"", "value=\"90\"", "value=\"140\"");
        assertThat(limits(doctor, "6620100")).containsExactly("6620100%", 140, 88);
        limit(doctor, "6620100", "", "");
        assertThat(limits(doctor, "6620100")).containsExactly("6620100%", 150, 92);
        Browser nurse = site.browser().signedIn("sygeplejerske-730");
        nurse.get("/kommune/pleje");
        assertThat(limit(nurse, "", "140", "90").statusCode()).isEqualTo(403);
    }

    /** Of the two values it is not said which one: the pair is marked, on the list of signals alone. */
    @ParameterizedTest
    @CsvSource({"143, 89, false", "142, 89, true", "143, 88, true"})
    void aPressureBeyondTheLimitIsMarkedOnTheListOfSignals(String systolic, String diastolic, boolean marked) {
        queries.on("m.nr = 1", Canned.of(COLUMNS, person(WHEN, "ambulant")));
        prepare(person(WHEN, "ambulant"));
        Browser doctor = site.browser().signedIn("hospitalslaege-6620");
        doctor.get("/hospital?vis=signal");
        limit(doctor, "", systolic, diastolic);
        assertThat(doctor.get("/hospital?vis=signal").body().contains("value-marked\">142/88"))
                .isEqualTo(marked);
        assertThat(doctor.get("/hospital").body()).contains(">142/88").doesNotContain("value-marked");
    }

    private static HttpResponse<String> limit(Browser browser, String department, String systolic, String diastolic) {
        return browser.post("/hospital/signal", Map.of("afdeling", department, "sys", systolic, "dia", diastolic));
    }

    private List<@Nullable Object> limits(Browser browser, String department) {
        queries.asked.clear();
        assertThat(browser.get("/hospital?vis=signal&afdeling=" + department).body())
                .contains("mmHg, målt hjemme de seneste 90 dage");
        return queries.asked.stream()
                .filter(q -> q.sql().contains("AS hvornaar"))
                .findFirst()
                .orElseThrow()
                .parameters();
    }

    @Test
    void theNurseSeesTheNewlyDischargedWithWhatWasMeasuredAtHome() {
        prepare(person(WHEN, "indlaeggelse"));
        assertThat(site.browser()
                        .signedIn("sygeplejerske-730")
                        .get("/kommune/pleje")
                        .body())
                .contains("Aage Hansen", "20.11.2026", "Medicinsk afdeling", "142/88", "7,4", "17.11.2026 af kommunen")
                .doesNotContain("121", "135");
        assertThat(queries.asked).anyMatch(q -> q.sql().contains("x.hvornaar IS NOT NULL"));
    }

    @Test
    void whenTheHospitalIsSilentTheNurseHasTheCitizensAndNobodyIsSaidNotToBeDischarged() {
        queries.silent("kontaktform = 'indlaeggelse'", "epj");
        prepare(new Object[] {"p1", NUMBER, "Aage Hansen", 76, null, null, null, null, 1});
        assertThat(site.browser()
                        .signedIn("sygeplejerske-730")
                        .get("/kommune/pleje")
                        .body())
                .contains("Aage Hansen", "EPJ svarede ikke", "Ukendt");
    }

    @ParameterizedTest
    @CsvSource({
        "hospitalslaege-6620, /hospital, epj, EPJ",
        "sundhedsplejerske-730, /kommune/boern, labka, LABKA II",
        "sygeplejerske-730, /kommune/pleje, epj, EPJ"
    })
    void whenTheListsOwnSourceIsSilentThePageNamesItAndSaysNotThatNobodyIsThere(
            String user, String path, String source, String name) {
        queries.silent("AS x", source);
        prepare();
        HttpResponse<String> page = site.browser().signedIn(user).get(path);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(name + " svarede ikke", "Ukendt", "Prøv igen om lidt")
                .doesNotContain("Ingen borgere her");
    }

    @ParameterizedTest
    @CsvSource({
        "hospitalslaege-6620, /hospital, epj, EPJ",
        "sundhedsplejerske-730, /kommune/boern, labka, LABKA II",
        "sygeplejerske-730, /kommune/pleje, epj, EPJ"
    })
    void aListOfWhichASourceWasLeftOutIsNeverEmptyAndTellsWhatItLacks(
            String user, String path, String source, String name) {
        queries.partly("AS x", source, Canned.of(COLUMNS));
        prepare();
        assertThat(site.browser().signedIn(user).get(path).body())
                .contains(name + " svarede ikke", "Ukendt")
                .doesNotContain("Ingen borgere her");
        queries.reset();
        queries.partly("AS hvornaar", source, Canned.of(COLUMNS, new Object[][] {person(WHEN, "ambulant")}));
        prepare();
        assertThat(site.browser().signedIn(user).get(path).body()).contains("Aage Hansen", "Mindst 1 borgere: " + name);
    }

    @Test
    void aSilentSourceOfMeasurementsIsUnknownNotNothing() {
        queries.silent("FROM maaling", "labka");
        prepare(person(WHEN, "indlaeggelse"));
        assertThat(site.browser()
                        .signedIn("sygeplejerske-730")
                        .get("/kommune/pleje")
                        .body())
                .contains("LABKA II svarede ikke", "Ukendt");
    }

    @ParameterizedTest
    @CsvSource({", indlaeggelse, true", "2026-11-21T10:00, indlaeggelse, false", ", ambulant, false"})
    void inHospitalNowIsAnAdmissionWithoutEnd(@Nullable LocalDateTime end, String form, boolean now) {
        prepare(person(end, form));
        String page =
                site.browser().signedIn("hospitalslaege-6620").get("/hospital").body();
        assertThat(page.contains("state-SOON\">Indlagt nu")).isEqualTo(now);
    }

    @Test
    void departmentsAreThoseOfTheReadersHospital() {
        prepare(person(null, "ambulant"));
        Browser doctor = site.browser().signedIn("hospitalslaege-6620");
        assertThat(doctor.get("/hospital").body())
                .contains(">Medicinsk afdeling</option>")
                .doesNotContain("Et andet hospital");
        doctor.get("/hospital?afdeling=6620100");
        doctor.get("/hospital?afdeling=7005100");
        assertThat(queries.asked.stream()
                        .filter(q -> q.sql().contains("AS hvornaar"))
                        .map(q -> q.parameters().get(0)))
                .containsExactly("6620%", "6620100%", "6620%");
    }

    @Test
    void aKnownNumberOpensTheOwnPatientAndNeverStandsInAnAddress() {
        prepare();
        queries.on("cpr_er(?)", Canned.of("pid", new Object[] {"p1"}));
        Browser doctor = site.browser().signedIn("hospitalslaege-6620");
        doctor.get("/hospital");
        HttpResponse<String> found = doctor.post("/hospital/find", Map.of("cpr", "010150-1234"));
        assertThat(Browser.location(found)).isEqualTo("/hospital/borger/p1");
    }

    @Test
    void somebodyElsesPatientOpensWithAReasonOnlyAndForAnHour() {
        prepare();
        Browser doctor = site.browser().signedIn("hospitalslaege-6620");
        doctor.get("/hospital");
        queries.onReason("cpr_er(?)", Canned.of("pid"), Canned.of("pid", new Object[] {"p1"}));
        assertThat(doctor.post("/hospital/find", Map.of("cpr", NUMBER)).body())
                .contains("<h1>Værdispring</h1>", "Begrundelse, som borgeren kan læse");
        for (String reason : new String[] {"", "haster"}) {
            assertThat(broken(doctor, reason).statusCode()).isEqualTo(400);
        }
        assertThat(Browser.location(broken(doctor, REASON))).isEqualTo("/hospital/borger/p1");
        queries.sees("borger", "pid")
                .on("FROM borger\nWHERE pid = ?", Canned.of("cpr, navn, koen, alder, foedselsdato", new Object[] {
                    NUMBER, "Aage Hansen", "M", 76, LocalDate.of(1950, 1, 1)
                }));
        doctor.get("/hospital/borger/p1");
        assertThat(queries.reasons).last().isEqualTo(REASON);
        doctor.get("/hospital/borger/p2");
        assertThat(queries.reasons).last().isEqualTo("");
        site.browser().signedIn("laege-099001").get("/hospital/borger/p1");
        assertThat(queries.reasons).last().isEqualTo("");
        site.pass(Duration.ofMinutes(10));
        doctor.get("/hospital/borger/p1");
        assertThat(queries.reasons).last().isEqualTo(REASON);
        for (int i = 0; i < 4; i++) {
            site.pass(Duration.ofMinutes(15));
            doctor.get("/hospital/borger/p1");
        }
        assertThat(queries.reasons).last().isEqualTo("");
    }

    private static HttpResponse<String> broken(Browser doctor, String reason) {
        return doctor.post("/hospital/vaerdispring", Map.of("cpr", NUMBER, "begrundelse", reason, "behandling", "ja"));
    }
}
