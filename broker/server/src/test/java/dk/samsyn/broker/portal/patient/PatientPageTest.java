package dk.samsyn.broker.portal.patient;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.portal.CannedQueries;
import dk.samsyn.broker.portal.CannedQueries.Canned;
import dk.samsyn.broker.portal.PortalFixture;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One patient with a source that is silent: whether a question fails or its answer has a gap, nothing is said not to be there. */
class PatientPageTest {
    private static final String MEDICINE =
            "atc, laegemiddel_navn, styrke_tekst, dosistekst, start_dato, slut_dato, pauseret, ordineret_af_org, hidden_flag";
    private static final String DIAGNOSES =
            "begreb, kode_oprindelig, kodesystem, diagnosetype, stillet_dato, afkraeftet, org_id, kilde, kilde_id, kvalitet";
    private static final String CONTROLS = "sygdom, kontrol_dato, kontrol_sted_type, org_id, tid_praecision";
    private static final String VACCINES = "vaccine_navn, given_dato, givet_sted_type";
    private static final String CARE = "kommunekode, fsiii_begreb, paragraf, status, start_dato, slut_dato";

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
        for (String table : List.of(
                "borger",
                "diagnose_effektiv",
                "laboratoriesvar",
                "maaling",
                "medicin_ordination",
                "vaccination",
                "kommunal_indsats",
                "senest_kontrol",
                "foelges_hos")) {
            queries.sees(table, "pid");
        }
    }

    /** The rest of the page: nothing anywhere, but that the patient has diabetes without a known control. */
    private static void rest() {
        queries.on("FROM medicin_ordination", Canned.of(MEDICINE))
                .on("FROM diagnose_effektiv", Canned.of(DIAGNOSES))
                .on("FROM laboratoriesvar", Canned.of("begreb, vaerdi_num, operator, enhed, tid, sted, kilde"))
                .on("FROM maaling", Canned.of("begreb, vaerdi_num, operator, enhed, tid, sted, kilde"))
                .on("FROM vaccination", Canned.of(VACCINES))
                .on("FROM kommunal_indsats", Canned.of(CARE))
                .on("FROM senest_kontrol", Canned.of(CONTROLS))
                .on("FROM foelges_hos", Canned.of("sygdom, foelges_hos", new Object[] {"DM", "ingen"}))
                .on("FROM organisation", Canned.of("org_id, navn"))
                .on("FROM borger", Canned.of("cpr, navn, koen, alder, foedselsdato", new Object[] {
                    "0101501234", "Aage Hansen", "M", 76, LocalDate.of(1950, 1, 1)
                }));
    }

    private static String page() {
        return site.browser()
                .signedIn("laege-099001")
                .get("/praksis/borger/p1")
                .body()
                .replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            medicin_ordination | fmk   | Fælles Medicinkort | Ingen på FMK
            diagnose_effektiv  | epj   | EPJ                | Diagnoser</h2> <p class="none">Ingen
            vaccination        | ddv   | ddv                | Vaccinationer</h2> <p class="none">Ingen
            kommunal_indsats   | nexus | nexus              | Kommunale indsatser</h2> <p class="none">Ingen
            senest_kontrol     | epj   | EPJ                | Aldrig set
            foelges_hos        | epj   | EPJ                | Ingen af de fire kroniske sygdomme
            """)
    void whatASilentSourceKnowsIsUnknownAndNotNothing(String table, String source, String name, String lie) {
        rest();
        if (!table.equals("foelges_hos")) {
            assertThat(page()).contains(lie);
        }
        String named = "<span class=\"unknown\">Ukendt</span> " + name + " svarede ikke";
        prepare();
        queries.silent("FROM " + table, source);
        rest();
        assertThat(page()).contains(named).doesNotContain(lie);
        prepare();
        queries.partly("FROM " + table, source, Canned.of("stillet_dato, start_dato, given_dato, sygdom"));
        rest();
        assertThat(page()).contains(named).doesNotContain(lie);
    }

    @ParameterizedTest
    @CsvSource({"vaccination, ddv", "kommunal_indsats, nexus"})
    void whatTheOtherSourcesKnowIsShownAndThatThereMayBeMore(String table, String source) {
        LocalDate day = LocalDate.of(2026, 3, 2);
        queries.partly(
                "FROM " + table,
                source,
                table.equals("vaccination")
                        ? Canned.of(VACCINES, new Object[] {"Influvac", day, "apotek"})
                        : Canned.of(CARE, new Object[] {730, "INFLUVAC", "SUL138", "aktiv", day, null}));
        rest();
        assertThat(page()).containsIgnoringCase("Influvac").contains("Der kan være mere: " + source + " svarede ikke");
    }
}
