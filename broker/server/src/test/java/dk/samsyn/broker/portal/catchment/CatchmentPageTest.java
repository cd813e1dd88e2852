package dk.samsyn.broker.portal.catchment;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.query.QueryRequest;
import dk.samsyn.spi.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts over a hospital's catchment area, and what of them is withheld. */
class CatchmentPageTest {
    private static final String PAGE = "/hospital/optaelling";
    private static final String NICHE = PAGE + "?omraade=optageomraade&diagnose=CF&diagnose2=DM";

    private final CannedQueries queries = new CannedQueries();
    private final PortalFixture site = new PortalFixture(queries);

    @AfterEach
    void stop() {
        site.close();
    }

    @BeforeEach
    void prepare() {
        queries.on("SELECT kommunekode, navn, klynge FROM kommune_reference", places())
                .on("FROM organisation", Canned.of("klynge", new Object[] {"Aarhus"}));
    }

    private static Canned places() {
        return Canned.of(
                "kommunekode, navn, klynge",
                new Object[][] {{751, "Aarhus", "Aarhus"}, {741, "Samsø", "Aarhus"}, {730, "Randers", "Randers"}});
    }

    private void counts(String all) {
        queries.on("GROUP BY t.kommunekode", Canned.of("gruppe, antal", new Object[] {751, 18L}))
                .on("GROUP BY t.koen", Canned.of("gruppe, antal", new Object[] {"K", 11L}, new Object[] {"M", 7L}))
                .on("GROUP BY t.alder", Canned.of("gruppe, antal", new Object[] {20, 9L}, new Object[] {95, 6L}))
                .on(
                        "'alle'",
                        all.isEmpty()
                                ? Canned.of("gruppe, antal")
                                : Canned.of("gruppe, antal", new Object[] {"alle", Long.valueOf(all)}));
    }

    private String page(String user, String path) {
        // Without the tags, so that a number stands beside its name.
        return site.browser()
                .signedIn(user)
                .get(path)
                .body()
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
    }

    @Test
    void aNicheCohortIsCountedByPlaceSexAndAgeAndWhatIsWithheldIsNoZero() {
        counts("1234");
        assertThat(page("planlaegger-6620", NICHE))
                .contains(
                        "Cystisk fibrose, også diabetes, alle typer, bor i klynge Aarhus",
                        "Omkring 1.234 borgere",
                        "Samsø vises ikke Aarhus 18",
                        "Kvinder 11 Mænd 7",
                        "20–24 år 9 95 år og derover 6",
                        "De andre aldersgrupper er tomme eller for små")
                .doesNotContain("Randers", "0–4 år");
        List<QueryRequest> counts =
                queries.asked.stream().filter(q -> q.sql().contains("COUNT")).toList();
        assertThat(counts).hasSize(4).allSatisfy(count -> {
            assertThat(count.sql())
                    .contains(
                            "t.pid IN (SELECT pid FROM diagnose_effektiv WHERE begreb = 'CF'",
                            "begreb IN ('DM1', 'DM2', 'DM_ANDEN')",
                            "t.status = '01'");
            assertThat(count.parameters()).containsExactly("Aarhus");
        });
    }

    @Test
    void aCohortThatIsTooSmallIsNotShownAndTheReasonIsNamed() {
        counts("");
        assertThat(page("planlaegger-6620", NICHE))
                .contains("Vises ikke Gruppen er tom eller for lille.", "regel R10")
                .doesNotContain("Omkring");
    }

    @Test
    void theRegionIsEverybodyWithAgesAndCriteriaAsChosen() {
        counts("40");
        assertThat(page(
                        "planlaegger-6620",
                        PAGE + "?omraade=region&diagnose=&koen=K&fra=40&til=70&maaling=BMI_30&svar=HBA1C_53"))
                .contains(
                        "Kvinder, 40–69 år, HbA1c 53 mmol/mol eller højere, BMI 30 eller højere, bor i regionen",
                        "Randers vises ikke");
        QueryRequest count = queries.asked.get(queries.asked.size() - 1);
        assertThat(count.sql())
                .contains("SELECT pid FROM bmi_seneste WHERE bmi >= 30")
                .doesNotContain("klynge");
        assertThat(count.parameters()).containsExactly("K", 40, 70);
    }

    @Test
    void whatReleaseControlRefusesIsSaidWithItsRule() {
        queries.refuses("COUNT", ErrorCode.BUDGET_RULE, "R23: for mange spørgsmål / R23: too many questions");
        assertThat(page("planlaegger-6620", NICHE))
                .contains("Gruppen kan ikke tælles: SAM-623 R23: for mange spørgsmål")
                .doesNotContain("too many", "vises ikke", "kilder svarede");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "planlaegger-6620, ?omraade=jylland, 400",
        "planlaegger-6620, ?omraade=region&diagnose=PPILLE, 400",
        "planlaegger-6620, ?omraade=region&diagnose2=PPILLE, 400",
        "planlaegger-6620, ?omraade=region&svar=HBA1C_54, 400",
        "planlaegger-6620, ?omraade=region&fra=43, 400",
        "planlaegger-6620, '', 200",
        // Who treats patients counts nobody here: the statements would be about those.
        "hospitalslaege-6620, ?omraade=region&diagnose=CF, 403",
        "kvalitet-6620, ?omraade=region&diagnose=CF, 403"
    })
    void onlyWhatTheFormOffersIsCountedAndOnlyForPlanning(String user, String query, int status) {
        counts("40");
        assertThat(site.browser().signedIn(user).get(PAGE + query).statusCode()).isEqualTo(status);
        assertThat(queries.asked).noneMatch(request -> request.sql().contains("COUNT"));
    }
}
