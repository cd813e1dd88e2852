package dk.samsyn.broker.portal.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import dk.samsyn.spi.ErrorCode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A planner's request on its way to the practices, and what does not come back. */
class OutreachTest {
    private static final String PLANNER = "/benchmark/henvendelse";
    private static final String PRACTICE = "/praksis/henvendelser";
    private static final String WHY = "Kommunen åbner et nyt <b>diabeteshold</b> i foråret";
    private static final Map<String, String> GROUP = Map.of("sygdom", "DM", "behov", "LATE", "koen", "K", "fra", "40");

    private final CannedQueries queries = new CannedQueries();
    private final PortalFixture site = new PortalFixture(queries);

    @AfterEach
    void stop() {
        site.close();
    }

    @BeforeEach
    void prepare() {
        queries.on("COUNT(DISTINCT t.pid)", Canned.of("gruppe, antal", new Object[] {"alle", 31457L}))
                .on(
                        "FROM sygdomspopulation AS t JOIN borger",
                        Canned.of(
                                "pid, cpr, navn, koen, alder",
                                new Object[] {"p1", "0101501234", "Anna", "K", 76},
                                new Object[] {"p2", "0202501234", "Berta", "K", 76}))
                .on(
                        "WHERE cpr IN",
                        Canned.of("pid, cpr, navn, alder", new Object[] {"p1", "0101501234", "Anna", 76}, new Object[] {
                            "p2", "0202501234", "Berta", 76
                        }))
                .on("s.sygdom = 'DM'", Canned.of("cpr, sygdom, kontrol_dato, foelges_hos"))
                .on("i.paragraf IN", Canned.of("cpr", new Object[] {"0202501234"}));
    }

    private static Map<String, String> form(String reason) {
        Map<String, String> form = new HashMap<>(GROUP);
        form.put("hvorfor", reason);
        return form;
    }

    private Browser sent() {
        Browser planner = site.browser().signedIn("planlaegger-730");
        assertThat(planner.post(PLANNER, form(WHY)).statusCode()).isEqualTo(303);
        return planner;
    }

