package dk.samsyn.broker.portal.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What citizens read about themselves: who looked, in one line a day, and what blocks and consents say today. */
class CitizenPagesTest {
    private static final CannedQueries QUERIES = new CannedQueries();
    private static final String CITIZEN = "borger-0101501234";
    private static final LocalDateTime SEEN = LocalDateTime.of(2026, 11, 20, 9, 30);
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
    }

    private static Browser citizen() {
        return site.browser().signedIn(CITIZEN);
    }

    private static Object[] look(LocalDateTime seen, String who, String category, String reason) {
        return new Object[] {seen, who, "praktiserende_laege", "praksis:099001", "behandling", category, reason};
    }

    private static void looks(Object[]... rows) {
        QUERIES.on("samsyn.opslag", Canned.of("seen, who, role, organisation, purpose, category, reason", rows));
    }

    @Test
    void whatOneSawOnOneDayIsOneLineWithEveryKindOfData() {
        looks(
                look(SEEN, "laege-1", "diagnose", ""),
                look(SEEN.minusHours(1), "laege-1", "laboratorie", ""),
                look(SEEN.minusDays(1), "laege-1", "diagnose", ""));
        assertThat(citizen().get("/borger/opslag").body())
                .contains("2 opslag", "blodprøver, diagnoser", "20.11.2026", "19.11.2026", "Praksis 099001");
    }

    @Test
    void ownLooksAreShownOnlyWhenAskedFor() {
        looks(look(SEEN, CITIZEN, "diagnose", ""));
        Browser citizen = citizen();
        assertThat(citizen.get("/borger/opslag").body()).contains("Ingen har fået vist oplysninger om dig.");
        assertThat(citizen.get("/borger/opslag?egne=1").body()).contains("Dig selv", "1 opslag");
    }

    @Test
    void breakGlassIsSaidWithItsReasonAndReasonsAreText() {
        looks(look(SEEN, "laege-1", "medicin", "Bevidstløs <b>"));
        assertThat(citizen().get("/borger/opslag").body()).contains("Værdispring", "Bevidstløs &lt;b&gt;");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23,           , true",
        "2026-11-24,           , false",
        "2026-01-01, 2026-11-22, false",
        "2026-01-01, 2026-11-23, true",
        "          ,           , true"
    })
    void aBlockIsInForceFromItsFirstToItsLastDay(LocalDate from, LocalDate to, boolean inForce) {
        QUERIES.on(
                        "FROM samtykke",
                        Canned.of(
                                "retning, modtager_type, modtager_vaerdi, datakategori, gyldig_fra, gyldig_til, kilde",
                                new Object[] {"spaer", "organisation", "099001", "diagnose", from, to, "minspaerring"}))
                .on("FROM organisation", Canned.of("org_id, navn", new Object[] {"099001", "Lægerne Torvet"}));
        String page = citizen().get("/borger/samtykker").body();
        assertThat(page).contains("Spærret", "Lægerne Torvet", "diagnoser");
        assertThat(page.contains("Gælder ikke i dag")).isEqualTo(!inForce);
        assertThat(page.contains("Du har ingen spærringer")).isEqualTo(!inForce);
    }

    @Test
    void aSilentRegisterIsNotNoBlocks() {
        QUERIES.silent("FROM samtykke", "labka").on("FROM organisation", Canned.of("org_id, navn"));
        assertThat(citizen().get("/borger/samtykker").body())
                .contains("LABKA II svarede ikke")
                .doesNotContain("Du har ingen spærringer");
    }
}
