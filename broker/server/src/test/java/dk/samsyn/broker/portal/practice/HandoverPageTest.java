package dk.samsyn.broker.portal.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandoverPageTest {
    private static final String DOCTOR = "laege-099001";
    private static final String SECRETARY = "sekretaer-099001";
    private static final String FRONT = "/praksis/population/dm";

    private final CannedQueries queries = new CannedQueries();
    private final PortalFixture site = new PortalFixture(queries);
    private final Browser doctor = site.browser().signedIn(DOCTOR);
    private final Browser secretary = site.browser().signedIn(SECRETARY);
    private String search;

    @BeforeEach
    void save() {
        queries.on("FROM borger", Canned.of("pid, cpr, navn, koen, alder, fundne"));
        Search women = new Search(
                List.of(new Search.Group(false, List.of(new Search.Criterion("KOEN", Map.of("koen", "K"))))));
        doctor.post("/praksis/soeg/gem", Map.of("navn", "Kvinder", "soegning", women.json()));
        search = first("kohorte=([0-9a-f-]{36})", doctor.get("/praksis/soeg").body());
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private static String first(String pattern, String page) {
        Matcher found = Pattern.compile(pattern).matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private int hand(Browser sender, String receiver, String note) {
        return sender.post("/praksis/overdrag", Map.of("kohorte", search, "til", receiver, "note", note))
                .statusCode();
    }

    private static String handed(Browser reader) {
        String page = reader.get(FRONT).body();
        int from = page.indexOf("h-overdraget");
        return from < 0 ? "" : page.substring(from, page.indexOf("</section>", from));
    }

    private static void press(Browser user, String list, String button) {
        String id = first("name=\"id\" value=\"([0-9a-f-]{36})\"", list);
        user.post("/praksis/overdraget", Map.of("id", id, "g", button));
    }

    @Test
    void aListIsHandedToAColleagueWhoRunsItWithOwnRightsAndIsDoneWithIt() {
        assertThat(secretary.get("/praksis/soeg?kohorte=" + search).statusCode())
                .isEqualTo(400);
        assertThat(doctor.get("/praksis/overdrag?kohorte=" + search).body())
                .contains("Giv videre: Kvinder", "Søgningen bliver delt i praksis", "value=\"" + SECRETARY + "\"")
                .doesNotContain("value=\"" + DOCTOR + "\"", "laege-099002", "dataejer-099001");
        assertThat(hand(doctor, SECRETARY, "Ring til dem <i dag>")).isEqualTo(303);
        assertThat(handed(secretary))
                .contains("?kohorte=" + search, "fra laege-099001 til dig", "23.11.2026", "Ring til dem &lt;i dag&gt;")
                .contains("Markér som udført");
        assertThat(handed(doctor)).contains("fra dig til sekretaer-099001", "ikke udført endnu");
        queries.asked.clear();
        secretary.get("/praksis/soeg?kohorte=" + search);
        assertThat(queries.asked.get(0).sql()).contains("b.koen = ?");
        site.pass(Duration.ofMinutes(5));
        press(secretary, handed(secretary), "udfoert");
        assertThat(handed(secretary)).contains("Udført 23.11.2026").doesNotContain("Markér som udført");
        assertThat(handed(doctor)).contains("Udført 23.11.2026").doesNotContain("Tag tilbage");
        site.pass(Duration.ofDays(31));
        assertThat(handed(site.browser().signedIn(DOCTOR))).isEmpty();
    }

    @Test
    void theRecallListIsHandedOnAsWell() {
        doctor.post("/praksis/overdrag", Map.of("til", SECRETARY, "note", ""));
        assertThat(handed(secretary)).contains("href=\"/praksis/indkaldelse\"").doesNotContain("<q>");
    }

    @Test
    void onlyTheReceiverIsDoneAndOnlyTheSenderTakesBack() {
        hand(doctor, SECRETARY, "");
        String list = handed(secretary);
        press(doctor, list, "udfoert");
        press(secretary, list, "fortryd");
        assertThat(handed(secretary)).contains("Markér som udført");
        press(doctor, list, "fortryd");
        assertThat(handed(secretary)).isEmpty();
    }

    @Test
    void withTheSearchesSharingTheColleaguesLineGoes() {
        hand(doctor, SECRETARY, "");
        doctor.post("/praksis/soeg/gemt", Map.of("id", search, "g", "behold"));
        assertThat(handed(secretary)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"laege-099002", "laege-099001", "dataejer-099001", "ingen"})
    void onlyColleaguesOfTheSamePracticeAreHandedAnything(String receiver) {
        assertThat(hand(doctor, receiver, "")).isEqualTo(400);
        assertThat(handed(site.browser().signedIn("laege-099002"))).isEmpty();
    }

    @Test
    void aSearchThatOneMayNotUseIsNotHandedOnAndANoteIsShort() {
        assertThat(hand(secretary, DOCTOR, "")).isEqualTo(400);
        assertThat(hand(doctor, SECRETARY, "x".repeat(201))).isEqualTo(400);
    }
}
