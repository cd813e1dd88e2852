package dk.samsyn.broker.portal.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
}
