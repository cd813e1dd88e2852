package dk.samsyn.broker.portal.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecallPageTest {
    private static final String DUE = "cpr, sygdom, kontrol_dato, foelges_hos";
    private static final Map<String, String> MAKE = Map.of("sygdom", "DM", "mdr", "1");

    private static final Canned PEOPLE = Canned.of(
            "pid, cpr, navn, alder",
            new Object[] {"p1", "0101501234", "Aage", 76},
            new Object[] {"p2", "0202501234", "Berta", 76},
            new Object[] {"p3", "0303501234", "Carl", 76});

    private final CannedQueries queries = new CannedQueries();
    private final PortalFixture site = new PortalFixture(queries);

    @AfterEach
    void stop() {
        site.close();
    }

    @BeforeEach
    void prepare() {
        queries.on(
                        "s.sygdom = 'DM'",
                        Canned.of(
                                DUE,
                                row("0101501234", "DM", null, "ingen"),
                                row("0202501234", "DM", LocalDate.of(2025, 1, 6), "hospital"),
                                row("0303501234", "DM", LocalDate.of(2025, 2, 6), "almen_praksis")))
                .on(
                        "s.sygdom = 'KOL'",
                        Canned.of(DUE, row("0101501234", "KOL", LocalDate.of(2025, 3, 1), "almen_praksis")))
                .on("i.paragraf IN", Canned.of("cpr", new Object[] {"0303501234"}))
                .on("WHERE cpr IN", PEOPLE);
    }

    private static String row(String page, String name) {
        String from = page.substring(page.indexOf(">" + name + "<"));
        return from.substring(0, from.indexOf("</tr>"));
    }

    private static @Nullable Object[] row(String cpr, String condition, @Nullable LocalDate control, String followed) {
        return new @Nullable Object[] {cpr, condition, control, followed};
    }

    private Browser made(String user, String form) {
        Browser browser = site.browser().signedIn(user);
        browser.post("/praksis/indkaldelse/dan", form.isEmpty() ? MAKE : Map.of("mdr", "1", "sygdom", form));
        return browser;
    }

    @Test
    void aListThatNobodyHasMadeIsEmptyAndSaysSo() {
        assertThat(site.browser()
                        .signedIn("laege-099001")
                        .get("/praksis/indkaldelse")
                        .body())
                .contains("Listen er ikke dannet endnu");
    }

    @Test
    void hospitalPatientsAndTheVulnerableAreNotInvitedWithTheOthers() {
        Browser doctor = made("laege-099001", "");
        assertThat(doctor.get("/praksis/indkaldelse").body())
                .contains("Aage", "Aldrig set")
                .doesNotContain("Berta", "Carl");
        assertThat(doctor.get("/praksis/indkaldelse?tilstand=elsewhere").body())
                .contains("Berta", "følges på hospital");
        assertThat(doctor.get("/praksis/indkaldelse?tilstand=held").body()).contains("Carl", "får pleje i hjemmet");
    }

    @Test
    void severalConditionsAreOneInvitation() {
        Browser doctor = site.browser().signedIn("laege-099001");
        doctor.postWith("/praksis/indkaldelse/dan", doctor.token() + "&sygdom=DM&sygdom=KOL", Map.of("mdr", "1"));
        String page = doctor.get("/praksis/indkaldelse").body();
        assertThat(page).contains("Diabetes, KOL").containsOnlyOnce(">Aage<");
    }

    @Test
    void whatPeopleHaveSetStaysWhenTheListIsMadeAgainAndInvitationsAreCountedToThree() {
        Browser secretary = made("sekretaer-099001", "");
        for (int i = 0; i < 4; i++) {
            String id = id(secretary, i == 0 ? "to_invite" : "invited");
            secretary.post("/praksis/indkaldelse/flyt", Map.of("id", id, "til", "invited"));
        }
        secretary.post("/praksis/indkaldelse/dan", MAKE);
        assertThat(secretary.get("/praksis/indkaldelse").body()).doesNotContain(">Aage<");
        assertThat(secretary.get("/praksis/indkaldelse?tilstand=invited").body().replaceAll("\\s+", " "))
                .contains(">Aage<", "data-label=\"Indkaldelser\">3<");
    }

    @ParameterizedTest(name = "every {0} months, {1} ahead: controls before {2}")
    @CsvSource({
        "12, 0, 2025-12-01",
        "12, 1, 2026-01-01",
        "6, 1, 2026-07-01",
        "3, 12, 2027-09-01",
        "24, 6, 2025-06-01",
    })
    void whoIsDueFollowsFromTheConditionsIntervalAndTheLastMonthOfTheList(
            String interval, String ahead, LocalDate before) {
        Browser doctor = site.browser().signedIn("laege-099001");
        doctor.post("/praksis/indkaldelse/dan", Map.of("sygdom", "DM", "interval-DM", interval, "mdr", ahead));
        assertThat(queries.asked.get(0).parameters()).containsExactly(before);
    }

    @Test
    void theFirstOfSeveralControlsSaysInWhichMonthAPatientIsDueAndAMonthCanBeShownAndFetchedAlone() {
        queries.reset();
        queries.on(
                        "s.sygdom = 'DM'",
                        Canned.of(
                                DUE,
                                row("0101501234", "DM", null, "ingen"),
                                row("0202501234", "DM", LocalDate.of(2026, 6, 30), "almen_praksis"),
                                row("0303501234", "DM", LocalDate.of(2026, 1, 5), "almen_praksis")))
                .on(
                        "s.sygdom = 'KOL'",
                        Canned.of(
                                DUE,
                                row("0202501234", "KOL", LocalDate.of(2026, 1, 31), "almen_praksis"),
                                row("0303501234", "KOL", LocalDate.of(2025, 12, 24), "almen_praksis")))
                .on("i.paragraf IN", Canned.of("cpr"))
                .on("WHERE cpr IN", PEOPLE);
        Browser doctor = site.browser().signedIn("laege-099001");
        doctor.postWith(
                "/praksis/indkaldelse/dan",
                doctor.token() + "&sygdom=DM&sygdom=KOL",
                Map.of("mdr", "2", "interval-DM", "6", "interval-KOL", "12"));
        String page = doctor.get("/praksis/indkaldelse").body();
        assertThat(row(page, "Aage")).contains("Aldrig set", ">nu<");
        assertThat(row(page, "Berta")).contains(">31.01.2026<", ">december 2026<");
        assertThat(row(page, "Carl")).contains(">24.12.2025<", ">juli 2026<");
        assertThat(page).contains("aldrig set <", "tidligere <", "december 2026 <");
        assertThat(doctor.get("/praksis/indkaldelse?forfald=2026-12").body())
                .contains(">Berta<")
                .doesNotContain(">Aage<", ">Carl<");
        assertThat(doctor.get("/praksis/indkaldelse/csv?forfald=tidligere").body())
                .contains(";Carl;Diabetes, KOL;24.12.2025;juli 2026")
                .doesNotContain("Aage", "Berta");
    }

    @ParameterizedTest(name = "{0} after {1} days: made {2} times")
    @CsvSource({"aldrig, 400, 1", "week, 6, 1", "week, 7, 2", "month, 29, 1", "month, 30, 2", "quarter, 92, 2"})
    void aListIsMadeAgainWhenItsIntervalHasPassedAndSomebodyComesBy(String every, int days, int times) {
        Browser doctor = site.browser().signedIn("laege-099001");
        doctor.post("/praksis/indkaldelse/dan", Map.of("sygdom", "DM", "mdr", "3", "hver", every));
        site.pass(Duration.ofDays(days));
        Browser secretary = site.browser().signedIn("sekretaer-099001");
        secretary.get("/praksis/lister");
        secretary.get("/praksis/indkaldelse");
        assertThat(queries.asked.stream()
                        .filter(asked -> asked.sql().contains("s.sygdom = 'DM'"))
                        .map(asked -> asked.parameters().get(0)))
                .hasSize(times)
                .containsOnly(LocalDate.of(2026, 3, 1));
    }

    @Test
    void theFrontPageTellsHowManyAreToBeInvitedAndWhoIsNew() {
        Browser doctor = site.browser().signedIn("laege-099001");
        doctor.post("/praksis/indkaldelse/dan", Map.of("sygdom", "KOL", "hver", "month"));
        site.pass(Duration.ofDays(31));
        queries.reset();
        queries.on(
                        "s.sygdom = 'KOL'",
                        Canned.of(
                                DUE, row("0101501234", "KOL", null, "ingen"), row("0202501234", "KOL", null, "ingen")))
                .on("i.paragraf IN", Canned.of("cpr"));
        doctor = site.browser().signedIn("laege-099001");
        assertThat(doctor.get("/praksis/lister").body()).contains("2 skal indkaldes", "1 nye", "24.12.2026");
    }

    @Test
    void aListThatIsDueAndCannotBeMadeStaysAndSaysWhy() {
        Browser doctor = site.browser().signedIn("laege-099001");
        doctor.post("/praksis/indkaldelse/dan", Map.of("sygdom", "DM", "hver", "week"));
        site.pass(Duration.ofDays(8));
        queries.reset();
        queries.silent("s.sygdom = 'DM'", "labka").on("WHERE cpr IN", PEOPLE);
        doctor = site.browser().signedIn("laege-099001");
        assertThat(doctor.get("/praksis/lister").body()).contains("Kan ikke dannes nu", "LABKA II svarede ikke");
        assertThat(doctor.get("/praksis/indkaldelse").body()).contains("LABKA II svarede ikke", ">Aage<");
    }

    @Test
    void whoIsVulnerableIsNotInvitedBecauseTheMunicipalityIsSilent() {
        queries.reset();
        queries.on("s.sygdom = 'DM'", Canned.of(DUE, row("0303501234", "DM", null, "ingen")))
                .partly("i.paragraf IN", "nexus", Canned.of("cpr"))
                .on("WHERE cpr IN", PEOPLE);
        Browser doctor = site.browser().signedIn("laege-099001");
        assertThat(doctor.post("/praksis/indkaldelse/dan", MAKE).statusCode()).isEqualTo(503);
        doctor.get("/was");
        assertThat(doctor.get("/praksis/indkaldelse").body()).doesNotContain(">Carl<");
    }

    @Test
    void anotherPracticeSeesAndMovesNothing() {
        Browser doctor = made("laege-099001", "");
        String id = id(doctor, "to_invite");
        Browser other = site.browser().signedIn("laege-099002");
        other.post("/praksis/indkaldelse/flyt", Map.of("id", id, "til", "declined"));
        assertThat(other.get("/praksis/indkaldelse?tilstand=declined").body()).doesNotContain("Aage");
        assertThat(doctor.get("/praksis/indkaldelse").body()).contains(">Aage<");
    }

    @Test
    void whoIsNoLongerThePracticesPatientIsNotShown() {
        Browser doctor = made("laege-099001", "");
        queries.reset();
        queries.on("WHERE cpr IN", Canned.of("pid, cpr, navn, alder"));
        assertThat(doctor.get("/praksis/indkaldelse").body()).doesNotContain("Aage", "010150");
    }

    @Test
    void aSilentSourceMakesNoListAndKeepsTheOldOne() {
        Browser doctor = made("laege-099001", "");
        queries.reset();
        queries.silent("s.sygdom = 'DM'", "epj")
                .on("WHERE cpr IN", Canned.of("pid, cpr, navn, alder", new Object[] {"p1", "0101501234", "Aage", 76}));
        assertThat(doctor.post("/praksis/indkaldelse/dan", MAKE).statusCode()).isEqualTo(503);
        doctor.get("/was");
        assertThat(doctor.get("/praksis/indkaldelse").body()).contains(">Aage<");
    }

    @Test
    void theFileForLettersHoldsWhoIsToBeInvited() {
        String csv = made("laege-099001", "").get("/praksis/indkaldelse/csv").body();
        assertThat(csv).contains("010150-1234;Aage;Diabetes;aldrig").doesNotContain("Berta", "Carl");
    }

    private static String id(Browser browser, String state) {
        Matcher found = Pattern.compile("name=\"id\" value=\"([0-9a-f-]{36})\"")
                .matcher(browser.get("/praksis/indkaldelse?tilstand=" + state).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
