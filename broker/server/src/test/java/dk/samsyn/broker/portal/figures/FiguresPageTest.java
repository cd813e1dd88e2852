package dk.samsyn.broker.portal.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresPageTest {
    private static final String KNOWN =
            "kendt_0, egne_0, kendt_1, egne_1, kendt_2, egne_2, kendt_3, egne_3, kendt_4, egne_4, kendt_5, egne_5";
    private static final String MEASURED = "begreb, maalt, middel, udenfor";

    private static CannedQueries queries;
    private static PortalFixture site;

    @BeforeAll
    static void start() {
        queries = new CannedQueries();
        site = new PortalFixture(queries);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void reset() {
        queries.reset();
        queries.sees("senest_kontrol", "kontrol_dato");
    }

    private static void prepare() {
        queries.on("AS kendt_0", Canned.of(KNOWN, new Object[] {80, 60, 78, 55, 70, 50, 60, 40, 50, 30, 40, 20}))
                .on("FROM senest_kontrol", Canned.of("antal", new Object[] {36L}))
                .on("FROM seneste_vaerdi", Canned.of(MEASURED, new Object[] {"HBA1C", 40L, new BigDecimal("56.4444"), 10
                }))
                .on("FROM seneste_maaling", Canned.of(MEASURED, new Object[] {"BT_SYS", 20L, new BigDecimal("133.05"), 5
                }))
                .on("COUNT(*) AS antal", Canned.of("antal", new Object[] {2000L}));
    }

    private static String page(String user, String path) {
        return site.browser().signedIn(user).get(path).body().replaceAll("\\s+", " ");
    }

    private static String row(String page, String heading) {
        String from = page.substring(page.indexOf("<th scope=\"row\">" + heading));
        return from.substring(0, from.indexOf("</tr>"))
                .replaceAll("<[^>]+>", " ")
                .replaceAll("\\s+", " ");
    }

    @Test
    void thePracticeSeesItsShareOverTheYearsAndWhatItHasNotCodedItself() {
        prepare();
        String page = page("laege-099001", "/praksis/rapport/dm");
        assertThat(row(page, "23.11.2026")).contains("80 4 % 60 3 %");
        assertThat(row(page, "31.12.2025")).contains("78 3,9 % 55 2,8 %");
        assertThat(row(page, "31.12.2021")).contains("40 2 % 20 1 %");
        assertThat(page).contains("36 (45 %)", "data-print", "FROM senest_kontrol AS s");
        assertThat(queries.asked)
                .filteredOn(q -> q.sql().contains("kendt_0"))
                .singleElement()
                .satisfies(q -> assertThat(q.parameters()).hasSize(6).containsOnly("099001"));
    }

    @Test
    void aMeasureIsToldWithWhoIsMeasuredInTimeTheMeanAndWhoIsBeyondTheLimit() {
        prepare();
        String page = page("laege-099001", "/praksis/rapport/dm");
        assertThat(row(page, "HbA1c")).contains("40 50 % 56,4 fra 75 10 (25 %)");
        assertThat(row(page, "BT")).contains("20 25 % 133,1 fra 140 5 (25 %)");
        assertThat(row(page, "LDL")).contains("0 0 % – fra 2,5 –");
        assertThat(queries.asked)
                .anyMatch(q -> q.sql().contains("INTERVAL '180' DAY") && q.sql().contains("v.vaerdi_num >= 75"))
                .anyMatch(q -> q.sql().contains("v.vaerdi_num < 60"));
    }

    @Test
    void theDepartmentHasTheSameWithoutControlsThatItMayNotSeeAndWithoutPersons() {
        queries.reset();
        prepare();
        String page = page("kvalitet-6620", "/hospital/afdeling/dm");
        assertThat(page)
                .contains("Afdelingens tal", "56,4")
                .doesNotContain("Kontrolleret inden for", "Kodet af praksis");
        assertThat(queries.asked)
                .allMatch(q -> q.parameters().isEmpty()
                        && !q.sql().contains("navn")
                        && !q.sql().contains("cpr"));
    }

    @Test
    void aDepartmentSetsGoalsOfItsOwnAndSeesWhetherTheyAreMet() {
        prepare();
        Browser officer = site.browser().signedIn("kvalitet-6620");
        assertThat(officer.post(
                                "/hospital/afdeling/dm/maal",
                                Map.of("maalt-HBA1C", "50", "udenfor-HBA1C", "24", "maalt-BT_SYS", "30"))
                        .statusCode())
                .isEqualTo(303);
        String page = page("kvalitet-6620", "/hospital/afdeling/dm");
        assertThat(row(page, "HbA1c"))
                .contains("50 % eget mål: mindst 50 % nået", "10 (25 %) eget mål: højst 24 % ikke nået");
        assertThat(row(page, "BT"))
                .contains("25 % eget mål: mindst 30 % ikke nået")
                .doesNotContain("højst");
        assertThat(row(page, "LDL")).doesNotContain("eget mål");
        // Another programme has its own, and a practice has none.
        assertThat(page("kvalitet-6620", "/hospital/afdeling/ht")).doesNotContain("eget mål");
        assertThat(page("laege-099001", "/praksis/rapport/dm")).doesNotContain("eget mål", "egne mål");
        officer.post("/hospital/afdeling/dm/maal", Map.of());
        assertThat(page("kvalitet-6620", "/hospital/afdeling/dm")).doesNotContain("eget mål");
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "-1", "halvdelen", "12,5"})
    void aGoalThatIsNoPercentageIsNotSaved(String goal) {
        prepare();
        HttpResponse<String> answer = site.browser()
                .signedIn("kvalitet-6620")
                .post("/hospital/afdeling/dm/maal", Map.of("maalt-HBA1C", "40", "udenfor-HBA1C", goal));
        assertThat(answer.headers().firstValue("Location")).contains("/hospital/afdeling/dm?forkert=1");
        assertThat(page("kvalitet-6620", "/hospital/afdeling/dm?forkert=1"))
                .contains("hele procenter fra 0 til 100")
                .doesNotContain("eget mål");
    }

    @Test
    void onlyADepartmentSetsGoals() {
        prepare();
        assertThat(site.browser()
                        .signedIn("hospitalslaege-6620")
                        .post("/hospital/afdeling/dm/maal", Map.of("maalt-HBA1C", "50"))
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "AS kendt_0, epj, EPJ, '4 %'",
        "FROM seneste_vaerdi, labka, LABKA II, 'fra 75'",
        "FROM senest_kontrol, epj, EPJ, '(45 %)'"
    })
    void aFigureWithAGapIsUnknown(String piece, String source, String name, String number) {
        queries.partly(piece, source, Canned.of("antal, kendt_0, egne_0, begreb, maalt, middel, udenfor", new Object[] {
            36L, 80, 60, "HBA1C", 40L, new BigDecimal("56"), 10
        }));
        prepare();
        assertThat(page("laege-099001", "/praksis/rapport/dm"))
                .contains(name + " svarede ikke", "Ukendt")
                .doesNotContain(number);
    }

    @ParameterizedTest
    @CsvSource({
        "laege-099001, Egne tal, Afdelingens tal",
        "hospitalslaege-6620, Mine patienter, Indkaldelse",
        "kvalitet-6620, Afdelingens tal, Indkaldelse",
        "sygeplejerske-730, Mine borgere, Politikker"
    })
    void helpIsAboutWhatTheReaderIsOffered(String user, String there, String notThere) {
        String page = page(user, "/hjaelp");
        String help = page.substring(page.indexOf("<main"), page.indexOf("</main>"));
        assertThat(help).contains("Ukendt", there, "SAM").doesNotContain(notThere);
    }
}
