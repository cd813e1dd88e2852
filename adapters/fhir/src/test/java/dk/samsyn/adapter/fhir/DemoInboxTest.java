package dk.samsyn.adapter.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.cura.CuraChapter;
import dk.samsyn.region.people.Population;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import dk.samsyn.region.truth.TruthChapter;
import dk.samsyn.spi.DemoRegion;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.testkit.TestScope;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The demo's inbox of the small region, read by the adapter, against the truth. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoInboxTest {
    private static final DemoRegion.Options LILLE = new DemoRegion.Options(
            DemoRegion.Size.LILLE, 1, LocalDate.of(2026, 11, 23), Optional.empty(), Optional.empty());

    private final Population population = new Population(LILLE);
    private final Map<String, Map<String, Row>> truth = new HashMap<>();
    private SourceAdapter adapter;

    @BeforeAll
    void start(@TempDir Path folder) {
        TruthChapter chapter = CuraChapter.truth();
        SourceWriter writer = new CuraChapter().open(new RegionContext(LILLE, population, folder, false));
        population.forEach(citizen -> {
            writer.citizen(citizen);
            CitizenTruth rows = new CitizenTruth(citizen.cpr());
            chapter.citizen(citizen, rows);
            for (String table : List.of("kommunal_tilstand", "kommunal_indsats", "maaling")) {
                rows.rows(table).forEach(row -> truth.computeIfAbsent(table, name -> new HashMap<>())
                        .put(String.valueOf(row.text("kilde_id")), row));
            }
        });
        LiveSource live = writer.finish();
        adapter = new FhirInboxFactory()
                .open(new SourceConfig(
                        new SourceId("cura"),
                        "fhir-inbox",
                        Map.of("inbox", live.settings().getOrDefault("SAMSYN_CURA_INBOX", "")),
                        List.of(),
                        Duration.ofSeconds(20),
                        4,
                        folder));
    }

    @Test
    void conditionsAreThoseOfTheTruth() {
        Map<String, Row> expected = truth.getOrDefault("kommunal_tilstand", Map.of());
        List<Map<String, @Nullable Object>> rows = read("tilstand");
        assertThat(rows).hasSameSizeAs(expected.values());
        for (Map<String, @Nullable Object> row : rows) {
            Row wanted = wanted(expected, row, "tilstand_id");
            assertThat(row.get("fsiii_kode")).isEqualTo(wanted.get("fsiii_kode"));
            assertThat(row.get("art")).isEqualTo(wanted.get("type"));
            assertThat("active".equals(row.get("status"))).isEqualTo("aktiv".equals(wanted.get("status")));
            assertThat(row.get("registreret")).isEqualTo(wanted.get("registreret_dato"));
            assertThat(row.get("afsluttet")).isEqualTo(wanted.get("afsluttet_dato"));
            assertThat(row.get("niveau") == null).isEqualTo(wanted.get("niveau") == null);
        }
    }

    @Test
    void servicesAreThoseOfTheTruth() {
        Map<String, Row> expected = truth.getOrDefault("kommunal_indsats", Map.of());
        List<Map<String, @Nullable Object>> rows = read("indsats");
        assertThat(rows).hasSameSizeAs(expected.values());
        for (Map<String, @Nullable Object> row : rows) {
            Row wanted = wanted(expected, row, "indsats_id");
            assertThat(row.get("fsiii_kode")).isEqualTo(wanted.get("fsiii_kode"));
            assertThat(row.get("paragraf")).isEqualTo(wanted.get("paragraf"));
            assertThat("udfoert".equals(row.get("art"))).isEqualTo("udfoert".equals(wanted.get("status")));
            assertThat("completed".equals(row.get("status")))
                    .isEqualTo(Set.of("udfoert", "afsluttet").contains(String.valueOf(wanted.get("status"))));
            assertThat(row.get("startdato")).isEqualTo(wanted.get("start_dato"));
            assertThat(row.get("slutdato")).isEqualTo(wanted.get("slut_dato"));
            assertThat(row.get("beslutning")).isEqualTo(wanted.get("beslutning"));
        }
    }

    @Test
    void measurementsAreThoseOfTheTruthInTheirOwnUnits() {
        Map<String, Row> expected = truth.getOrDefault("maaling", Map.of());
        List<Map<String, @Nullable Object>> rows = read("observation");
        assertThat(rows).hasSameSizeAs(expected.values());
        for (Map<String, @Nullable Object> row : rows) {
            Row wanted = wanted(expected, row, "observation_id");
            boolean hundredth = Set.of("NPU10197", "NPU03794").contains(String.valueOf(row.get("kode")));
            BigDecimal value = new BigDecimal(String.valueOf(row.get("vaerdi")));
            assertThat(hundredth ? value.movePointRight(2) : value).isEqualByComparingTo(wanted.number("vaerdi_num"));
            assertThat(row.get("kode")).isEqualTo(wanted.get("kode_oprindelig"));
            assertThat(row.get("tid")).isEqualTo(wanted.get("tidspunkt"));
            assertThat("Patient".equals(row.get("maalt_af"))).isEqualTo("borger".equals(wanted.get("maalt_af")));
            assertThat("sundhedspleje".equals(row.get("kategori"))).isEqualTo("kommune".equals(wanted.get("sted")));
        }
    }

    private Row wanted(Map<String, Row> expected, Map<String, @Nullable Object> row, String id) {
        Row wanted = expected.get(String.valueOf(row.get(id)));
        if (wanted == null) {
            throw new AssertionError("the truth has no row " + row.get(id));
        }
        String pid = population
                .citizen(population.indexOf(String.valueOf(row.get("cpr"))).orElseThrow())
                .cpr();
        assertThat(pid).isEqualTo(wanted.get("pid"));
        return wanted;
    }

    private List<Map<String, @Nullable Object>> read(String name) {
        SourceTable table = adapter.tables().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        ScanRequest request = ScanRequest.all(table);
        try (RowCursor cursor = adapter.scan(request, TestScope.unhurried())) {
            while (cursor.next()) {
                Map<String, @Nullable Object> row = new HashMap<>();
                for (int i = 0; i < request.columns().size(); i++) {
                    row.put(request.columns().get(i), cursor.row()[i]);
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
