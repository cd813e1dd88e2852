package dk.samsyn.broker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.SignOnConfig;
import dk.samsyn.broker.demo.DemoLogin;
import dk.samsyn.broker.demo.Fault;
import dk.samsyn.broker.doors.DoorsFixture;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.identity.SignOn;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import dk.samsyn.spi.DemoRegion;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sign-on and launch against a real provider on a port of its own, which does wrong what it is told to. */
class SignOnTest {
    private static final String DOCTOR = "laege-099001";
    private static final Pattern ONWARDS = Pattern.compile("name=\"videre\" value=\"([^\"]*)\"");
    private static final String NOWHERE = "\n";
    private static final CannedQueries QUERIES = new CannedQueries();
    private static DemoLogin login;
    private static PortalFixture site;

    @BeforeAll
    static void start() {
        login = new DemoLogin(
                List.of(new DemoRegion.Example("0101801234", "KOL"), new DemoRegion.Example("0202805678", "DM")));
        login.admit(
                Realms.signIn(DoorsFixture.config().users(), Realms.Stage.DEMO, Clock.systemUTC(), new ConfigProblems())
                        .orElseThrow()::password);
        site = new PortalFixture(
                QUERIES,
                new SignOnConfig(
                        Optional.empty(),
                        Optional.of(provider("fælles login", login.address(), Map.of("name", "preferred_username"))),
                        List.of(provider("journalen", login.records().iss(), Map.of("autorisation", "autorisation")))));
        login.records().opensAt(site.address());
    }

    @AfterAll
    static void stop() {
        site.close();
        login.close();
    }

    @BeforeEach
    void nothingIsWrong() {
        login.fault(Fault.NONE);
        QUERIES.reset();
    }

