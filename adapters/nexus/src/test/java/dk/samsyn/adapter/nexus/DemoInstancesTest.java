package dk.samsyn.adapter.nexus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.nexus.NexusChapter;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Population;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import dk.samsyn.region.truth.TruthChapter;
import dk.samsyn.spi.Condition;
import dk.samsyn.spi.DemoRegion;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.testkit.TestScope;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The demo's instances of the small region, read by the adapter, against the truth. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoInstancesTest {
    private static final DemoRegion.Options LILLE = new DemoRegion.Options(
            DemoRegion.Size.LILLE, 1, LocalDate.of(2026, 11, 23), Optional.empty(), Optional.empty());

    private final Population population = new Population(LILLE);
    private final Map<String, Map<String, Row>> truth = new HashMap<>();
    private LiveSource live;
    private SourceAdapter adapter;

    @BeforeAll
    void start(@TempDir Path folder) {
        TruthChapter chapter = NexusChapter.truth();
        SourceWriter writer = new NexusChapter(Duration.ZERO).open(new RegionContext(LILLE, population, folder, false));
        // A third of the citizens, and all with two numbers; the same for both.
        for (int i = 0; i < population.size(); i++) {
            Citizen citizen = population.citizen(i);
            if (i % 3 != 0 && citizen.numbers().size() == 1) {
                continue;
            }
            writer.citizen(citizen);
            CitizenTruth rows = new CitizenTruth(citizen.cpr());
            chapter.citizen(citizen, rows);
            for (String table : List.of("kommunal_tilstand", "kommunal_indsats", "maaling")) {
                rows.rows(table).forEach(row -> truth.computeIfAbsent(table, name -> new HashMap<>())
                        .put(String.valueOf(row.text("kilde_id")), row));
            }
        }
        live = writer.finish();
        adapter = new NexusAdapterFactory()
                .open(new SourceConfig(
                        new SourceId("nexus"),
                        "nexus",
                        Map.of(
                                "token_url", setting("URL"),
                                "client", setting("CLIENT"),
                                "secret", setting("SECRET"),
                                "instances_file", setting("INSTANCES")),
                        List.of(),
                        Duration.ofSeconds(20),
                        16,
                        folder));
    }

    private String setting(String name) {
        return live.settings().getOrDefault("SAMSYN_NEXUS_" + name, "");
    }

    @AfterAll
    void stop() {
        adapter.close();
        live.close();
    }

    @Test
    void conditionsAreThoseOfTheTruth() {
        Map<String, Row> expected = truth.getOrDefault("kommunal_tilstand", Map.of());
        List<Map<String, @Nullable Object>> rows = read("tilstand", request -> request);
        assertThat(rows).hasSameSizeAs(expected.values());
        for (Map<String, @Nullable Object> row : rows) {
            Row wanted = wanted(expected, row, "tilstand_id");
            Object code = row.get("fsiii_kode");
            assertThat(code == null ? row.get("legacy_kode") : code).isEqualTo(wanted.get("fsiii_kode"));
            assertThat(day(row.get("registreret"))).isEqualTo(wanted.get("registreret_dato"));
            assertThat(day(row.get("afsluttet"))).isEqualTo(wanted.get("afsluttet_dato"));
            assertThat(row.get("niveau") == null).isEqualTo(wanted.get("niveau") == null);
        }
    }

    @Test
    void servicesAreThoseOfTheTruth() {
        Map<String, Row> expected = truth.getOrDefault("kommunal_indsats", Map.of());
        List<Map<String, @Nullable Object>> rows = read("indsats", request -> request);
        assertThat(rows).hasSameSizeAs(expected.values());
        for (Map<String, @Nullable Object> row : rows) {
            Row wanted = wanted(expected, row, "indsats_id");
            assertThat(row.get("org_id")).isEqualTo(wanted.get("org_id"));
            assertThat(row.get("startdato")).isEqualTo(wanted.get("start_dato"));
            assertThat(row.get("slutdato")).isEqualTo(wanted.get("slut_dato"));
            assertThat(row.get("beslutning")).isEqualTo(wanted.get("beslutning"));
        }
    }

    @Test
    void measurementsAreThoseOfTheTruthAndSomeStandUnderAFormerNumber() {
        Map<String, Row> expected = truth.getOrDefault("maaling", Map.of());
        List<Map<String, @Nullable Object>> rows = read("hjemmemaaling", request -> request);
        assertThat(rows).hasSameSizeAs(expected.values()).hasSizeGreaterThan(3_000);
        Set<Object> former = new HashSet<>();
        for (Map<String, @Nullable Object> row : rows) {
            Row wanted = wanted(expected, row, "maaling_id");
            assertThat(new BigDecimal(String.valueOf(row.get("vaerdi")).replace(',', '.')))
                    .isEqualByComparingTo(wanted.number("vaerdi_num"));
            String cpr = String.valueOf(row.get("cpr")).replace("-", "");
            if (!cpr.equals(wanted.text("pid"))) {
                former.add(cpr);
            }
        }
        assertThat(former).isNotEmpty();
    }

    @Test
    void searchingForAFewGivesWhatTheListsHave() {
        List<Map<String, @Nullable Object>> all = read("indsats", request -> request);
        List<String> keys = all.stream()
                .map(row -> String.valueOf(row.get("cpr")).replace("-", ""))
                .distinct()
                .limit(4)
                .toList();
        long before = live.calls();
        List<Map<String, @Nullable Object>> some = read("indsats", request -> request.forKeys(keys));
        assertThat(live.calls() - before).isBetween(40L, 70L);
        assertThat(some)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(all.stream()
                        .filter(row ->
                                keys.contains(String.valueOf(row.get("cpr")).replace("-", "")))
                        .toList());
    }

    @Test
    void oneMunicipalityIsAskedAloneAndSkiveNamesItsGap() {
        long before = live.calls();
        List<Map<String, @Nullable Object>> samsoe = read(
                "hjemmemaaling",
                request -> new ScanRequest(
                        request.table(),
                        request.columns(),
                        List.of(new Condition.In("kommunekode", List.of(741))),
                        request.keys(),
                        request.limit()));
        assertThat(samsoe).isNotEmpty().allMatch(row -> Integer.valueOf(741).equals(row.get("kommunekode")));
        assertThat(live.calls() - before).isLessThan(10);
        assertThat(read("daekning", request -> request))
                .extracting(row -> row.get("kommunekode"), row -> row.get("fra"))
                .containsExactly(tuple(779, LocalDate.of(2026, 10, 1)));
    }

    @Test
    void aStoppedServiceIsUnavailable(@TempDir Path folder) {
        LiveSource drill = new NexusChapter(Duration.ZERO)
                .open(new RegionContext(LILLE, population, folder, false))
                .finish();
        try (drill;
                SourceAdapter asking = new NexusAdapterFactory()
                        .open(new SourceConfig(
                                new SourceId("nexus"),
                                "nexus",
                                Map.of(
                                        "token_url",
                                        drill.settings().getOrDefault("SAMSYN_NEXUS_URL", ""),
                                        "client",
                                        drill.settings().getOrDefault("SAMSYN_NEXUS_CLIENT", ""),
                                        "secret",
                                        drill.settings().getOrDefault("SAMSYN_NEXUS_SECRET", ""),
                                        "instances_file",
                                        drill.settings().getOrDefault("SAMSYN_NEXUS_INSTANCES", "")),
                                List.of(),
                                Duration.ofSeconds(5),
                                16,
                                folder))) {
            asking.ping(TestScope.unhurried());
            drill.stop();
            try {
                asking.ping(TestScope.unhurried());
                throw new AssertionError("no failure");
            } catch (SourceException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
            }
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
        if (wanted.table().startsWith("kommunal")) {
            assertThat(row.get("kommunekode")).isEqualTo(wanted.get("kommunekode"));
        }
        return wanted;
    }

    private static @Nullable LocalDate day(@Nullable Object time) {
        return time instanceof LocalDateTime known ? known.toLocalDate() : null;
    }

    private List<Map<String, @Nullable Object>> read(String name, UnaryOperator<ScanRequest> change) {
        SourceTable table = adapter.tables().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        ScanRequest request = change.apply(ScanRequest.all(table));
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
