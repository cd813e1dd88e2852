package dk.samsyn.broker.portal.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.IndicatorFiles;
import dk.samsyn.broker.config.RegionFiles;
import dk.samsyn.broker.config.TilesFile;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What planners see of released numbers: the same as their statements give, compared only where that is allowed. */
class BenchmarkPagesTest {
    private static final CannedQueries QUERIES = new CannedQueries();
    private static final String FILE = "/benchmark/alle/dm-aarskontrol/fil";
    private static final String ONE = "/benchmark/alle/dm-aarskontrol?vent=1";
    private static final int[] CODES = {615, 657, 661, 665, 730, 751};
    private static PortalFixture site;

    @BeforeAll
    static void start() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        Path conf = root().resolve("conf");
        List<Indicator> all = IndicatorFiles.read(conf.resolve("indicators"), problems);
        site = new PortalFixture(
                QUERIES,
                new BenchmarkPages.Content(
                        all.stream()
                                .filter(i -> List.of("dm-aarskontrol", "genindlaeggelse-30d")
                                        .contains(i.id()))
                                .toList(),
                        List.of(),
                        TilesFile.read(conf.resolve("tiles.yaml"), problems),
                        RegionFiles.read(conf.resolve("regions"), all, true, problems)));
        problems.throwIfAny();
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void prepare() {
        QUERIES.reset();
        // Nothing is kept from the test before.
        site.pass(Duration.ofHours(1));
        policies(2);
        QUERIES.on(
                        "kommune_reference",
                        Canned.of("kommunekode, navn", new Object[] {615, "Horsens"}, new Object[] {730, "Randers"}))
                .on("'alle'", Canned.of("gruppe, naevner, taeller", new Object[] {"alle", 600L, 480L}));
    }

    private static void policies(int version) {
        QUERIES.on("samsyn.policies", Canned.of("id, version", new Object[] {"region-kun-aggregeret", version}));
    }

    /** So many municipalities of 100; in the first one fewer have the control than chance explains, one is withheld. */
    private static void municipalities(int units) {
        Object[][] rows = IntStream.range(0, units)
                .mapToObj(i -> new Object[] {CODES[i], 100L, i == 0 ? (Object) 40L : (Object) (80L + i)})
                .toArray(Object[][]::new);
        Object[][] all = java.util.Arrays.copyOf(rows, units + 1);
        all[units] = new Object[] {779, 9L, null};
        QUERIES.on("b.kommunekode AS gruppe", Canned.of("gruppe, naevner, taeller", all));
    }

    private static Browser analyst() {
        return site.browser().signedIn("analytiker");
    }

    @Test
    void theNumberOfTheStatementIsShownWithItsIntervalAndTarget() {
        municipalities(6);
        String page = analyst().get(ONE).body();
        assertThat(page)
                .contains("80,0 %", "76,6–83,0", "mindst 95 %", "Horsens", "Sådan er det beregnet")
                .contains("SELECT b.kommunekode AS gruppe, COUNT(DISTINCT t.pid)");
    }

    @Test
    void aUnitBeyondChanceIsMarkedAndWhatIsWithheldIsNeverZero() {
        municipalities(6);
        String page = analyst().get(ONE).body();
        assertThat(page)
                .contains("Horsens <span class=\"state state-OVERDUE\">afviger ugunstigt", "caterpillar", "funnel");
        assertThat(page.substring(page.indexOf("<th scope=\"row\">779"))).contains("Tilbageholdt");
        assertThat(page).contains("class=\"tile shade-0\"><span class=\"tile-name\">779");
    }

    /** What an indicator says of itself follows the language of the page; what is asked does not. */
    @Test
    void anIndicatorIsReadInEnglishOnAnEnglishPage() {
        municipalities(6);
        Browser analyst = analyst();
        assertThat(analyst.get(ONE).body())
                .contains("<h1>Andel borgere med diabetes", "Forløbsprogrammet har en årlig kontrol.")
                .doesNotContain("Share of citizens");
        List<String> danish = QUERIES.asked.stream().map(q -> q.sql()).toList();
        QUERIES.asked.clear();
        site.pass(Duration.ofMinutes(16));
        analyst.post("/sprog", Map.of("sprog", "en", "til", "/was"));
        assertThat(analyst.get(ONE).body())
                .contains(
                        "<h1>Share of citizens with diabetes and a control in the last year",
                        "The disease programme has a yearly control.")
                .doesNotContain("Andel borgere", "Forløbsprogrammet");
        assertThat(QUERIES.asked.stream().map(q -> q.sql())).containsAll(danish);
        assertThat(analyst.get("/benchmark/alle?vent=1").body())
                .contains("Share of citizens with diabetes", "Share of admissions")
                .doesNotContain("Andel ");
        assertThat(analyst.get("/benchmark?vent=1").body()).doesNotContain("Andel ");
    }

