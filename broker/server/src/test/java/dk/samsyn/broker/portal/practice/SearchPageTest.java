package dk.samsyn.broker.portal.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchPageTest {
    private static final String WOMEN = "0.0.kind=KOEN&0.0.koen=K";
    private static final String PILL = "1.0.kind=MEDICIN&1.0.gruppe=PPILLE";

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
    void prepare() {
        queries.reset();
        queries.on("ORDER BY b.navn", Canned.of("pid, cpr, navn, koen, alder, fundne", new Object[] {
            "p1", "0101801234", "=Berta; \"B\"", "K", 46, 1
        }));
        queries.on("COUNT(*) AS antal", Canned.of("antal", new Object[] {7}));
    }

    private static Browser doctor() {
        return site.browser().signedIn("laege-099001");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            add:KOEN     | 0.0.kind=ALDER&0.0.fra=36                          | name="1.0.kind" value="KOEN"
            or:0         | 0.0.kind=ALDER&0.0.fra=36                          | name="0.1.kind" value="ALDER"
            del:0:0      | 0.0.kind=ALDER&0.0.fra=36&1.0.kind=KOEN&1.0.koen=M | name="0.0.kind" value="KOEN"
            """)
    void aButtonAddsAnAlternativeOrTakesAway(String action, String fields, String expected) {
        assertThat(doctor().get("/praksis/soeg?" + fields + "&g=" + action).body())
                .contains(expected);
        assertThat(queries.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, Ukendt", "1, Mindst 1 patienter"})
    void withASourceLeftOutTheFoundAreAtLeastThoseAndNobodyFoundIsUnknown(int found, String said) {
        queries.reset();
        String columns = "pid, cpr, navn, koen, alder, fundne";
        queries.partly(
                "ORDER BY b.navn",
                "labka",
                found == 0
                        ? Canned.of(columns)
                        : Canned.of(columns, new Object[] {"p1", "0101801234", "Berta", "K", 46, 1}));
        assertThat(doctor().get("/praksis/soeg?" + PILL.replace("1.0", "0.0") + "&g=soeg")
                        .body())
                .contains(said, "LABKA II svarede ikke")
                .doesNotContain("Ingen patienter opfylder", "1 patient opfylder");
    }

    /** The eleventh of Sentinel's faults: a search was fixed. Here each press is another search, asked at once and of the sources. */
    @Test
    void aSearchIsChangedByOnePressAndAskedAnew() {
        Browser doctor = doctor();
        doctor.get("/praksis/soeg?0.0.kind=KOEN&0.0.koen=K&g=soeg");
        doctor.get("/praksis/soeg?0.0.kind=KOEN&0.0.koen=K&1.0.kind=ALDER&1.0.fra=36&1.0.til=&g=soeg");
        doctor.get("/praksis/soeg?0.0.kind=KOEN&0.0.koen=K&g=soeg");
        assertThat(queries.asked.stream().map(q -> q.parameters()))
                .containsExactly(List.of("K"), List.of("K", new BigDecimal("36")), List.of("K"));
    }

    @Test
    void medicineIsAskedLastAndEveryValueIsBound() {
        doctor().get("/praksis/soeg?" + PILL.replace("1.0", "0.0") + "&1.0.kind=ALDER&1.0.fra=36&1.0.til=&g=soeg");
        String sql = queries.asked.get(0).sql();
        assertThat(sql.indexOf("b.alder >= ?")).isPositive().isLessThan(sql.indexOf("medicin_ordination"));
        assertThat(queries.asked.get(0).parameters())
                .startsWith(new BigDecimal("36"), "G03AA07")
                .contains("G03AB%", "G03HB01")
                .doesNotContain("G03AA13", "G03AA%");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            G03AA07        | atc = ?    | G03AA07
            g03ab*         | atc LIKE ? | G03AB%
            G03            | atc LIKE ? | G03%
            """)
    void aDrugIsASingleCodeOrAGroup(String written, String sql, String value) {
        doctor().get("/praksis/soeg?0.0.kind=MEDICIN&0.0.gruppe=PPILLE&0.0.atc=" + written + "&g=soeg");
        assertThat(queries.asked.get(0).sql()).contains(sql);
        assertThat(queries.asked.get(0).parameters()).contains(value);
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.kind=KOEN&0.0.koen=X",
        "0.0.kind=ALDER&0.0.fra=abc",
        "0.0.kind=MEDICIN&0.0.gruppe=ANDET",
        "0.0.kind=MEDICIN&0.0.gruppe=PPILLE&0.0.atc=G03%27",
        "0.0.kind=KOHORTE&0.0.id=findes-ikke",
        "0.0.kind=VACCINATION&0.0.atc=J07%25&0.0.periode=altid",
        "0.0.kind=KONTAKT&0.0.sted=tandlaege&0.0.form=alle",
        "klar=findes-ikke"
    })
    void whatThePageDoesNotOfferIsRefused(String fields) {
        assertThat(doctor().get("/praksis/soeg?" + fields + "&g=soeg").statusCode())
                .isEqualTo(400);
        assertThat(queries.asked).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            kind=VACCINATION&0.0.atc=J07BB&0.0.periode=altid                    | (vaccine_kode LIKE ?)
            kind=VACCINATION&0.0.atc=J07BB&0.0.periode=saeson                   | (vaccine_kode LIKE ? AND given_dato >= FLOOR(
            kind=VACCINATION&0.0.atc=J07BB&0.0.periode=altid&0.0.mdr=18         | given_dato >= CURRENT_DATE - INTERVAL '18' MONTH
            kind=VACCINATION&0.0.atc=J07BB&0.0.periode=altid&0.0.fra=2026-10-01 | given_dato >= ?
            kind=KONTAKT&0.0.sted=alle&0.0.form=alle&0.0.mdr=6                  | FROM kontakt WHERE ((start_tid >= CAST(CURRENT_DATE - INTERVAL '6' MONTH AS TIMESTAMP)
            kind=KONTAKT&0.0.sted=alle&0.0.form=alle                            | INTERVAL '12' MONTH
            kind=KONTAKT&0.0.sted=hospital&0.0.form=indlaeggelse&0.0.mdr=6      | (sektor = ? AND kontaktform = ? AND
            """)
    void vaccinationsAndContactsHaveATimeAndNoPlaceUnlessOneIsChosen(String fields, String sql) {
        doctor().get("/praksis/soeg?0.not=1&0.0." + fields + "&g=soeg");
        assertThat(queries.asked.get(0).sql()).contains("NOT (b.pid IN (", sql);
    }

    @Test
    void aReadySearchIsFilledInAndAsksNothingBeforeItIsSent() {
        Browser doctor = doctor();
        Matcher ready = Pattern.compile("\\?klar=([a-z0-9-]+)")
                .matcher(doctor.get("/praksis/soeg").body());
        int offered = 0;
        while (ready.find()) {
            offered++;
            assertThat(doctor.get("/praksis/soeg?klar=" + ready.group(1)).body())
                    .contains("name=\"1.0.kind\"")
                    .doesNotContain("opfylder kriterierne");
        }
        assertThat(offered).isGreaterThanOrEqualTo(7);
        assertThat(queries.asked).isEmpty();
        String page = doctor.get("/praksis/soeg?klar=dm-hba1c").body();
        assertThat(page).contains("name=\"1.0.fra\" value=\"59\"", "<option value=\"HBA1C\" selected>");
    }

    @Test
    void orAndNotAreWrittenAsTheyAreRead() {
        doctor().get("/praksis/soeg?0.not=1&0.0.kind=KOEN&0.0.koen=K&0.1.kind=ALDER&0.1.fra=90&g=soeg");
        assertThat(queries.asked.get(0).sql()).contains("NOT ((b.koen = ? OR (b.alder >= ?)))");
    }

    @Test
    void alternativesThatAreSetsOfPatientsAreOneSet() {
        String smokes = "0.0.kind=RYGNING&0.0.status=ryger";
        doctor().get("/praksis/soeg?" + smokes + "&0.1.kind=DIAGNOSE&0.1.begreb=HT&g=soeg");
        doctor().get("/praksis/soeg?" + smokes + "&0.1.kind=KONTROL&0.1.sygdom=HT&g=soeg");
        doctor().get("/praksis/soeg?" + smokes + "&" + PILL.replace("1.0", "0.1") + "&g=soeg");
        assertThat(queries.asked.get(0).sql())
                .containsPattern(
                        "b\\.pid IN \\(SELECT pid FROM seneste_livsstil .* UNION ALL SELECT pid FROM diagnose_effektiv"
                                + " WHERE \\(begreb = \\? AND NOT COALESCE\\(afkraeftet, FALSE\\)\\)\\)\\s+ORDER");
        assertThat(queries.asked.get(1).sql()).contains(" OR b.pid NOT IN (").doesNotContain("UNION");
        assertThat(queries.asked.get(2).sql()).contains(" OR b.pid IN (").doesNotContain("UNION");
    }

    @Test
    void theFunnelCountsCriterionByCriterion() {
        String page = doctor().get("/praksis/soeg/tragt?" + WOMEN + "&" + PILL).body();
        assertThat(page).contains("Tilmeldte patienter", "Køn: Kvinde", "Medicin: Kombinerede p-piller");
        assertThat(queries.asked).hasSize(3);
    }

    @Test
    void whatTheListHasFoundIsTheFunnelsLastStepAndNotAskedAgain() {
        Browser doctor = doctor();
        Matcher funnel = Pattern.compile("hx-get=\"(/praksis/soeg/tragt[^\"]+)\"")
                .matcher(doctor.get("/praksis/soeg?" + WOMEN + "&" + PILL + "&g=soeg")
                        .body());
        assertThat(funnel.find()).isTrue();
        queries.asked.clear();
        assertThat(doctor.get(funnel.group(1).replace("&amp;", "&")).body())
                .containsPattern("Medicin: Kombinerede p-piller</span><span class=\"funnel-count\">1<");
        assertThat(queries.asked).hasSize(2).noneMatch(q -> q.sql().contains("medicin_ordination"));
    }

    /** What a browser has left is not counted to its end: its connection is closed, or the page has asked for something else. */
    @Test
    void aFunnelThatNobodyWaitsForIsCancelled() throws InterruptedException {
        queries.reset();
        queries.holds("COUNT(*) AS antal");
        CompletableFuture<?> funnel = doctor().begin("/praksis/soeg/tragt?" + WOMEN + "&" + PILL);
        until(() -> !queries.asked.isEmpty());
        funnel.cancel(true);
        until(() -> !queries.cancelled.isEmpty());
        assertThat(queries.cancelled).containsExactly(queries.asked.get(0).sql());
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 600 && !holds.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    @Test
    void aSilentSourceGivesNoListAndNoNumber() {
        queries.reset();
        queries.silent("ORDER BY b.navn", "fmk").silent("COUNT(*) AS antal", "fmk");
        Browser doctor = doctor();
        String page =
                doctor.get("/praksis/soeg?" + WOMEN + "&" + PILL + "&g=soeg").body();
        assertThat(page)
                .contains("Søgningen kan ikke besvares nu", "Fælles Medicinkort")
                .doesNotContain("0 patienter");
        assertThat(doctor.get("/praksis/soeg/tragt?" + PILL).body())
                .contains("ukendt")
                .doesNotContain(">0<");
    }

    @Test
    void aSavedSearchIsTheOwnersUntilItIsSharedAndThenThePractices() {
        Browser doctor = doctor();
        HttpResponse<String> saved = doctor.post(
                "/praksis/soeg/gem", Map.of("navn", "Kvinder", "soegning", new Search(List.of(women())).json()));
        assertThat(saved.statusCode()).isEqualTo(303);
        String id = id(doctor.get("/praksis/soeg").body());
        Browser secretary = site.browser().signedIn("sekretaer-099001");
        Browser other = site.browser().signedIn("laege-099002");
        assertThat(secretary.get("/praksis/soeg?kohorte=" + id).statusCode()).isEqualTo(400);
        doctor.post("/praksis/soeg/gemt", Map.of("id", id, "g", "del"));
        assertThat(secretary.get("/praksis/soeg?kohorte=" + id).statusCode()).isEqualTo(200);
        assertThat(other.get("/praksis/soeg?kohorte=" + id).statusCode()).isEqualTo(400);
        secretary.post("/praksis/soeg/gemt", Map.of("id", id, "g", "slet"));
        queries.asked.clear();
        secretary.get("/praksis/soeg?0.not=1&0.0.kind=KOHORTE&0.0.id=" + id + "&g=soeg");
        assertThat(queries.asked.get(0).sql()).contains("NOT ((b.koen = ?))");
    }

    @Test
    void aFileForASpreadsheetHoldsNoFormula() {
        String csv = doctor().get("/praksis/soeg/csv?" + WOMEN).body();
        assertThat(csv).contains("010180-1234;\"'=Berta; \"\"B\"\"\";K;46\r\n");
    }

    private static Search.Group women() {
        return new Search.Group(false, List.of(new Search.Criterion("KOEN", Map.of("koen", "K"))));
    }

    private static String id(String page) {
        Matcher found = Pattern.compile("kohorte=([0-9a-f-]{36})").matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
