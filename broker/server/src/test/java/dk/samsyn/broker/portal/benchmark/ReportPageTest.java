package dk.samsyn.broker.portal.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.indicator.Report;
import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import dk.samsyn.spi.ErrorCode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports as their readers see them: offered by role, shown as their answers come, each table as a file. */
class ReportPageTest {
    private static final CannedQueries QUERIES = new CannedQueries();
    private static final String ONE = "/benchmark/rapporter/dm?vent=1";
    private static PortalFixture site;

    @BeforeAll
    static void start() {
        Report.Measure citizens = new Report.Measure("borgere", "Borgere", Optional.empty());
        Report.Part places = new Report.Part(
                "Hvor de bor",
                "Efter kommune.",
                "SELECT kommunekode, COUNT(DISTINCT pid) AS borgere FROM sygdomspopulation GROUP BY kommunekode",
                List.of(new Report.Group("kommunekode", "Kommune", Map.of(), true)),
                List.of(citizens),
                false);
        Report.Part visits = new Report.Part(
                "Besøg",
                "I perioden.",
                "SELECT sektor, COUNT(DISTINCT pid) AS borgere FROM kontakt WHERE start_tid >= :start AND start_tid < :end GROUP BY"
                        + " sektor",
                List.of(new Report.Group("sektor", "Sektor", Map.of("hospital", "Hospital"), false)),
                List.of(citizens),
                false);
        site = new PortalFixture(
                QUERIES,
                new BenchmarkPages.Content(
                        List.of(),
                        List.of(
                                report("dm", Set.of("regional_analytiker", "kommunal_planlaegger"), places, visits),
                                report("bolig", Set.of("regional_analytiker"), places)),
                        List.of(),
                        List.of()));
    }

    private static Report report(String id, Set<String> roles, Report.Part... parts) {
        return new Report(
                id,
                1,
                "Rapport " + id,
                "Derfor.",
                roles,
                List.of(parts),
                Optional.of(new Report.English(
                        "Report " + id,
                        "That is why.",
                        Stream.of(parts)
                                .map(part -> new Report.EnglishPart("Table of " + part.statement(), "Read it so."))
                                .toList())),
                "a@x",
                "b@x",
                LocalDate.of(2027, 6, 1));
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
        QUERIES.on("samsyn.policies", Canned.of("id, version", new Object[] {"region-kun-aggregeret", 2}))
                .on("kommune_reference", Canned.of("kommunekode, navn", new Object[] {730, "Randers"}));
    }

    private static void answers() {
        QUERIES.on(
                        "sygdomspopulation",
                        Canned.of("kommunekode, borgere", new Object[] {730, 139L}, new Object[] {751, null}))
                .on("FROM kontakt", Canned.of("sektor, borgere", new Object[] {"hospital", 40L}));
    }

    private static Browser analyst() {
        return site.browser().signedIn("analytiker");
    }

    @ParameterizedTest
    @CsvSource({"analytiker, true", "planlaegger-730, false"})
    void reportsAreOfferedToTheirRoles(String user, boolean both) {
        String page = site.browser().signedIn(user).get("/benchmark/rapporter").body();
        assertThat(page).contains("/benchmark/rapporter/dm");
        assertThat(page.contains("/benchmark/rapporter/bolig")).isEqualTo(both);
    }

    @Test
    void aReportIsShownAtOnceAndItsTablesCome() {
        answers();
        Browser analyst = analyst();
        assertThat(analyst.get("/benchmark/rapporter/dm").body())
                .contains("0 af 2 svar er kommet", "Hentes …", "Hvor de bor")
                .doesNotContain("139");
        assertThat(analyst.get(ONE).body())
                .contains("Randers", "139", "Hospital", "Sådan er det beregnet", "LABKA II")
                .doesNotContain("svar er kommet", "Hentes …");
    }

    /** What a report says of itself follows the language of the page; what is asked does not. */
    @Test
    void aReportIsReadInEnglishOnAnEnglishPage() {
        answers();
        Browser analyst = analyst();
        assertThat(analyst.get(ONE).body())
                .contains("Rapport dm", "Derfor.", "Hvor de bor")
                .doesNotContain("Report dm");
        List<String> danish = QUERIES.asked.stream().map(q -> q.sql()).toList();
        QUERIES.asked.clear();
        site.pass(Duration.ofMinutes(16));
        analyst.post("/sprog", Map.of("sprog", "en", "til", "/was"));
        assertThat(analyst.get("/benchmark/rapporter").body()).contains("Report dm", "That is why.");
        assertThat(analyst.get(ONE).body())
                .contains("<h1>Report dm</h1>", "That is why.", "Table of SELECT", "Read it so.", "139")
                .doesNotContain("Rapport dm", "Derfor.", "Hvor de bor");
        assertThat(QUERIES.asked.stream().map(q -> q.sql())).containsAll(danish);
    }

    @Test
    void theStatementIsAboutThePeriodThatIsChosen() {
        answers();
        assertThat(analyst().get(ONE + "&slut=2026-07-01").body())
                .contains("start_tid &gt;= DATE &#39;2025-07-01&#39; AND start_tid &lt; DATE &#39;2026-07-01&#39;")
                .contains("01.07.2025", "30.06.2026");
    }

    @Test
    void whatIsWithheldIsNeverZero() {
        answers();
        String page = analyst().get(ONE).body();
        assertThat(page.substring(page.indexOf("<th scope=\"row\">751"))).contains("Tilbageholdt");
    }

    @Test
    void aTableThatIsRefusedSaysWhyAndTheOthersStand() {
        QUERIES.refuses("sygdomspopulation", ErrorCode.NOT_PLANNABLE, "not for you");
        answers();
        assertThat(analyst().get(ONE).body()).contains("Tallene er ukendte", "not for you", "Hospital");
    }

    @Test
    void aTableIsAFileOfTheSameNumbers() {
        answers();
        Browser analyst = analyst();
        assertThat(analyst.get("/benchmark/rapporter/dm/fil?g=csv&tabel=1").body())
                .contains("Kommune;Borgere\r\n751;\r\nRanders;139\r\n");
        assertThat(analyst.get("/benchmark/rapporter/dm/fil?g=xlsx&tabel=2").body())
                .startsWith("PK");
    }

    @ParameterizedTest
    @CsvSource({
        "laege-099001, /benchmark/rapporter, 403",
        "planlaegger-730, /benchmark/rapporter/bolig, 400",
        "planlaegger-730, /benchmark/rapporter/bolig/fil?g=csv&tabel=1, 400",
        "analytiker, /benchmark/rapporter/dm?slut=2026-10-02, 400",
        "analytiker, /benchmark/rapporter/dm/fil?g=csv&tabel=3, 400",
        "analytiker, /benchmark/rapporter/dm/fil?g=pdf&tabel=1, 400"
    })
    void whatIsNotOfferedIsRefused(String user, String path, int status) {
        answers();
        assertThat(site.browser().signedIn(user).get(path).statusCode()).isEqualTo(status);
    }
}
