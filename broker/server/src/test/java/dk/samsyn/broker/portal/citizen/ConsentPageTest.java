package dk.samsyn.broker.portal.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a citizen sets and takes back; that it acts on queries is OwnBlocksTest's. */
class ConsentPageTest {
    private static final CannedQueries QUERIES = new CannedQueries();
    private static final Pattern ID = Pattern.compile("name=\"id\" value=\"([^\"]+)\"");
    private static PortalFixture site;

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
        QUERIES.on(
                        "FROM samtykke",
                        Canned.of(
                                "retning, modtager_type, modtager_vaerdi, datakategori, gyldig_fra, gyldig_til, kilde"))
                .on("FROM organisation", Canned.of("org_id, navn", new Object[] {"099001", "Lægerne Torvet"}))
                .on("FROM gp_tilknytning", Canned.of("sted", new Object[] {"099001"}))
                .on("FROM kontakt", Canned.of("sted", new Object[] {"6620130"}))
                .on("FROM borger", Canned.of("kommunekode", new Object[] {730}));
    }

    @Test
    void aBlockIsSetListedAndTakenBackByTheCitizenAlone() {
        Browser citizen = site.browser().signedIn("borger-0101501234");
        assertThat(citizen.get("/borger/samtykker").body())
                .contains("Du har ingen spærringer", "Lægerne Torvet", "6620130", "K730", "Alle praksisser");
        HttpResponse<String> set = citizen.post(
                "/borger/samtykker",
                Map.of("retning", "spaer", "modtager", "sektor:almen_praksis", "kategori", "medicin"));
        assertThat(Browser.location(set)).isEqualTo("/borger/samtykker?gemt=sat");
        String page = citizen.get("/borger/samtykker?gemt=sat").body();
        assertThat(page)
                .contains("Spærret", "medicin", "23.11.2026", "Det er gemt")
                .doesNotContain("Gælder ikke i dag");
        Matcher id = ID.matcher(page);
        assertThat(id.find()).isTrue();

        Browser other = site.browser().signedIn("borger-0202505678");
        assertThat(other.get("/borger/samtykker").body()).contains("Du har ingen spærringer");
        other.post("/borger/samtykker/ophaev", Map.of("id", id.group(1)));
        assertThat(citizen.get("/borger/samtykker").body()).contains("Spærret").doesNotContain("Gælder ikke i dag");

        citizen.post("/borger/samtykker/ophaev", Map.of("id", id.group(1)));
        assertThat(citizen.get("/borger/samtykker").body())
                .contains("Du har ingen spærringer", "Gælder ikke i dag", "22.11.2026");
        assertThat(site.acts())
                .as("told before it is done, and nothing of what another tried")
                .containsExactly("borger-0101501234 block.set", "borger-0101501234 block.lift");
    }

    @ParameterizedTest(name = "{0} {1} {2} until {3}")
    @CsvSource({
        "spaer, organisation:999999, medicin, ''",
        "spaer, person:laege-099001, medicin, ''",
        "spaer, sektor:politi, medicin, ''",
        "spaer, sektor:hospital, hemmeligheder, ''",
        "slet, sektor:hospital, medicin, ''",
        "tillad, organisation:K730, alle, ''",
        "tillad, sektor:kommune, medicin, ''",
        "spaer, sektor:hospital, medicin, 2026-11-22",
        "spaer, sektor:hospital, medicin, i morgen"
    })
    void whatCannotHoldIsNotSet(String direction, String receiver, String category, String last) {
        Browser citizen = site.browser().signedIn("borger-0303501234");
        HttpResponse<String> refused = citizen.post(
                "/borger/samtykker",
                Map.of("retning", direction, "modtager", receiver, "kategori", category, "til", last));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(citizen.get("/borger/samtykker").body()).contains("Du har ingen spærringer");
    }

    @Test
    void aConsentIsForOnePlaceAndOneKindOfDataAndMayEnd() {
        Browser citizen = site.browser().signedIn("borger-0404501234");
        citizen.post(
                "/borger/samtykker",
                Map.of(
                        "retning",
                        "tillad",
                        "modtager",
                        "organisation:K730",
                        "kategori",
                        "diagnose",
                        "til",
                        "2026-12-01"));
        assertThat(citizen.get("/borger/samtykker").body()).contains("Tilladt", "diagnoser", "01.12.2026");
    }

    @Test
    void nobodyElseHasThePage() {
        Browser doctor = site.browser().signedIn("laege-099001");
        assertThat(doctor.post(
                                "/borger/samtykker",
                                Map.of("retning", "spaer", "modtager", "sektor:hospital", "kategori", "alle"))
                        .statusCode())
                .isEqualTo(400);
    }
}
