package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.config.ConditionProof;
import dk.samsyn.broker.config.DeclaredTables;
import dk.samsyn.broker.portal.PortalFixture;
import dk.samsyn.broker.portal.PortalFixture.Browser;
import dk.samsyn.broker.steward.PolicySets;
import dk.samsyn.broker.steward.ReadSet;
import dk.samsyn.broker.steward.SetFiles;
import dk.samsyn.broker.steward.StewardDesk;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stewards' pages in front of a real desk over the demo region: sets, questions, and the log with its filters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StewardPagesTest {
    private static final String FILE = "laege-egne-patienter.policy.yaml";

    /** Longer than any name. */
    private static final String LONG =
            "01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901";

    private OwnDatabase database;
    private PortalFixture site;
    private Browser anne;
    private Browser bo;

    @BeforeAll
    void start() throws IOException {
        Lille lille = Lille.get();
        database = OwnDatabase.open(
                new StoreSettings("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "samsyn", "samsyn"));
        ReadSet shipped = read(SetFiles.of(shipped()));
        PolicySets sets = PolicySets.open(
                database.dataSource(), StewardPagesTest::read, lille.audit, Clock.systemUTC(), () -> shipped);
        QueryService pipeline = new QueryService(lille.federation, lille.services, sets, lille.audit);
        site = new PortalFixture(pipeline, new StewardDesk(sets, pipeline, lille.audit, () -> Lille.TODAY));
        anne = site.browser().signedIn("steward-1");
        bo = site.browser().signedIn("steward-2");
        HttpResponse<String> search =
                site.browser().signedIn("laege-099001").get("/praksis/soeg?0.0.kind=KOEN&0.0.koen=K&g=soeg");
        assertThat(search.body()).contains("patienter opfylder kriterierne");
    }

    @AfterAll
    void stop() {
        site.close();
        database.close();
    }

    private static ReadSet read(SetFiles files) {
        return ReadSet.of(files, DeclaredTables.all(), ConditionProof.NONE);
    }

    /** The shipped policies, and one case: all the others have a test of their own. */
    private static Map<String, String> shipped() throws IOException {
        Path folder = Lille.root().resolve("policies");
        Map<String, String> texts = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(
                            f -> f.toString().endsWith(".yaml") && !f.toString().endsWith(".cases.yaml"))
                    .toList()) {
                texts.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        texts.put("laege.cases.yaml", """
                - name: lægen ser kun egne
                  as: { user: laege-099001, role: praktiserende_laege, ydernr: "099001", purpose: behandling }
                  sql: "SELECT COUNT(*) FROM borger"
                  expect: { count_between: [100, 5000] }
                """);
        return texts;
    }

    @Test
    void aPolicyIsProposedApprovedByAnotherBroughtIntoForceAndTakenBack() throws IOException {
        assertThat(anne.get("/politik").body()).contains("Sæt 1 er i kraft", "laege-egne-patienter v1");
        String text = String.valueOf(shipped().get(FILE));
        Map<String, String> form = new HashMap<>(Map.of("navn", FILE, "g", "indsend", "note", "indsatser ud"));
        form.put("tekst", text.replace("release: identified", "release: noget"));
        assertThat(anne.post("/politik/fil", form).body())
                .contains("skal rettes")
                .contains(FILE);
        form.put(
                "tekst",
                text.replace("version: 1", "version: 2")
                        .replace("status: active", "status: review")
                        .replace("      - sundhed.kommunal_indsats\n", ""));
        HttpResponse<String> submitted = anne.post("/politik/fil", form);
        assertThat(Browser.location(submitted)).isEqualTo("/politik/saet/2");
        String own = anne.get("/politik/saet/2").body();
        assertThat(own).contains("en anden skal godkende det").doesNotContain("value=\"godkend\"");
        HttpResponse<String> alone = anne.post("/politik/saet/2", Map.of("g", "godkend"));
        assertThat(alone.statusCode()).isEqualTo(409);
        assertThat(alone.body()).contains("SAM-70");

        bo.get("/politik/saet/2");
        assertThat(bo.post("/politik/saet/2", Map.of("g", "forskel")).body()).contains("sundhed.kommunal_indsats");
        assertThat(bo.post("/politik/saet/2", Map.of("g", "aktiver")).statusCode())
                .isEqualTo(409);
        bo.post("/politik/saet/2", Map.of("g", "godkend"));
        assertThat(bo.post("/politik/saet/2", Map.of("g", "aktiver")).statusCode())
                .isEqualTo(303);
        assertThat(anne.get("/politik").body()).contains("Sæt 2 er i kraft", "laege-egne-patienter v2");
        anne.post("/politik/rul-tilbage", Map.of());
        assertThat(anne.get("/politik").body()).contains("Sæt 1 er i kraft", "rullet tilbage");
    }

    @Test
    void whyAColumnIsNotShownIsExplainedAndWhoeverIsNoStewardHasNoSuchPage() {
        anne.get("/politik/spoerg");
        assertThat(anne.post(
                                "/politik/spoerg/forklar",
                                Map.of(
                                        "rolle",
                                        "kommunal_planlaegger",
                                        "formaal",
                                        "planlaegning",
                                        "organisation",
                                        "kommune:730",
                                        "hvad",
                                        "borger.cpr"))
                        .body())
                .contains("Findes ikke for rollen", "Kolonnen sundhed.borger.cpr", "kommune-kun-aggregeret");
        Map<String, String> look = Map.of(
                "rolle",
                "praktiserende_laege",
                "formaal",
                "behandling",
                "organisation",
                "praksis:099001",
                "sql",
                "SELECT navn FROM borger");
        assertThat(anne.post("/politik/spoerg/se-som", look).body())
                .contains("af 6400", "kun nogle", "laege-egne-patienter");
        Browser doctor = site.browser().signedIn("laege-099001");
        for (String page : new String[] {"/politik", "/politik/fil", "/politik/spoerg", "/politik/log"}) {
            assertThat(doctor.get(page).statusCode()).as(page).isEqualTo(403);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "hvem=laege-099001, true",
        "hvem=laege-09900, false",
        "organisation=praksis:099001&hvem=laege-099001, true",
        "organisation=praksis:099002&hvem=laege-099001, false",
        "formaal=behandling&hvem=laege-099001, true",
        "formaal=forskning&hvem=laege-099001, false",
        "tabel=sundhed.borger&hvem=laege-099001, true",
        "tabel=sundhed.borge&hvem=laege-099001, false",
        "politik=laege-egne-patienter&hvem=laege-099001, true",
        "politik=laege-egne&hvem=laege-099001, false",
        "person=ingen&hvem=laege-099001, false"
    })
    void aFilterOfTheLogFindsWhatEqualsItAndNothingElse(String filter, boolean found) {
        String page = anne.get("/politik/log?" + filter).body();
        assertThat(page.contains("<th scope=\"row\">laege-099001")).isEqualTo(found);
        assertThat(page.contains("Ingen forespørgsler passer.")).isEqualTo(!found);
    }

    @ParameterizedTest(name = "from {0} to {1} days from today: {2}")
    @CsvSource({"-1, 1, true", "2, 3, false", "-3, -2, false"})
    void theLogIsCutToWholeDays(int from, int to, boolean found) {
        LocalDate today = LocalDate.now(Clock.systemUTC());
        String page = anne.get(
                        "/politik/log?hvem=laege-099001&fra=" + today.plusDays(from) + "&til=" + today.plusDays(to))
                .body();
        assertThat(page.contains("<th scope=\"row\">laege-099001")).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fra=i-gaar", "side=x", "hvem=" + LONG})
    void aFilterThatIsNoneIsRefused(String filter) {
        assertThat(anne.get("/politik/log?" + filter).statusCode()).isEqualTo(400);
    }

    @Test
    void aSearchInTheLogStandsInTheLog() {
        anne.get("/politik/log?hvem=nobody");
        assertThat(anne.get("/politik/log?hvem=steward-1&tabel=samsyn.forespoergsler")
                        .body())
                .contains("<th scope=\"row\">steward-1");
    }
}
