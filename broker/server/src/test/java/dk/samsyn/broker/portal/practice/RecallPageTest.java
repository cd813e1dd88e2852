package dk.samsyn.broker.portal.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecallPageTest {
    private static final String DUE = "cpr, sygdom, kontrol_dato, foelges_hos";
    private static final Map<String, String> MAKE = Map.of("sygdom", "DM", "mdr", "1");

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
                .on(
                        "WHERE cpr IN",
                        Canned.of(
                                "pid, cpr, navn, alder",
                                new Object[] {"p1", "0101501234", "Aage", 76},
                                new Object[] {"p2", "0202501234", "Berta", 76},
                                new Object[] {"p3", "0303501234", "Carl", 76}));
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
