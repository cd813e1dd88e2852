package dk.samsyn.broker.portal.analyst;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import dk.samsyn.broker.portal.Sheet;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlPageTest {
    private static final CannedQueries QUERIES = new CannedQueries();
    private static PortalFixture site;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        site = new PortalFixture(QUERIES);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @BeforeEach
    void prepare() {
        QUERIES.reset();
        QUERIES.sees("borger", "koen")
                .on("EXPLAIN", Canned.of("plan", new Object[] {"ask cpr:"}))
                .on("FROM borger", Canned.of("koen, n", new Object[] {"<K>", new BigDecimal("3324.5")}, new Object[] {
                    "=1+1", null
                }));
    }

    private static Map<String, String> form(String what) {
        return Map.of("sql", "SELECT koen, n FROM borger", "g", what);
    }

    @Test
    void anAnswerIsShownAsItIsAndTheStatementIsRemembered() {
        Browser analyst = site.browser().signedIn("analytiker");
        String page = analyst.post("/sql/koer", form("koer")).body();
        assertThat(page)
                .contains("&lt;K&gt;", "3324,5", ">NULL<", "2 rækker", "EPJ", "koen")
                .doesNotContain("<K>");
        assertThat(analyst.get("/sql").body()).contains("SELECT koen, n FROM borger</code>");
        assertThat(site.browser().signedIn("analytiker-2").get("/sql").body()).doesNotContain("SELECT koen, n");
    }

    @Test
    void aSourceThatWasLeftOutIsCalledByItsName() {
        QUERIES.reset();
        QUERIES.partly("FROM borger", "labka", Canned.of("koen, n", new Object[] {"K", 1}));
        assertThat(site.browser()
                        .signedIn("analytiker")
                        .post("/sql/koer", form("koer"))
                        .body())
                .contains("SAM-N03", "LABKA II svarede ikke")
                .doesNotContain("Kilden labka");
    }

    @Test
    void thePlanIsAskedForAndNotTheAnswer() {
        assertThat(site.browser()
                        .signedIn("analytiker")
                        .post("/sql/koer", form("plan"))
                        .body())
                .contains("ask cpr:");
        assertThat(QUERIES.asked).extracting(q -> q.sql()).containsExactly("EXPLAIN SELECT koen, n FROM borger");
    }

    @Test
    void aRefusalIsToldWithItsCode() {
        assertThat(site.browser()
                        .signedIn("analytiker")
                        .post("/sql/koer", Map.of("sql", "SELECT 1", "g", "koer"))
                        .body())
                .contains("Forespørgslen gav intet svar", "Et navn i sætningen findes ikke", "SAM-2");
    }

    @Test
    void aFileHasTheSameRowsAndNoFormulas() throws IOException {
        Browser analyst = site.browser().signedIn("analytiker");
        assertThat(analyst.post("/sql/fil", form("csv")).body()).contains("koen;n\r\n<K>;3324,5\r\n'=1+1;\r\n");
        byte[] book = Sheet.of(
                List.of("dato", "tal"),
                List.<Object[]>of(
                        new Object[] {LocalDate.of(2026, 11, 23), new BigDecimal("0.5")},
                        new Object[] {"=1+1<", null}));
        assertThat(part(book, "xl/worksheets/sheet1.xml"))
                .contains("<v>46349", "<v>0.5</v>")
                .doesNotContain("<f>");
        assertThat(part(book, "xl/sharedStrings.xml")).contains("=1+1&lt;", ">dato<");
    }

    @Test
    void aSharedStatementIsForTheOrganisationAndOnlyItsOwnerDeletesIt() {
        Browser analyst = site.browser().signedIn("analytiker");
        analyst.post("/sql/gem", Map.of("sql", "SELECT 7", "navn", "Syv", "del", "1"));
        Browser colleague = site.browser().signedIn("analytiker-2");
        String page = colleague.get("/sql").body();
        assertThat(page).contains(">Syv<");
        String id = page.replaceAll("(?s).*/sql\\?id=([0-9a-f-]+)\">Syv.*", "$1");
        colleague.post("/sql/slet", Map.of("id", id));
        assertThat(analyst.get("/sql").body()).contains(">Syv<");
        assertThat(site.browser().signedIn("planlaegger-730").get("/sql").body())
                .doesNotContain(">Syv<");
        analyst.post("/sql/slet", Map.of("id", id));
        assertThat(colleague.get("/sql").body()).doesNotContain(">Syv<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"behandling", "eget_indblik", "nonsens"})
    void aPurposeThatIsNotTheUsersIsRefused(String purpose) {
        assertThat(site.browser()
                        .signedIn("analytiker")
                        .post("/sql/koer", Map.of("sql", "SELECT 1 FROM borger", "formaal", purpose))
                        .statusCode())
                .isEqualTo(400);
        assertThat(QUERIES.asked).isEmpty();
    }

    private String part(byte[] zipped, String name) throws IOException {
        Path file = Files.write(folder.resolve("svar.xlsx"), zipped);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