    private static String found(Browser browser, String path, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(browser.get(path).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String request(Browser practice) {
        return PRACTICE + "/" + found(practice, PRACTICE, PRACTICE + "/([0-9a-f-]{36})");
    }

    @Test
    void thePlannerSeesTheReleasedSizeAndAsksForNothingElse() {
        String page = site.browser()
                .signedIn("planlaegger-730")
                .get(PLANNER + "?sygdom=DM&behov=LATE&koen=K&fra=40")
                .body();
        assertThat(page)
                .contains("Omkring 31.457 borgere", "Diabetes, ingen kontrol det seneste år, kvinder, fra 40 år");
        assertThat(queries.asked).hasSize(1);
        assertThat(queries.asked.get(0).sql()).startsWith("SELECT 'alle' AS gruppe, COUNT(DISTINCT t.pid) AS antal");
        // A municipality asks about its own citizens, whatever the form says.
        assertThat(queries.asked.get(0).parameters()).containsExactly("DM", "DM", "K", 40, 730);
    }

    @Test
    void furtherCriteriaAreThoseOfThePlannersCountAndOfThePracticesList() {
        String more = "&rygning=ryger&svar=HBA1C_59&foelges=hospital&diagnose=&maaling=";
        Browser planner = site.browser().signedIn("planlaegger-730");
        assertThat(planner.get(PLANNER + "?sygdom=DM&behov=ALL" + more).body())
                .contains("Diabetes, alle med sygdommen, ryger, HbA1c 59 mmol/mol eller højere, følges på hospital");
        String conditions = "t.pid IN (SELECT pid FROM seneste_vaerdi WHERE begreb = 'HBA1C' AND vaerdi_num >= 59)";
        assertThat(queries.asked.get(0).sql()).contains(conditions);
        assertThat(queries.asked.get(0).parameters()).containsExactly("DM", "DM", 730);
        Map<String, String> form = form(WHY);
        form.putAll(Map.of("rygning", "ryger", "svar", "HBA1C_59", "foelges", "hospital"));
        assertThat(planner.post(PLANNER, form).statusCode()).isEqualTo(303);
        Browser doctor = site.browser().signedIn("laege-099001");
        String request = request(doctor);
        queries.asked.clear();
        assertThat(doctor.get(request).body()).contains("ryger, HbA1c 59", "2 af jeres patienter");
        assertThat(queries.asked.get(0).sql()).contains(conditions);
        assertThat(queries.asked.get(0).parameters()).containsExactly("DM", "DM", "K", 40, "DM", 730);
    }

    @Test
    void aGroupThatReleaseControlRefusesIsNamedWithItsRuleAndNotSent() {
        queries.reset();
        queries.refuses(
                "COUNT(DISTINCT t.pid)", ErrorCode.BUDGET_RULE, "R23: for mange spørgsmål / R23: too many questions");
        Browser planner = site.browser().signedIn("planlaegger-730");
        assertThat(planner.get(PLANNER + "?sygdom=DM&behov=LATE").body())
                .contains("Gruppen kan ikke tælles", "R23: for mange spørgsmål")
                .doesNotContain("Send til praksis", "too many");
        planner.post(PLANNER, form(WHY));
        assertThat(site.browser().signedIn("laege-099001").get(PRACTICE).body()).contains("Ingen henvendelser.");
    }

    @Test
    void aGroupWhoseSizeIsWithheldCannotBeAskedAbout() {
        queries.reset();
        queries.on("COUNT(DISTINCT t.pid)", Canned.of("gruppe, antal"));
        Browser planner = site.browser().signedIn("planlaegger-730");
        assertThat(planner.get(PLANNER + "?sygdom=DM&behov=LATE").body())
                .contains("for lille til at vises")
                .doesNotContain("Send til praksis");
        planner.post(PLANNER, form(WHY));
        assertThat(site.browser().signedIn("laege-099001").get(PRACTICE).body()).contains("Ingen henvendelser.");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            for kort                                        | mellem 20 og 1.000 tegn
            Ring venligst til 010150-1234 og hendes datter  | ligner et personnummer
            """)
    void aReasonThatIsNoneOrNamesSomebodyIsNotSent(String reason, String expected) {
        HttpResponse<String> answer = site.browser().signedIn("planlaegger-730").post(PLANNER, form(reason));
        assertThat(answer.body()).contains(expected).contains(reason);
        assertThat(site.browser().signedIn("laege-099001").get(PRACTICE).body()).contains("Ingen henvendelser.");
    }

    @ParameterizedTest
    @CsvSource({
        "planlaegger-730, sygdom=DEPR&behov=ALL, 400",
        "planlaegger-730, sygdom=DM&behov=ANDET, 400",
        "planlaegger-730, sygdom=DM&behov=ALL&svar=HBA1C_54, 400",
        "planlaegger-730, sygdom=DM&behov=ALL&fra=43, 400",
        "planlaegger-730, sygdom=DM&behov=ALL&fra=50&til=40, 400",
        "laege-099001, sygdom=DM&behov=ALL, 403"
    })
    void whatIsNotOfferedIsRefused(String user, String fields, int status) {
        assertThat(site.browser().signedIn(user).get(PLANNER + "?" + fields).statusCode())
                .isEqualTo(status);
        assertThat(queries.asked).isEmpty();
    }

    @Test
    void thePracticeSeesWhoAsksAndWhyAsTextAndLooksNobodyUpBeforeItOpensTheRequest() {
        sent();
        queries.asked.clear();
        Browser doctor = site.browser().signedIn("laege-099001");
        assertThat(doctor.get(PRACTICE).body())
                .contains("Kommune 730", "planlaegger-730", "Kommunal planlægger", "&lt;b&gt;diabeteshold")
                .doesNotContain("31.457", "<b>diabeteshold");
        assertThat(queries.asked).isEmpty();
        assertThat(doctor.get(request(doctor)).body()).contains("2 af jeres patienter", "planlægning", ">Anna<");
        assertThat(queries.asked.get(0).parameters()).containsExactly("DM", "DM", "K", 40, 730);
    }

    @Test
    void onlyPatientsOfTheGroupComeOnTheListAndStayThereWhenItIsMadeAgain() {
        sent();
        Browser doctor = site.browser().signedIn("laege-099001");
        String request = request(doctor);
        doctor.post(request, Map.of("g", "valgte", "pid", "p1"));
        doctor.post(request, Map.of("g", "valgte", "pid", "p9"));
        doctor.post("/praksis/indkaldelse/dan", Map.of("sygdom", "DM", "mdr", "1"));
        assertThat(doctor.get("/praksis/indkaldelse").body())
                .contains(">Anna<", "henvendelse fra Kommune 730")
                .doesNotContain(">Berta<", "Aldrig set");
        Matcher id = Pattern.compile("name=\"id\" value=\"([^\"]+)\"")
                .matcher(doctor.get("/praksis/indkaldelse").body());
        assertThat(id.find()).isTrue();
        doctor.post("/praksis/indkaldelse/flyt", Map.of("id", id.group(1), "til", "invited"));
        assertThat(doctor.get("/praksis/indkaldelse").body()).doesNotContain(">Anna<");
        assertThat(doctor.get("/praksis/indkaldelse?henvendelser=1").body()).contains(">Anna<");
        assertThat(doctor.get(PRACTICE).body()).contains("På indkaldelseslisten", "laege-099001");
        assertThat(site.browser().signedIn("laege-099002").get(PRACTICE).body()).doesNotContain("laege-099001");
    }

    @Test
    void ofAWholeGroupWhoGetsCareAtHomeIsHeldOutAndWhomTheDoctorChoosesIsNot() {
        sent();
        Browser doctor = site.browser().signedIn("laege-099001");
        String request = request(doctor);
        doctor.post(request, Map.of("g", "alle"));
        assertThat(doctor.get("/praksis/indkaldelse").body()).contains(">Anna<").doesNotContain(">Berta<");
        assertThat(doctor.get("/praksis/indkaldelse?tilstand=held").body()).contains(">Berta<", "får pleje i hjemmet");
        Browser other = site.browser().signedIn("laege-099002");
        other.post(request(other), Map.of("g", "valgte", "pid", "p2"));
        assertThat(other.get("/praksis/indkaldelse").body()).contains(">Berta<");
    }

    @Test
    void nothingThatPracticesDecideChangesWhatThePlannerSees() {
        Browser planner = sent();
        String before = page(planner);
        Browser doctor = site.browser().signedIn("laege-099001");
        doctor.post(request(doctor), Map.of("g", "alle"));
        Browser other = site.browser().signedIn("laege-099002");
        other.post(request(other), Map.of("g", "afvis"));
        assertThat(page(planner)).isEqualTo(before).contains("31.457", "Træk tilbage");
    }

    private static String page(Browser planner) {
        return planner.get(PLANNER).body().replaceAll("(?s)<head>.*</head>|name=\"csrf\" value=\"[^\"]+\"", "");
    }

    @Test
    void theSecretarySeesButADoctorDecides() {
        sent();
        Browser secretary = site.browser().signedIn("sekretaer-099001");
        String request = request(secretary);
        assertThat(secretary.get(request).body())
                .contains(">Anna<", "En læge i praksis afgør")
                .doesNotContain("value=\"afvis\"");
        assertThat(secretary.post(request, Map.of("g", "alle")).statusCode()).isEqualTo(403);
    }

    @Test
    void aWithdrawnOrOldRequestIsGoneAndOnlyTheOwnCanBeWithdrawn() {
        Browser planner = sent();
        String id = found(planner, PLANNER, "name=\"id\" value=\"([0-9a-f-]{36})\"");
        Browser other = site.browser().signedIn("planlaegger-741");
        assertThat(other.get(PLANNER).body()).doesNotContain(id);
        other.post(PLANNER + "/tilbage", Map.of("id", id));
        Browser doctor = site.browser().signedIn("laege-099001");
        assertThat(doctor.get(PRACTICE).body()).contains(id);
        planner.post(PLANNER + "/tilbage", Map.of("id", id));
        assertThat(doctor.get(PRACTICE).body()).doesNotContain(id);
        assertThat(doctor.get(PRACTICE + "/" + id).statusCode()).isEqualTo(400);
        assertThat(planner.get(PLANNER).body()).contains("Trukket tilbage");
        planner.post(PLANNER, form(WHY));
        site.pass(Duration.ofDays(91));
        assertThat(site.browser().signedIn("laege-099001").get(PRACTICE).body()).contains("Ingen henvendelser.");
    }

    @Test
    void anOrganisationSendsNoMoreThanDoctorsRead() {
        Browser planner = site.browser().signedIn("planlaegger-730");
        for (int i = 0; i < 20; i++) {
            assertThat(planner.post(PLANNER, form(WHY)).statusCode()).isEqualTo(303);
        }
        planner.get(PLANNER);
        assertThat(planner.post(PLANNER, form(WHY)).body()).contains("20 henvendelser på 30 dage");
        site.pass(Duration.ofDays(31));
        assertThat(site.browser()
                        .signedIn("planlaegger-730")
                        .post(PLANNER, form(WHY))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void aSilentSourceIsNamedAndGivesNoList() {
        sent();
        queries.reset();
        queries.silent("FROM sygdomspopulation AS t JOIN borger", "epj");
        Browser doctor = site.browser().signedIn("laege-099001");
        assertThat(doctor.get(request(doctor)).body())
                .contains("Listen kan ikke vises nu", "EPJ")
                .doesNotContain("Ingen af jeres patienter");
    }
}
