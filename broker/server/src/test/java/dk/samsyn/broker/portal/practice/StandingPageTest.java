package dk.samsyn.broker.portal.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingPageTest {
    private static final String BERTA = "0101801234";
    private static final String CARLA = "0202701234";
    private static final String DITTE = "0303601234";
    private static final String EVA = "0404301234";

    private final CannedQueries queries = new CannedQueries();
    private final PortalFixture site = new PortalFixture(queries);
    private Browser doctor;
    private String id;

    @BeforeEach
    void save() {
        found(BERTA, CARLA);
        doctor = site.browser().signedIn("laege-099001");
        Search women = new Search(
                List.of(new Search.Group(false, List.of(new Search.Criterion("KOEN", Map.of("koen", "K"))))));
        doctor.post("/praksis/soeg/gem", Map.of("navn", "Kvinder", "soegning", women.json()));
        Matcher saved = Pattern.compile("kohorte=([0-9a-f-]{36})")
                .matcher(doctor.get("/praksis/soeg").body());
        assertThat(saved.find()).isTrue();
        id = saved.group(1);
        repeat(doctor, "month");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private void found(String... persons) {
        queries.reset();
        queries.on("SELECT b.cpr\n", canned("cpr", persons));
        queries.on("b.koen = ?", named(persons));
        queries.on("b.cpr IN (", named(BERTA, CARLA, DITTE, EVA));
    }

    private static Canned canned(String column, String... persons) {
        return new Canned(
                List.of(column),
                Arrays.stream(persons).map(p -> new Object[] {p}).toList(),
                List.of("epj"));
    }

    private static Canned named(String... persons) {
        return Canned.of(
                "pid, cpr, navn, koen, alder",
                Arrays.stream(persons)
                        .map(p -> new Object[] {"p" + p, p, "Navn " + p.substring(0, 2), "K", 46})
                        .toArray(Object[][]::new));
    }

    private void repeat(Browser user, String every) {
        user.post("/praksis/soeg/gemt", Map.of("id", id, "g", "hver", "hver", every));
    }

    private static String front(Browser user) {
        return user.get("/praksis/lister").body();
    }

    private long made() {
        return queries.asked.stream()
                .filter(asked -> asked.sql().startsWith("SELECT b.cpr\n"))
                .count();
    }

    @ParameterizedTest(name = "{0} after {1} days: made {2} times")
    @CsvSource({"week, 6, 1", "week, 7, 2", "month, 29, 1", "month, 30, 2", "quarter, 91, 1", "quarter, 92, 2"})
    void aListIsMadeAgainWhenItsIntervalHasPassed(String every, int days, int times) {
        repeat(doctor, every);
        front(doctor);
        front(doctor);
        site.pass(Duration.ofDays(days));
        front(site.browser().signedIn("laege-099001"));
        assertThat(made()).isEqualTo(times);
    }

    @Test
    void theFrontPageSaysWhatIsNewAndWhatIsGoneAndTheListSaysWho() {
        assertThat(front(doctor)).contains("Kvinder", "2 patienter, dannet første gang");
        site.pass(Duration.ofDays(31));
        found(CARLA, DITTE);
        doctor = site.browser().signedIn("laege-099001");
        assertThat(front(doctor)).contains("1 nye", "1 væk");
        queries.reset();
        queries.on("b.koen = ?", named(DITTE));
        queries.on("b.cpr IN (", named(BERTA));
        String page = doctor.get("/praksis/lister/" + id).body();
        assertThat(page.substring(page.indexOf("Nye siden sidst"), page.indexOf("Væk siden sidst")))
                .contains("030360-1234")
                .doesNotContain("010180-1234");
        assertThat(page.substring(page.indexOf("Væk siden sidst")))
                .contains("010180-1234")
                .doesNotContain("030360-1234");
        assertThat(queries.asked.get(0).parameters()).containsExactly(DITTE, "K");
        assertThat(queries.asked.get(1).parameters()).containsExactly(BERTA);
    }

    @Test
    void whoIsNewAndNoLongerFoundIsCountedAndNotShown() {
        front(doctor);
        found(BERTA, CARLA, DITTE);
        site.pass(Duration.ofMinutes(5));
        doctor.post("/praksis/lister/" + id, Map.of());
        queries.reset();
        queries.on("b.koen = ?", named());
        assertThat(doctor.get("/praksis/lister/" + id).body())
                .contains("1 hører ikke til længere")
                .doesNotContain("030360-1234");
    }

    @Test
    void whoIsNewComesOntoTheRecallListInOneStepAndTheVulnerableAreHeldOutThere() {
        front(doctor);
        site.pass(Duration.ofMinutes(5));
        found(BERTA, CARLA, DITTE, EVA);
        doctor.post("/praksis/lister/" + id, Map.of());
        queries.reset();
        queries.on("b.koen = ?", named(DITTE, EVA));
        queries.on("i.paragraf IN", canned("cpr", EVA));
        queries.on("WHERE cpr IN", named(BERTA, DITTE, EVA));
        String list = "/praksis/lister/" + id;
        assertThat(Browser.location(doctor.post(list + "/indkald", Map.of()))).isEqualTo(list + "?sat=2");
        assertThat(doctor.get(list + "?sat=2").body()).contains("2 står nu på indkaldelseslisten");
        assertThat(doctor.get("/praksis/indkaldelse").body())
                .contains(">Navn 03<", "fast liste: Kvinder")
                .doesNotContain(">Navn 04<", ">Navn 01<", "Aldrig set");
        assertThat(doctor.get("/praksis/indkaldelse?tilstand=held").body())
                .contains(">Navn 04<", "får pleje i hjemmet");
    }

    @Test
    void aSilentSourceMakesNobodyGone() {
        front(doctor);
        site.pass(Duration.ofDays(31));
        doctor = site.browser().signedIn("laege-099001");
        queries.reset();
        queries.silent("SELECT b.cpr\n", "labka");
        assertThat(front(doctor))
                .contains("Kan ikke dannes nu", "LABKA II svarede ikke")
                .doesNotContain("væk");
        found(BERTA, CARLA);
        assertThat(front(doctor)).contains("ingen nye, ingen væk");
    }

    @Test
    void aColleagueHasAnOwnListOfASharedSearchAndNoOtherPracticeAny() {
        front(doctor);
        Browser secretary = site.browser().signedIn("sekretaer-099001");
        assertThat(front(secretary)).isEmpty();
        doctor.post("/praksis/soeg/gemt", Map.of("id", id, "g", "del"));
        found(BERTA);
        assertThat(front(secretary)).contains("1 patienter, dannet første gang");
        assertThat(secretary.get("/praksis/lister/" + id).body()).doesNotContain("020270-1234");
        assertThat(site.browser()
                        .signedIn("laege-099002")
                        .get("/praksis/lister/" + id)
                        .statusCode())
                .isEqualTo(400);
        doctor.post("/praksis/soeg/gemt", Map.of("id", id, "g", "behold"));
        doctor.post("/praksis/soeg/gemt", Map.of("id", id, "g", "del"));
        found(BERTA, DITTE);
        assertThat(front(secretary)).contains("2 patienter, dannet første gang");
    }

    @Test
    void onlyTheOwnerMakesAListStandingAndWhatNoLongerIsForgetsWhomItFound() {
        doctor.post("/praksis/soeg/gemt", Map.of("id", id, "g", "del"));
        repeat(site.browser().signedIn("sekretaer-099001"), "aldrig");
        assertThat(front(doctor)).contains("2 patienter");
        repeat(doctor, "aldrig");
        assertThat(front(doctor)).isEmpty();
        repeat(doctor, "week");
        found(DITTE);
        assertThat(front(doctor)).contains("1 patienter, dannet første gang");
        doctor.post("/praksis/soeg/gemt", Map.of("id", id, "g", "slet"));
        assertThat(front(doctor)).isEmpty();
    }
}
