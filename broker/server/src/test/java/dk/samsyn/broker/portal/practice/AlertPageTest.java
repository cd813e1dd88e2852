package dk.samsyn.broker.portal.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertPageTest {
    private static final String PAGE = "/praksis/paamindelser";
    private static final LocalDateTime FIRST = LocalDateTime.of(2026, 11, 1, 9, 0);

    private final CannedQueries queries = new CannedQueries();
    private final PortalFixture site = new PortalFixture(queries);

    @AfterEach
    void stop() {
        site.close();
    }

    @BeforeEach
    void prepare() {
        value(FIRST);
    }

    private void value(LocalDateTime time) {
        queries.reset();
        queries.on("SELECT b.cpr, a.tidspunkt", Canned.of("cpr, tidspunkt", new Object[] {"0101501234", time}))
                .on(
                        "FROM graense_alarm",
                        Canned.of("pid, cpr, navn, alder, regel, vaerdi_num, tidspunkt, i_alt", new Object[] {
                            "p1", "0101501234", "Aage", 76, "HBA1C_75", new BigDecimal("81.0"), time, 1
                        }));
    }

    private static void handle(Browser browser, String what) {
        browser.post(PAGE, Map.of("pid", "p1", "regel", "HBA1C_75", "g", what));
    }

    @Test
    void aSeenValueIsQuietForThePracticeUntilThereIsANewerOne() {
        Browser doctor = site.browser().signedIn("laege-099001");
        Browser secretary = site.browser().signedIn("sekretaer-099001");
        assertThat(doctor.get(PAGE).body()).contains(">Aage<", "81", "01.11.2026");
        handle(doctor, "set");
        assertThat(secretary.get(PAGE).body()).doesNotContain(">Aage<").contains("1 er set");
        value(FIRST.plusDays(30));
        assertThat(secretary.get(PAGE).body()).contains(">Aage<", "01.12.2026", ">Ny<");
    }

    /** Less is enough at home: the line names the limit that the value is beyond, never a higher one. */
    @ParameterizedTest
    @CsvSource({
        "96.0, 'Diastolisk blodtryk 95 mmHg eller højere, målt hjemme', 'Diastolic blood pressure 95 mmHg or higher, measured at home'",
        "100.0, Diastolisk blodtryk 100 mmHg eller højere, Diastolic blood pressure 100 mmHg or higher"
    })
    void aPressureTakenAtHomeIsNamedWithTheLimitForTheHome(BigDecimal value, String danish, String english) {
        queries.reset();
        queries.on(
                "FROM graense_alarm",
                Canned.of(
                        "pid, cpr, navn, alder, regel, vaerdi_num, tidspunkt, i_alt",
                        new Object[] {"p1", "0101501234", "Aage", 76, "BT_100", value, FIRST, 1}));
        Browser doctor = site.browser().signedIn("laege-099001");
        assertThat(limit(doctor)).isEqualTo(danish);
        doctor.post("/sprog", Map.of("sprog", "en", "til", PAGE));
        assertThat(limit(doctor)).isEqualTo(english);
    }

    private static String limit(Browser browser) {
        String row = browser.get(PAGE).body().split("<tbody>", -1)[1];
        return row.split("<div>|</div>", -1)[1].replaceAll("\\s+", " ").strip();
    }

    @Test
    void aMutedRuleIsQuietWhateverComes() {
        Browser doctor = site.browser().signedIn("laege-099001");
        doctor.get(PAGE);
        handle(doctor, "daemp");
        value(FIRST.plusDays(20));
        assertThat(doctor.get(PAGE).body()).doesNotContain(">Aage<");
    }

    @Test
    void anotherPracticeHasItsOwnList() {
        Browser doctor = site.browser().signedIn("laege-099001");
        doctor.get(PAGE);
        handle(doctor, "set");
        assertThat(site.browser().signedIn("laege-099002").get(PAGE).body()).contains(">Aage<");
    }

    @Test
    void aSilentSourceIsNoQuietDay() {
        queries.reset();
        queries.silent("FROM graense_alarm", "labka");
        assertThat(site.browser().signedIn("laege-099001").get(PAGE).body())
                .contains("LABKA II svarede ikke")
                .doesNotContain("Ingen værdier over grænsen");
        queries.reset();
        queries.partly("FROM graense_alarm", "labka", Canned.of("pid, cpr, navn, alder, regel, i_alt"));
        assertThat(site.browser().signedIn("laege-099001").get(PAGE).body())
                .contains("LABKA II svarede ikke", "Her kan mangle")
                .doesNotContain("Ingen værdier over grænsen");
    }

    /** On every page, with a number and no names, until the reminders have been looked at (A24). */
    @Test
    void whatHasCrossedALimitSinceTheLastLookIsToldOnOtherPagesAndAskedOnceInAWhile() {
        Browser doctor = site.browser().signedIn("laege-099001");
        assertThat(doctor.get("/praksis/rettelser").body()).contains("hx-get=\"/praksis/nyt?");
        queries.reset();
        queries.on("SELECT COUNT(*) AS antal", Canned.of("antal", new Object[] {3}));
        assertThat(doctor.get("/praksis/nyt?side=%2Fpraksis%2Fsoeg").body())
                .contains("hx-get=\"/praksis/nyt?spoerg=1\"")
                .doesNotContain("siden du sidst så");
        assertThat(queries.asked).isEmpty();
        assertThat(news(doctor))
                .contains("3 værdier over eller under en grænse, siden du sidst så", "news-late", "Luk");
        assertThat(doctor.get("/praksis/nyt?side=%2Fpraksis%2Fsoeg").body())
                .contains("3 værdier")
                .doesNotContain("spoerg", "news-late");
        assertThat(queries.asked).singleElement().satisfies(q -> assertThat(q.sql())
                .contains("TIMESTAMP '2026-10-23 00:00:00'")
                .doesNotContain("navn"));
        for (int i = 0; i < 5; i++) {
            site.pass(Duration.ofMinutes(15));
            doctor.get("/was");
        }
        news(doctor);
        assertThat(queries.asked).hasSize(2);
        value(FIRST);
        assertThat(doctor.get(PAGE).body()).doesNotContain("/praksis/nyt");
        queries.reset();
        queries.on("SELECT COUNT(*) AS antal", Canned.of("antal", new Object[] {0}));
        assertThat(news(doctor)).doesNotContain("siden du sidst så");
        assertThat(queries.asked).singleElement().satisfies(q -> assertThat(q.sql())
                .contains("TIMESTAMP '2026-11-23 "));
    }

    @Test
    void whatAColleagueHasDealtWithIsNotToldAgainAndASilentSourceIsUnknown() {
        Browser doctor = site.browser().signedIn("laege-099001");
        Browser secretary = site.browser().signedIn("sekretaer-099001");
        doctor.get(PAGE);
        handle(doctor, "set");
        queries.reset();
        queries.on("SELECT COUNT(*) AS antal", Canned.of("antal", new Object[] {1}));
        assertThat(news(secretary)).doesNotContain("siden du sidst så");
        queries.reset();
        queries.silent("SELECT COUNT(*) AS antal", "labka");
        assertThat(news(site.browser().signedIn("laege-099002")))
                .contains("Ukendt", "LABKA II svarede ikke")
                .doesNotContain("siden du sidst så");
    }

    private static String news(Browser browser) {
        return browser.get("/praksis/nyt?spoerg=1").body();
    }

    @Test
    void anOwnLimitTakesTheGuidelinesPlaceForThePracticeUntilTheFieldIsEmptied() {
        Browser doctor = site.browser().signedIn("laege-099001");
        doctor.get(PAGE);
        doctor.post(PAGE + "/graenser", Map.of("HBA1C_75", "64", "BT_160", "150,5", "EGFR_60", "60"));
        queries.asked.clear();
        assertThat(site.browser().signedIn("sekretaer-099001").get(PAGE).body())
                .contains("HbA1c 64 mmol/mol eller højere", "Systolisk blodtryk 150,5 mmHg eller højere")
                .doesNotContain("HbA1c 75");
        assertThat(queries.asked).singleElement().satisfies(asked -> {
            assertThat(asked.sql())
                    .contains("regel IN ('EGFR_60', 'UACR_30', 'BT_100', 'FEV1_50', 'MRC_3', 'CAT_10')")
                    .contains("'HBA1C_75' AS regel", "COALESCE(operator, '=') <> '<'", "sted = 'hjemme'");
            assertThat(asked.parameters())
                    .containsExactly(new BigDecimal("64.00"), new BigDecimal("150.50"), new BigDecimal("145.50"));
        });
        queries.asked.clear();
        site.browser().signedIn("laege-099002").get(PAGE);
        doctor.post(PAGE + "/graenser", Map.of());
        assertThat(doctor.get(PAGE).body()).contains("HbA1c 75 mmol/mol eller højere");
        assertThat(queries.asked).allMatch(asked -> asked.parameters().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul", "-1", "0", "1000", "1'; --"})
    void whatIsNoLimitIsRefused(String limit) {
        Browser doctor = site.browser().signedIn("laege-099001");
        doctor.get(PAGE);
        assertThat(doctor.post(PAGE + "/graenser", Map.of("HBA1C_75", limit)).statusCode())
                .isEqualTo(400);
    }
}