    @Test
    void theProvidersPageIsOnTheWayAndTheUserArrivesWhereHeWanted() {
        Browser browser = site.browser();
        assertThat(browser.get("/login?til=/praksis/soeg").body())
                .contains("Log ind med fælles login", "href=\"/login/udbyder?til=%2Fpraksis%2Fsoeg\"");
        HttpResponse<String> in = browser.get(comesBack(browser, "/login/udbyder?til=%2Fpraksis%2Fsoeg"));
        assertThat(Browser.location(in)).isEqualTo("/praksis/soeg");
        assertThat(browser.get("/findes/ikke").body()).contains("Praksis 099001", "Praktiserende læge", "behandling");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "EXPIRED, SAM-110, Login er udløbet",
        "ALTERED, SAM-111, Login-tjenestens svar er ikke ægte",
        "UNSIGNED, SAM-111, Login-tjenestens svar er ikke ægte",
        "OTHER_ISSUER, SAM-111, Login-tjenestens svar er ikke ægte",
        "OTHER_CLIENT, SAM-112, Login-tjenestens svar gælder et andet program",
        "OTHER_NONCE, SAM-113, Login-tjenestens svar hører til et andet login",
        "OTHER_STATE, SAM-108, Login er forældet",
        "UNKNOWN_USER, SAM-114, Du er ikke oprettet i Samsyn"
    })
    void whatTheProviderDoesWrongIsNamedAndLetsNobodyIn(Fault fault, String code, String title) {
        Browser browser = site.browser();
        login.fault(fault);
        refused(browser, browser.get(comesBack(browser, "/login/udbyder")), code, title);
    }

    @Test
    void aSignOnIsGoodOnceAndInItsOwnBrowserOnly() {
        Browser browser = site.browser();
        String back = comesBack(browser, "/login/udbyder");
        Browser thief = site.browser();
        refused(thief, thief.get(back), "SAM-108", "Login er forældet");
        back = comesBack(browser, "/login/udbyder");
        assertThat(browser.get(back).statusCode()).isEqualTo(303);
        assertThat(browser.get(back).body()).contains("SAM-108");
    }

    @Test
    void aCodeThatHasBeenUsedIsRefusedByTheProvider() {
        Browser browser = site.browser();
        String used = comesBack(browser, "/login/udbyder");
        browser.get(used);
        browser.get("/was");
        browser.post("/logout", Map.of());
        String anew = comesBack(browser, "/login/udbyder");
        String mixed = anew.replaceFirst("code=[^&]*", used.replaceFirst(".*(code=[^&]*).*", "$1"));
        refused(browser, browser.get(mixed), "SAM-109", "Login-tjenesten lukkede dig ikke ind");
    }

    @Test
    void keysMayChange() {
        comesBack(site.browser(), "/login/udbyder");
        login.changeKey();
        Browser browser = site.browser();
        assertThat(browser.get(comesBack(browser, "/login/udbyder")).statusCode())
                .isEqualTo(303);
    }

    @Test
    void aProviderThatDoesNotAnswerIsNamedAndPasswordsStillWork() {
        try (PortalFixture alone = new PortalFixture(
                QUERIES,
                new SignOnConfig(
                        Optional.empty(),
                        Optional.of(provider("x", "http://127.0.0.1:9", Map.of("name", "sub"))),
                        List.of()))) {
            Browser browser = alone.browser();
            refused(browser, browser.get("/login/udbyder"), "SAM-107", "Login-tjenesten svarer ikke");
            browser.signedIn(DOCTOR);
        }
    }

    @Test
    void withoutAProviderThereIsNothingToClick() {
        try (PortalFixture plain = new PortalFixture(QUERIES)) {
            assertThat(plain.browser().get("/login").body()).doesNotContain("/login/udbyder");
            assertThat(plain.browser().get("/login/udbyder").statusCode()).isEqualTo(404);
            assertThat(plain.browser().get("/launch?iss=x&launch=y").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void aLockedPageIsOpenedByProvingAnewWhoOneIs() {
        Browser browser = site.browser();
        browser.get(comesBack(browser, "/login/udbyder"));
        site.pass(Duration.ofMinutes(21));
        assertThat(Browser.location(browser.get("/praksis"))).startsWith("/laast");
        assertThat(browser.get("/laast?til=%2Fpraksis").body())
                .contains("Log ind igen med fælles login")
                .doesNotContain("type=\"password\"");
        login.fault(Fault.NEVER_ASKS_AGAIN);
        assertThat(browser.get(comesBack(browser, "/login/udbyder")).body()).contains("SAM-110");
        assertThat(Browser.location(browser.get("/praksis"))).startsWith("/laast");
        login.fault(Fault.NONE);
        HttpResponse<String> asked = follow(browser, "/login/udbyder?til=%2Fpraksis", NOWHERE);
        assertThat(asked.body()).contains("Fælles login", "type=\"password\"");
        assertThat(Browser.location(browser.get(comesBack(browser, "/login/udbyder?til=%2Fpraksis"))))
                .isEqualTo("/praksis");
        assertThat(Browser.location(browser.get("/praksis"))).isEqualTo("/praksis/population/dm");
    }

    @Test
    void oneClickInTheRecordSystemOpensTheListForItsPurpose() {
        Browser browser = inTheRecordSystem(DOCTOR);
        assertThat(launched(browser, "liste=population-kol")).isEqualTo("/praksis/population/kol");
        assertThat(browser.get("/findes/ikke").body()).contains("Praksis 099001", "behandling");
    }

    @Test
    void oneClickOpensThePatientOrSaysThatItCannotBeShown() {
        QUERIES.on("cpr_er(?)", CannedQueries.Canned.of("pid", new Object[] {"PID-1"}));
        Browser browser = inTheRecordSystem(DOCTOR);
        assertThat(launched(browser, "patient=p1")).isEqualTo("/praksis/borger/PID-1");
        assertThat(QUERIES.asked.get(0).parameters()).containsExactly("0202805678");
        QUERIES.reset();
        QUERIES.on("cpr_er(?)", CannedQueries.Canned.of("pid"));
        HttpResponse<String> hidden = follow(browser, login.address() + "/journal/aabn?patient=p0", NOWHERE);
        assertThat(hidden.statusCode()).isEqualTo(403);
        assertThat(hidden.body())
                .contains("Patienten kan ikke vises", "SAM-106", "Praksis 099001")
                .doesNotContain("010180");
    }

    @ParameterizedTest
    @CsvSource({"OTHER_ORGANISATION", "OTHER_PURPOSE"})
    void aLaunchAddsNothingToWhatTheUserHas(Fault fault) {
        Browser browser = inTheRecordSystem(DOCTOR);
        login.fault(fault);
        HttpResponse<String> beyond = follow(browser, login.address() + "/journal/aabn?liste=population-dm", NOWHERE);
        refused(browser, beyond, "SAM-116", "Journalsystemet bad om mere, end du har adgang til");
    }

    @Test
    void aRecordSystemThatIsNotListedOpensNothing() {
        Browser browser = site.browser();
        HttpResponse<String> unknown = browser.get("/launch?iss=https%3A%2F%2Ffremmed.example%2Ffhir&launch=1");
        refused(browser, unknown, "SAM-115", "Journalsystemet er ikke kendt");
    }

    @Test
    void anotherUsersLaunchOpensNothing() {
        Browser doctor = inTheRecordSystem(DOCTOR);
        String stolen = Browser.location(doctor.get(login.address() + "/journal/aabn?liste=population-dm"));
        Browser other = inTheRecordSystem("laege-099002");
        refused(other, follow(other, stolen, NOWHERE), "SAM-109", "Login-tjenesten lukkede dig ikke ind");
    }

    private static SignOnConfig.Provider provider(String name, String issuer, Map<String, String> user) {
        return new SignOnConfig.Provider(name, issuer, DemoLogin.CLIENT, Optional.of(login.clientSecret()), user);
    }

    private static void refused(Browser browser, HttpResponse<String> response, String code, String title) {
        assertThat(response.statusCode()).isBetween(400, 503);
        assertThat(response.body()).contains(code, title).doesNotContain("Exception", "at dk.", "dk.samsyn");
        assertThat(Browser.location(browser.get("/praksis"))).startsWith("/login");
    }

    private static Browser inTheRecordSystem(String user) {
        Browser browser = site.browser();
        browser.get(login.address() + "/journal");
        browser.post(login.address() + "/log-ind", Map.of("bruger", user, "kode", "samsyn", "videre", "/journal"));
        return browser;
    }

    /** Where the broker sends the browser after a launch. */
    private static String launched(Browser browser, String what) {
        String back = location(follow(browser, login.address() + "/journal/aabn?" + what, SignOn.RETURN_PATH));
        return Browser.location(browser.get(back));
    }

    /** The address with which the provider sends the browser back; signs in there if asked. */
    private static String comesBack(Browser browser, String path) {
        HttpResponse<String> page = follow(browser, path, SignOn.RETURN_PATH);
        if (page.statusCode() == 200) {
            Matcher onwards = ONWARDS.matcher(page.body());
            assertThat(onwards.find()).isTrue();
            HttpResponse<String> in = browser.post(
                    login.address() + "/log-ind",
                    Map.of(
                            "bruger",
                            DOCTOR,
                            "kode",
                            "samsyn",
                            "videre",
                            onwards.group(1).replace("&amp;", "&")));
            page = follow(browser, location(in), SignOn.RETURN_PATH);
        }
        return location(page);
    }

    /** Follows until a page, or until the next step's address has {@code before} in it. */
    private static HttpResponse<String> follow(Browser browser, String path, String before) {
        HttpResponse<String> response = browser.get(path);
        for (int i = 0;
                i < 8 && response.statusCode() == 303 && !location(response).contains(before);
                i++) {
            response = browser.get(location(response));
        }
        return response;
    }

    private static String location(HttpResponse<String> response) {
        return URI.create(response.uri().toString())
                .resolve(Browser.location(response))
                .toString();
    }
}
