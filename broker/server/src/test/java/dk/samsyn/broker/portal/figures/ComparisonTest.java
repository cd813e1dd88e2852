package dk.samsyn.broker.portal.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.IndicatorFiles;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorSql;
import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import dk.samsyn.broker.portal.benchmark.BenchmarkPages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A practice's own number beside what the region has published, and what never stands there. */
class ComparisonTest {
    private static final String PUBLISH = "/benchmark/alle/dm-aarskontrol/udgiv";
    private static final String REPORT = "/praksis/rapport/dm";

    private final CannedQueries queries = new CannedQueries();
    private final PortalFixture site =
            new PortalFixture(queries, new BenchmarkPages.Content(indicators(), List.of(), List.of(), List.of()));

    private static List<Indicator> indicators() {
        ConfigProblems problems = new ConfigProblems();
        try {
            return IndicatorFiles.read(Path.of("..", "..", "conf", "indicators"), problems).stream()
                    .filter(i -> List.of("dm-aarskontrol", "kol-aarskontrol", "akutte-indlaeggelser-dsr")
                            .contains(i.id()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @BeforeEach
    void publish() {
        released();
        Browser analyst = site.browser().signedIn("analytiker");
        assertThat(analyst.post(PUBLISH, Map.of()).statusCode()).isEqualTo(303);
        own(5, 60L, 30L);
    }

    private void released() {
        queries.reset();
        answers();
    }

    private void answers() {
        practices(7, 0);
        queries.on("samsyn.policies", Canned.of("id, version", new Object[] {"region-kun-aggregeret", 2}))
                .on("kommune_reference", Canned.of("kommunekode, navn", new Object[] {730, "Randers"}))
                .on("'alle'", Canned.of("gruppe, naevner, taeller", new Object[] {"alle", 600L, 480L}))
                .on(
                        "GROUP BY b.kommunekode",
                        Canned.of(
                                "gruppe, naevner, taeller", new Object[] {730, 100L, 70L}, new Object[] {751, 90L, null
                                }));
    }

    /** Practices under pseudonym with 40 %, 50 % and so on, and how many more there are, whose rows are withheld. */
    private void practices(int released, int withheld) {
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> all = new ArrayList<>();
        for (int i = 0; i < released + withheld; i++) {
            all.add(new Object[] {"pseudonym-" + i, 1600L});
            if (i < released) {
                rows.add(new Object[] {"pseudonym-" + i, 100L, 40L + 10L * i});
            }
        }
        queries.on(IndicatorSql.PRACTICES, Canned.of("gruppe, naevner", all.toArray(Object[][]::new)))
                .on("GROUP BY g.ydernr", Canned.of("gruppe, naevner, taeller", rows.toArray(Object[][]::new)));
    }

    /** What a practice's own statements give, in a municipality with that many practices. */
    private void own(int practices, long patients, long controlled) {
        queries.reset();
        List<Object[]> all = new ArrayList<>();
        for (int i = 1; i <= practices; i++) {
            all.add(new Object[] {"09900" + i, 730});
        }
        queries.on("type = 'praksis'", Canned.of("org_id, kommunekode", all.toArray(Object[][]::new)))
                .on("SELECT navn FROM kommune_reference", Canned.of("navn", new Object[] {"Randers"}))
                .on("'alle'", Canned.of("gruppe, naevner, taeller", new Object[] {"alle", patients, controlled}))
                .on(
                        "AS kendt_0",
                        Canned.of(
                                "kendt_0, egne_0, kendt_1, egne_1, kendt_2, egne_2, kendt_3, egne_3, kendt_4, egne_4, kendt_5, egne_5",
                                new Object[] {80, 60, 78, 55, 70, 50, 60, 40, 50, 30, 40, 20}))
                .on("FROM seneste_vaerdi", Canned.of("begreb, maalt, middel, udenfor"))
                .on("FROM seneste_maaling", Canned.of("begreb, maalt, middel, udenfor"))
                .on("COUNT(*) AS antal", Canned.of("antal", new Object[] {2000L}));
    }

    private String report() {
        String page = site.browser().signedIn("laege-099001").get(REPORT).body();
        return page.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    }

    @Test
    void theOwnNumberIsExactAndStandsBesideThePublishedOnes() {
        String page = report();
        assertThat(page)
                .contains(
                        "Andel borgere med diabetes og kontrol det sidste år 50,0 % lavere 30 af 60 95 % sikkert: 37,7–62,3"
                                + " 70,0 % 80,0 % 55,0–85,0, midt 70,0 (7 praksis) 23.11.2026",
                        "Praksis Randers Regionen Halvdelen af praksis Udgivet");
        // The own statement is the indicator's; nothing is asked about others.
        assertThat(queries.asked)
                .filteredOn(q -> q.sql().contains("kontrolstatus"))
                .singleElement()
                .satisfies(q -> assertThat(q.sql()).doesNotContain("GROUP BY"));
    }

    /** The region's numbers come to the practices (C2): for two weeks the front page says that there are new ones. */
    @Test
    void whatIsPublishedIsToldOnThePracticesFrontPageForAWhile() {
        assertThat(news("population%2Fdm")).contains("Regionen har udgivet nye tal", "kontrol det sidste år");
        assertThat(news("soeg")).doesNotContain("Regionen har udgivet");
        site.pass(Duration.ofDays(13));
        assertThat(news("population%2Fkol")).contains("Regionen har udgivet nye tal");
        site.pass(Duration.ofDays(2));
        assertThat(news("population%2Fdm")).doesNotContain("Regionen har udgivet");
    }

    private String news(String page) {
        return site.browser()
                .signedIn("laege-099001")
                .get("/praksis/nyt?side=%2Fpraksis%2F" + page)
                .body();
    }

    /** E3: the own exact number beside quartiles of released ones, and of the other practices nothing else. */
    @Test
    void theMiddleHalfOfThePracticesIsPublishedAndNoSingleOne() {
        assertThat(report()).contains("55,0–85,0, midt 70,0 (7 praksis)").doesNotContain("pseudonym", "40,0", "100,0");
        assertThat(analyst().get("/benchmark/alle/dm-aarskontrol?vent=1").body())
                .contains("Med spredningen mellem 7 praksis.");
    }

    /** Those without a value are the ones with few patients: without them the middle would be another one. */
    @ParameterizedTest
    @CsvSource({"4, 0", "7, 1"})
    void ofFewPracticesOrOfThoseWithManyPatientsAloneThereIsNoSpreadAndThePageSaysSo(int known, int withheld) {
        site.pass(Duration.ofMinutes(16));
        queries.reset();
        practices(known, withheld);
        Browser analyst = analyst();
        assertThat(analyst.post(PUBLISH, Map.of()).statusCode()).isEqualTo(303);
        assertThat(analyst.get("/benchmark/alle/dm-aarskontrol?vent=1").body())
                .contains("Uden spredning mellem praksis");
        own(5, 60, 30);
        assertThat(report()).contains("70,0 % 80,0 % vises ikke");
    }

    /** The rest is published all the same: an analyst who may not count by practice still publishes the region's number. */
    @Test
    void whatIsRefusedByPracticeDoesNotStopTheRest() {
        site.pass(Duration.ofMinutes(16));
        queries.reset();
        queries.silent("GROUP BY g.ydernr", "cpr");
        assertThat(analyst().post(PUBLISH, Map.of()).statusCode()).isEqualTo(303);
        own(5, 60, 30);
        assertThat(report()).contains("70,0 % 80,0 % vises ikke");
    }

    private Browser analyst() {
        answers();
        return site.browser().signedIn("analytiker");
    }

    @Test
    void aMunicipalityOfFewerThanFivePracticesIsNotShown() {
        own(4, 60, 30);
        assertThat(report()).contains("80,0 %").doesNotContain("Randers", "70,0 %");
    }

    @Test
    void aGroupThatIsNearlyThePracticeItselfIsNotShown() {
        own(5, 86, 43);
        assertThat(report()).contains("Randers", "vises ikke 80,0 %").doesNotContain("70,0 %");
    }

    @Test
    void whatIsTakenBackIsGone() {
        released();
        Browser analyst = site.browser().signedIn("analytiker");
        assertThat(analyst.get("/benchmark/alle/dm-aarskontrol?vent=1").body())
                .contains("Udgivet 23.11.2026", "Udgiv igen");
        assertThat(analyst.post("/benchmark/alle/dm-aarskontrol/tilbage", Map.of())
                        .statusCode())
                .isEqualTo(303);
        own(5, 60, 30);
        assertThat(report())
                .contains("Regionen har ikke udgivet tal om sygdommen.")
                .doesNotContain("80,0 %");
        assertThat(site.acts()).contains("analytiker figure.publish", "analytiker figure.withdraw");
    }

    @ParameterizedTest
    @CsvSource({
        "planlaegger-730, dm-aarskontrol",
        "planlaegger-6620, dm-aarskontrol",
        "laege-099001, dm-aarskontrol",
        // No report of practices shows it.
        "analytiker, akutte-indlaeggelser-dsr"
    })
    void onlyTheRegionsAnalystPublishesAndOnlyWhatPracticesReportOn(String user, String indicator) {
        released();
        Browser browser = site.browser().signedIn(user);
        assertThat(browser.post("/benchmark/alle/" + indicator + "/udgiv", Map.of())
                        .statusCode())
                .isEqualTo(403);
    }
}
