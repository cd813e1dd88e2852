package dk.samsyn.broker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in, session, lock, form token, headers, errors. */
class FrameTest {
    private static PortalFixture site;

    @BeforeAll
    static void start() {
        site = new PortalFixture(new CannedQueries());
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void aPageRunsNothingThatIsNotItsOwnFile() {
        HttpResponse<String> page = site.browser().get("/login");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http");
        assertThat(page.body()).doesNotContain("style=").doesNotContainPattern("<script(?![^>]* src=)|\\son[a-z]+=");
        assertThat(page.headers().firstValue("set-cookie").orElseThrow()).contains("HTTPOnly", "SameSite=Lax");
        assertThat(page.headers().firstValue("cache-control")).contains("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/praksis", "/praksis/population/dm", "/praksis/population/dm?vis=all&side=2"})
    void whoHasNotSignedInIsSentToSignInAndComesBack(String path) {
        Browser browser = site.browser();
        HttpResponse<String> sent = browser.get(path);
        assertThat(sent.statusCode()).isEqualTo(303);
        browser.get(Browser.location(sent));
        HttpResponse<String> in =
                browser.post("/login", Map.of("bruger", "laege-099001", "kode", "samsyn", "til", path));
        assertThat(Browser.location(in)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"})
    void nobodyIsSentToAnotherSite(String target) {
        Browser browser = site.browser();
        browser.get("/login");
        HttpResponse<String> in =
                browser.post("/login", Map.of("bruger", "laege-099001", "kode", "samsyn", "til", target));
        assertThat(Browser.location(in)).isEqualTo("/");
    }

    @Test
    void aWrongPasswordIsToldAndGivesNoSession() {
        Browser browser = site.browser();
        browser.get("/login");
        HttpResponse<String> wrong = browser.post("/login", Map.of("bruger", "laege-099001", "kode", "forkert"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("Bruger eller adgangskode er forkert");
        assertThat(browser.get("/praksis").statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @CsvSource({"/login", "/logout", "/laas-op", "/sprog"})
    void aFormWithoutTheSessionsTokenDoesNothing(String path) {
        Browser browser = site.browser().signedIn("laege-099001");
        String other = "x".repeat(43);
        assertThat(browser.postWith(path, other, Map.of()).statusCode()).isEqualTo(403);
        assertThat(browser.get("/praksis").statusCode()).isEqualTo(303);
        assertThat(Browser.location(browser.get("/praksis"))).isEqualTo("/praksis/population/dm");
    }

    @Test
    void signingInChangesTheCookieAndSigningOutEndsIt() {
        Browser browser = site.browser();
        browser.get("/login");
        String before = browser.cookie();
        browser.signedIn("laege-099001");
        assertThat(browser.cookie()).isNotEqualTo(before);
        browser.post("/logout", Map.of());
        assertThat(Browser.location(browser.get("/praksis"))).startsWith("/login");
    }

    @Test
    void theLineOnTopSaysForWhomAndWhy() {
        Browser browser = site.browser().signedIn("laege-099001");
        assertThat(browser.get("/findes/ikke").body()).contains("Praksis 099001", "behandling", "Praktiserende læge");
    }

    @Test
    void withoutAClickThePageLocksAndThePasswordOpensItAgain() {
        Browser browser = site.browser().signedIn("laege-099001");
        site.pass(Duration.ofMinutes(19));
        assertThat(Browser.location(browser.get("/praksis"))).isEqualTo("/praksis/population/dm");
        site.pass(Duration.ofMinutes(21));
        HttpResponse<String> locked = browser.get("/praksis");
        assertThat(Browser.location(locked)).isEqualTo("/laast?til=%2Fpraksis");
        assertThat(browser.get("/laast?til=%2Fpraksis").body()).doesNotContain("Min population", "Praksis 099001");
        assertThat(browser.post("/laas-op", Map.of("kode", "forkert")).statusCode())
                .isEqualTo(401);
        assertThat(Browser.location(browser.get("/praksis"))).startsWith("/laast");
        assertThat(Browser.location(browser.post("/laas-op", Map.of("kode", "samsyn", "til", "/praksis"))))
                .isEqualTo("/praksis");
        assertThat(Browser.location(browser.get("/praksis"))).isEqualTo("/praksis/population/dm");
    }

    @Test
    void aSignInEndsWithTheWorkingDay() {
        Browser browser = site.browser().signedIn("laege-099001");
        for (int i = 0; i < 41; i++) {
            site.pass(Duration.ofMinutes(15));
            browser.get("/praksis");
        }
        assertThat(Browser.location(browser.get("/praksis"))).startsWith("/login");
    }

    @Test
    void anAddressWithoutAPageSaysSoInDanishAndInEnglish() {
        Browser browser = site.browser().signedIn("laege-099001");
        HttpResponse<String> missing = browser.get("/findes/ikke");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("Siden findes ikke", "lang=\"da\"");
        browser.post("/sprog", Map.of("sprog", "en"));
        assertThat(browser.get("/findes/ikke").body()).contains("There is no such page", "lang=\"en\"");
    }
}