    /** C4: what other regions have published, with its source and year; the demo's are said to be invented. */
    @Test
    void figuresOfOtherRegionsStandBesideTheNumberWithTheirSource() {
        municipalities(6);
        String page = analyst().get(ONE).body().replaceAll("\\s+", " ");
        assertThat(page)
                .contains("Andre regioner 2025", "Opdigtede tal til demoen", "Kilde: opdigtet til demoen")
                .contains("<strong>80,0 %</strong>")
                .contains("Region A</th><td class=\"num\">87,1 %</td>", "Region B</th><td class=\"num\">82,4 %</td>")
                .doesNotContain("65,2 %");
    }

    /** C19: what a measure has done, for each cluster, beside everybody. */
    @Test
    void aClusterIsShownBeforeAndAfterAMeasureAndOnlyWhatChanceAndNoiseDoNotExplainIsMarked() {
        String columns = "gruppe, naevner, taeller";
        QUERIES.reset();
        policies(2);
        QUERIES.on("'alle'", Canned.of(columns, new Object[] {"alle", 3000L, 600L}))
                .on(
                        "start_tid >= DATE '2024-10-01'",
                        Canned.of(
                                columns,
                                new Object[] {"Horsens", 1000L, 200L},
                                new Object[] {"Randers", 1000L, 200L},
                                new Object[] {"Viborg", 1000L, 200L}))
                .on(
                        "k.klynge AS gruppe",
                        Canned.of(
                                columns,
                                new Object[] {"Horsens", 1000L, 120L},
                                new Object[] {"Randers", 1000L, 185L},
                                new Object[] {"Viborg", 1000L, null}))
                .on("FROM kommune_reference", Canned.of("kommunekode, navn", new Object[] {615, "Horsens"}));
        municipalities(6);
        String page = "/benchmark/alle/genindlaeggelse-30d?vent=1&forloeb=indsats&indsats=";
        Browser analyst = analyst();
        String shown = analyst.get(page + "2025-10-01")
                .body()
                .replaceAll("\\s+", " ")
                .replaceAll(" data-label=\"[^\"]*\"|</?div>", "");
        assertThat(shown)
                .contains("<option value=\"2025-10-01\" selected>01.10.2025", "Har alle ændret sig ligeså")
                .contains(
                        "Horsens</th><td class=\"num\">20,0 % (17,6–22,6)</td><td class=\"num\">12,0 % (10,1–14,2)</td>")
                .contains("<td class=\"num\">−8,0 (−11,2; −4,7)</td><td class=\"num\">faldet</td>")
                .contains("<td class=\"num\">−1,5 (−5,0; +2,0)</td><td class=\"num\">kan være tilfældigt</td>")
                .contains("Viborg</th><td class=\"num\">20,0 % (17,6–22,6)</td><td class=\"num\">Tilbageholdt</td>");
        assertThat(QUERIES.asked)
                .filteredOn(q -> q.sql().contains("k.klynge AS gruppe"))
                .extracting(q -> q.sql()
                        .replaceAll(".*?start_tid >= (DATE '[^']*') AND t?\\.?start_tid < (DATE '[^']*').*", "$1 $2"))
                .containsExactlyInAnyOrder(
                        "DATE '2024-10-01' DATE '2025-10-01'", "DATE '2025-10-01' DATE '2026-10-01'");
        assertThat(analyst.get(page + "2026-01-01").statusCode()).isEqualTo(400);
        assertThat(analyst.get("/benchmark/alle/dm-aarskontrol?vent=1&forloeb=indsats")
                        .statusCode())
                .isEqualTo(400);
        assertThat(site.browser()
                        .signedIn("planlaegger-730")
                        .get(page + "2025-10-01")
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"4, false", "5, true"})
    void unitsAreComparedFromFiveOn(int units, boolean compared) {
        municipalities(units);
        Browser analyst = analyst();
        assertThat(analyst.get(ONE).body().contains("caterpillar")).isEqualTo(compared);
        assertThat(analyst.get(ONE).body().contains("Der sammenlignes først fra 5 enheder"))
                .isEqualTo(!compared);
    }

