package dk.samsyn.broker.portal.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.query.QueryRequest;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentinel's faults on the list of a practice, each shown to be gone. */
class PopulationPageTest {
    private static final String LIST =
            "pid, cpr, navn, koen, alder, kontrol_dato, kontrol_sted_type, org_id, tid_praecision, i_alt, aldrig, forfaldne, fundne";
    private static final String VALUES = "pid, begreb, vaerdi_num, operator, enhed, tid, org, kilde";

    /** The list with its values. */
    private static final String WHOLE = "/praksis/population/dm?vent=1";

    private static CannedQueries queries;
    private static PortalFixture site;
    private PortalFixture.@Nullable Browser doctor;

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
        queries.sees("medicin_ordination", "laegemiddel_navn");
    }

    private String page(String user) {
        doctor = site.browser().signedIn(user);
        return doctor.get(WHOLE).body().replaceAll("\\s+", " ");
    }

    private static void whole() {
        queries.on(
                "LEFT JOIN senest_kontrol",
                Canned.of(
                        LIST,
                        row("p1", "0101501234", "Aage <b>Å</b>", null, null, null),
                        row("p2", "0202501234", "Berta Ås", LocalDate.of(2025, 1, 6), "6620010", "uge")));
    }

    private static @Nullable Object[] row(
            String pid,
            String cpr,
            String name,
            @Nullable LocalDate control,
            @Nullable String place,
            @Nullable String precision) {
        return new @Nullable Object[] {pid, cpr, name, "K", 76, control, "hospital", place, precision, 40, 1, 1, 2};
    }

    private static void values() {
        queries.on("FROM seneste_vaerdi", Canned.of(VALUES, new Object[] {
                    "p1",
                    "HBA1C",
                    new BigDecimal("78.5000"),
                    "=",
                    "mmol/mol",
                    LocalDateTime.of(2026, 10, 1, 9, 0),
                    "6620010",
                    "labka"
                }))
                .on(
                        "FROM seneste_maaling",
                        Canned.of(
                                VALUES,
                                new Object[] {
                                    "p1",
                                    "BT_SYS",
                                    135,
                                    "=",
                                    "mmHg",
                                    LocalDateTime.of(2026, 10, 2, 9, 0),
                                    "hjemme",
                                    "nexus"
                                },
                                new Object[] {
                                    "p1",
                                    "BT_DIA",
                                    80,
                                    "=",
                                    "mmHg",
                                    LocalDateTime.of(2026, 10, 2, 9, 0),
                                    "hjemme",
                                    "nexus"
                                }))
                .on("FROM foelges_hos", Canned.of("pid, foelges_hos", new Object[] {"p1", "hospital"}))
                .on(
                        "FROM medicin_ordination",
                        Canned.of(
                                "pid, atc, middel, ordineret_af_org, hidden_flag",
                                new Object[] {"p1", "A10BA02", "Metformin", "6620010", false}))
                .on("FROM organisation", Canned.of("org_id, navn", new Object[] {"6620010", "Akutafdeling, Aarhus"}));
    }

    @Test
    void neverSeenIsShownAndAValueHasItsDateAndPlace() {
        whole();
        values();
        String page = page("laege-099001");
        assertThat(page)
                .contains("Aldrig set", "010150-1234", "Forfalden", "uge fra 06.01.2025", "Akutafdeling, Aarhus");
        assertThat(page).contains("78,5", "01.10.2026", "135/80", "02.10.2026", "Metformin", "Hospital");
        assertThat(page).contains("2 af 2 kilder svarede");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "almen_praksis, Praksis, false",
        "hospital, Hospital, false",
        "begge, Begge steder, true",
        "ingen, Ingen steder, false"
    })
    void whereAPatientIsFollowedIsSaidAndDoubleControlIsMarked(String where, String words, boolean marked) {
        whole();
        queries.on("FROM foelges_hos", Canned.of("pid, foelges_hos", new Object[] {"p1", where}));
        values();
        String page = page("laege-099001");
        assertThat(page).contains("data-label=\"Følges\"><div>" + words);
        assertThat(page.contains("dobbelt kontrol?")).isEqualTo(marked);
    }

    @Test
    void aNameIsTextAndNothingElse() {
        whole();
        values();
        assertThat(page("laege-099001")).contains("Aage &lt;b&gt;Å&lt;/b&gt;").doesNotContain("<b>Å");
    }

    @Test
    void aSilentMedicineCardIsUnknownAndNeverNoMedicine() {
        whole();
        queries.silent("FROM medicin_ordination", "fmk");
        values();
        String page = page("laege-099001");
        assertThat(page)
                .contains("2 af 3 kilder svarede", "Fælles Medicinkort svarede ikke")
                .doesNotContain("Ingen på FMK");
    }

    @ParameterizedTest
    @CsvSource({
        "FROM medicin_ordination, fmk, Fælles Medicinkort, Ingen på FMK",
        "FROM seneste_vaerdi, labka, LABKA II, <li>HbA1c</li>",
        "FROM foelges_hos, epj, EPJ, '<td data-label=\"Følges\"><div><span class=\"none\">'"
    })
    void whatAnAnswerLeftOutIsUnknownAndNeverNothing(String piece, String source, String name, String lie) {
        whole();
        queries.partly(piece, source, Canned.of(VALUES + ", middel, atc, hidden_flag, ordineret_af_org, foelges_hos"));
        values();
        String page = page("laege-099001");
        assertThat(page)
                .contains(name + " svarede ikke", "<span class=\"unknown\"")
                .doesNotContain(lie);
    }

    @Test
    void aListOfWhoLacksAControlIsNotMadeOfAPartOfTheControls() {
        queries.partly("LEFT JOIN senest_kontrol", "epj", Canned.of(LIST))
                .on("kilde NOT IN ('epj')", Canned.of(LIST, row("p1", "0101501234", "Aage", null, null, null)));
        values();
        assertThat(page("laege-099001"))
                .contains("EPJ svarede ikke", "Aage", "state-UNKNOWN")
                .doesNotContain("Ingen patienter mangler kontrol", "Aldrig set");
    }

    @Test
    void aSilentLaboratoryLeavesTheOtherColumnsStanding() {
        whole();
        queries.silent("FROM seneste_vaerdi", "labka");
        values();
        String page = page("laege-099001");
        assertThat(page).contains("LABKA II svarede ikke", "Metformin", "135/80");
        assertThat(page).doesNotContain("<li>HbA1c</li>");
    }

    @Test
    void withoutASourceOfControlsTheListStandsAndNobodyIsCalledNeverSeen() {
        queries.silent("LEFT JOIN senest_kontrol", "epj")
                .on("kilde NOT IN ('epj')", Canned.of(LIST, row("p1", "0101501234", "Aage", null, null, null)));
        values();
        String page = page("laege-099001");
        assertThat(page)
                .contains("EPJ svarede ikke", "Aage", "state-UNKNOWN")
                .doesNotContain("Aldrig set", "Årskontrol");
    }

    /** The eleventh of Sentinel's faults: what one looked at was yesterday's. */
    @Test
    void whatASourceWritesStandsOnThePageAtTheNextLook() {
        whole();
        values();
        assertThat(page("laege-099001")).contains("78,5");
        queries.reset();
        whole();
        queries.on("FROM seneste_vaerdi", Canned.of(VALUES, new Object[] {
            "p1",
            "HBA1C",
            new BigDecimal("61"),
            "=",
            "mmol/mol",
            LocalDateTime.of(2026, 11, 23, 9, 0),
            "099001",
            "labka"
        }));
        values();
        assertThat(Objects.requireNonNull(doctor).get(WHOLE).body())
                .contains(">61<", "23.11.2026")
                .doesNotContain("78,5");
    }

    /** A5: whoever was controlled leaves with a new appointment; the list says who did not. */
    @Test
    void whoWasControlledAndHasNoNewAppointmentStandsOnAListUntilOneIsWrittenDown() {
        String unbooked = "/praksis/population/dm?vis=unbooked";
        whole();
        queries.on("SELECT cpr FROM borger WHERE pid = ?", Canned.of("cpr", new Object[] {"0202501234"}));
        values();
        PortalFixture.Browser secretary = site.browser().signedIn("sekretaer-099001");
        assertThat(asked(secretary, unbooked).sql())
                .contains("x.kontrol_dato >= CURRENT_DATE - INTERVAL '365' DAY")
                .doesNotContain("x.cpr NOT IN");
        assertThat(book(secretary, "2026-11-22").statusCode()).isEqualTo(400);
        assertThat(book(secretary, "2027-05-03").statusCode()).isEqualTo(303);
        PortalFixture.Browser other = site.browser().signedIn("laege-099002");
        assertThat(asked(other, unbooked).parameters()).isEmpty();
        PortalFixture.Browser own = site.browser().signedIn("laege-099001");
        assertThat(asked(own, unbooked))
                .satisfies(q -> assertThat(q.sql()).contains("x.cpr NOT IN (?)"))
                .satisfies(q -> assertThat(q.parameters()).containsExactly("0202501234"));
        assertThat(asked(own, "/praksis/population/dm?vis=all").parameters()).isEmpty();
        assertThat(own.get("/praksis/population/dm?vis=all").body()).contains("ny tid 03.05.2027");
        assertThat(other.get("/praksis/population/dm?vis=all").body()).doesNotContain("ny tid 0");
        book(secretary, "");
        assertThat(asked(own, unbooked).parameters()).isEmpty();
    }

    private static HttpResponse<String> book(PortalFixture.Browser browser, String day) {
        return browser.post("/praksis/borger/p2/tid", Map.of("dag", day));
    }

    private static QueryRequest asked(PortalFixture.Browser browser, String address) {
        queries.asked.clear();
        browser.get(address);
        return listed();
    }

    @Test
    void aSecretaryIsAskedNoMedicineText() {
        queries.reset();
        whole();
        values();
        page("sekretaer-099001");
        assertThat(queries.asked).noneMatch(request -> request.sql().contains("laegemiddel_navn"));
    }

    /** What is asked one citizen at a time takes longer than the list: the page comes for it when the list stands there. */
    @Test
    void theListIsShownBeforeItsValuesAndIsNotAskedForAgain() {
        whole();
        values();
        PortalFixture.Browser own = site.browser().signedIn("laege-099001");
        String first = own.get("/praksis/population/dm").body().replaceAll("\\s+", " ");
        assertThat(first)
                .contains("Aldrig set", "Akutafdeling, Aarhus", "Værdier og medicin hentes", "2 af 2 kilder svarede")
                .doesNotContain("78,5", "Metformin", "Ingen på FMK", "class=\"none\"", "<li>HbA1c</li>");
        assertThat(queries.asked).hasSize(2).noneMatch(asked -> asked.sql().contains("medicin_ordination"));
        String later = own.part(later(first)).body().replaceAll("\\s+", " ");
        assertThat(later)
                .contains("Aldrig set", "Akutafdeling, Aarhus", "78,5", "135/80", "Metformin", "2 af 2 kilder svarede")
                .doesNotContain("<html", "hentes", "hx-get");
        assertThat(lists()).isOne();
    }

    @Test
    void aListIsKeptForNobodyElseAndForHalfAMinuteOnly() {
        whole();
        values();
        PortalFixture.Browser own = site.browser().signedIn("laege-099001");
        String later = later(own.get("/praksis/population/dm").body());
        assertThat(site.browser().signedIn("laege-099002").part(later).body()).contains("Metformin");
        assertThat(lists()).isEqualTo(2);
        site.pass(Duration.ofSeconds(31));
        assertThat(own.part(later).body()).contains("Aldrig set", "Metformin");
        assertThat(lists()).isEqualTo(3);
    }

    private static String later(String page) {
        Matcher address =
                Pattern.compile("hx-get=\"(/praksis/population/dm[^\"]*)\"").matcher(page);
        assertThat(address.find()).isTrue();
        return address.group(1).replace("&amp;", "&");
    }

    private static long lists() {
        return queries.asked.stream().filter(PopulationPageTest::isList).count();
    }

    private static QueryRequest listed() {
        return queries.asked.stream()
                .filter(PopulationPageTest::isList)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isList(QueryRequest asked) {
        return asked.sql().contains("LEFT JOIN senest_kontrol");
    }

    @Test
    void onlyOnePageIsAskedForAndAboutThosePatientsOnly() {
        whole();
        values();
        page("laege-099001");
        assertThat(listed().sql()).contains("FETCH NEXT 25 ROWS ONLY", "NULLS FIRST");
        assertThat(queries.asked)
                .filteredOn(request -> request.sql().contains("FROM seneste_vaerdi"))
                .singleElement()
                .satisfies(request -> assertThat(request.parameters()).containsExactly("p1", "p2"));
    }
}
