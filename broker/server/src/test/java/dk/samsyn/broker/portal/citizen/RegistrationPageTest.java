package dk.samsyn.broker.portal.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Citizens write what is missing or old, and say who may see it. */
class RegistrationPageTest {
    private static final String PAGE = "/borger/registrering";
    private static final String CITIZEN = "borger-0101501234";

    private final CannedQueries queries = new CannedQueries();
    private final PortalFixture site = new PortalFixture(queries);

    @AfterEach
    void stop() {
        site.close();
    }

    private void weighed(LocalDate day) {
        queries.on("seneste_maaling", Canned.of("hvad, vaerdi_num, tid", new Object[] {
                    "VAEGT", new BigDecimal("81.5"), day.atStartOfDay()
                }))
                .on("seneste_livsstil", Canned.of("hvad, vaerdi, maengde_num, tid", new Object[] {
                    "RYGNING", "eksryger", null, LocalDateTime.of(2026, 10, 1, 9, 0)
                }))
                .on("FROM organisation", Canned.of("org_id, navn"))
                .on("FROM borger", Canned.of("cpr, navn, koen, alder, foedselsdato", new Object[] {
                    "0101501234", "Aage", "M", 76, LocalDate.of(1950, 1, 1)
                }))
                .sees("borger", "pid");
    }

    private static HttpResponse<String> write(Browser citizen, Map<String, String> form) {
        citizen.get(PAGE);
        return citizen.post(PAGE, form);
    }

    @ParameterizedTest
    @CsvSource({"2025-11-22, true", "2025-11-23, false", "2026-11-20, false"})
    void onlyWhatIsMissingOrOldIsAskedFor(LocalDate day, boolean asked) {
        weighed(day);
        String page = site.browser().signedIn(CITIZEN).get(PAGE).body();
        assertThat(page.contains("name=\"VAEGT\"")).isEqualTo(asked);
        assertThat(page.contains("81,5 kg")).isEqualTo(!asked);
        assertThat(page).contains("name=\"TALJE\"", "Nej, jeg er holdt op").doesNotContain("name=\"RYGNING\"");
    }

    @Test
    void whatIsWrittenIsNotAskedForAgainAndCanBeTakenBack() {
        weighed(LocalDate.of(2020, 1, 1));
        Browser citizen = site.browser().signedIn(CITIZEN);
        assertThat(write(citizen, Map.of("VAEGT", "79,5", "MOTION", "3")).statusCode())
                .isEqualTo(303);
        String page = citizen.get(PAGE).body();
        assertThat(page).contains("79,5 kg", "3 dage om ugen").doesNotContain("name=\"VAEGT\"", "name=\"MOTION\"");
        Matcher id = Pattern.compile("name=\"id\" value=\"([^\"]+)\"").matcher(page);
        assertThat(id.find()).isTrue();
        Browser other = site.browser().signedIn("borger-0202601234");
        other.get(PAGE);
        other.post(PAGE + "/slet", Map.of("id", id.group(1)));
        assertThat(citizen.get(PAGE).body()).contains("3 dage om ugen", "79,5 kg");
        citizen.post(PAGE + "/slet", Map.of("id", id.group(1)));
        assertThat(Pattern.compile("name=\"id\"")
                        .matcher(citizen.get(PAGE).body())
                        .results()
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"VAEGT, 900", "VAEGT, -1", "VAEGT, mange", "MOTION, 8", "RYGNING, pibe"})
    void whatCannotBeIsRefusedAndNothingIsKept(String item, String text) {
        weighed(LocalDate.of(2020, 1, 1));
        Browser citizen = site.browser().signedIn(CITIZEN);
        HttpResponse<String> refused = write(citizen, Map.of(item, text, "TALJE", "98"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("Noget skal rettes");
        assertThat(citizen.get(PAGE).body()).doesNotContain("98 cm");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void thePracticeSeesWhatTheCitizenLetsItSee(boolean shared) {
        weighed(LocalDate.of(2020, 1, 1));
        write(site.browser().signedIn(CITIZEN), shared ? Map.of("TALJE", "98", "del", "ja") : Map.of("TALJE", "98"));
        String page = site.browser()
                .signedIn("laege-099001")
                .get("/praksis/borger/p1")
                .body();
        assertThat(page).contains("Aage");
        assertThat(page.contains("98 cm")).isEqualTo(shared);
    }

    @Test
    void aSilentSourceIsNamedAndItsItemsAreAskedFor() {
        queries.silent("seneste_maaling", "labka");
        weighed(LocalDate.of(2026, 11, 1));
        assertThat(site.browser().signedIn(CITIZEN).get(PAGE).body())
                .contains("LABKA II svarede ikke", "name=\"VAEGT\"");
    }
}