    @Test
    void theLandingPageHasOnlyWhatNeedsAttentionAndTheTotal() {
        municipalities(6);
        String page = analyst().get("/benchmark?vent=1").body();
        assertThat(page)
                .contains(
                        "af 2 indikatorer kræver opmærksomhed",
                        "Målet er mindst 95 % og nås ikke.",
                        "1 kommune afviger")
                .doesNotContain("genindlæggelser inden 30 dage");
    }

    @ParameterizedTest
    @CsvSource({"/benchmark, 4", "/benchmark/alle, 2", "/benchmark/alle/dm-aarskontrol, 2"})
    void aPageIsShownBeforeAnythingIsAskedAndItsNumbersCome(String path, int answers) {
        municipalities(6);
        Browser analyst = analyst();
        String first = analyst.get(path).body();
        assertThat(first).contains("0 af " + answers + " svar er kommet", "hx-get=\"" + path);
        assertThat(indicatorStatements()).isZero();
        Matcher rest = Pattern.compile("href=\"([^\"]*vent=1)\"").matcher(first);
        assertThat(rest.find()).isTrue();
        assertThat(analyst.get(rest.group(1).replace("&amp;", "&")).body())
                .contains("<h1")
                .doesNotContain("svar er kommet", "SAM-211");
        assertThat(analyst.get(path).body()).doesNotContain("svar er kommet");
    }

    @Test
    void answersAreKeptUntilAPolicyChanges() {
        municipalities(6);
        Browser analyst = analyst();
        analyst.get(ONE);
        long asked = indicatorStatements();
        analyst.get(ONE);
        assertThat(indicatorStatements()).isEqualTo(asked);
        List<dk.samsyn.broker.query.QueryRequest> before = List.copyOf(QUERIES.asked);
        QUERIES.reset();
        policies(3);
        municipalities(6);
        QUERIES.on("kommune_reference", Canned.of("kommunekode, navn"))
                .on("'alle'", Canned.of("gruppe, naevner, taeller", new Object[] {"alle", 600L, 300L}));
        assertThat(analyst.get(ONE).body()).contains("50,0 %");
        assertThat(before).isNotEmpty();
    }

    @Test
    void answersOfOneUserAreNotAnothers() {
        municipalities(6);
        analyst().get(ONE);
        long asked = indicatorStatements();
        site.browser().signedIn("analytiker-2").get(ONE);
        assertThat(indicatorStatements()).isEqualTo(2 * asked);
    }

    @Test
    void aSourceThatIsSilentMakesTheNumberUnknown() {
        QUERIES.reset();
        policies(2);
        QUERIES.on("kommune_reference", Canned.of("kommunekode, navn")).silent("kontrolstatus", "labka");
        assertThat(analyst().get(ONE).body()).contains("Tallet er ukendt").doesNotContain("caterpillar");
    }

    @Test
    void aFileHasTheSameNumbersAndTheReasonOfWhatIsEmpty() {
        municipalities(6);
        assertThat(analyst().get(FILE + "?g=csv&pr=kommune").body())
                .contains("gruppe;taeller;naevner")
                .contains(";Horsens;40;100;0,4;")
                .contains(";779;;9;;;;for få");
        assertThat(analyst().get(FILE + "?g=xlsx&pr=kommune").body()).startsWith("PK");
    }

    @ParameterizedTest
    @CsvSource({
        "laege-099001, /benchmark, 403",
        "planlaegger-730, /benchmark/alle/dm-aarskontrol?pr=kommune, 400",
        "analytiker, /benchmark/alle/findes-ikke, 400",
        "analytiker, /benchmark/alle/dm-aarskontrol?slut=2026-10-02, 400",
        "analytiker, /benchmark/alle/dm-aarskontrol?pr=praksis, 400"
    })
    void whatIsNotOfferedIsRefused(String user, String path, int status) {
        assertThat(site.browser().signedIn(user).get(path).statusCode()).isEqualTo(status);
    }

    private static long indicatorStatements() {
        return QUERIES.asked.stream().filter(q -> q.sql().contains("naevner")).count();
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("conf"))) {
            here = Objects.requireNonNull(here.getParent());
        }
        return here;
    }
}
