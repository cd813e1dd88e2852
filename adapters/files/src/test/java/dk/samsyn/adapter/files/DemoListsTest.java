package dk.samsyn.adapter.files;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.region.Chapter;
import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Population;
import dk.samsyn.region.reference.BrsChapter;
import dk.samsyn.region.reference.MinspaerringChapter;
import dk.samsyn.region.reference.ReferenceChapter;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.TruthChapter;
import dk.samsyn.region.truth.TruthWriter;
import dk.samsyn.spi.DemoRegion;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.testkit.TestScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The demo's lists, read as {@code conf/sources} declares them, against the truth. */
class DemoListsTest {
    private static final DemoRegion.Options LILLE = new DemoRegion.Options(
            DemoRegion.Size.LILLE, 1, LocalDate.of(2026, 11, 23), Optional.empty(), Optional.empty());

    @TempDir
    private Path folder;

    /** A list, its truth, and the columns of both that must have the same values. */
    record Listed(Chapter chapter, TruthChapter truth, String table, String canonical, List<String> columns) {
        @Override
        public String toString() {
            return chapter.source() + "." + table;
        }
    }

    static List<Listed> lists() {
        return List.of(
                new Listed(
                        new ReferenceChapter(),
                        ReferenceChapter.truth(),
                        "organisation",
                        "organisation",
                        List.of("org_id", "navn", "kommunekode", "gyldig_fra", "gyldig_til", "efterfoelger")),
                new Listed(
                        new ReferenceChapter(),
                        ReferenceChapter.truth(),
                        "kommune_reference",
                        "kommune_reference",
                        List.of("kommunekode", "navn", "klynge", "befolkning", "andel_rygere")),
                new Listed(
                        new MinspaerringChapter(),
                        MinspaerringChapter.truth(),
                        "spaerring",
                        "samtykke",
                        List.of(
                                "cpr=pid",
                                "retning",
                                "modtager=modtager_vaerdi",
                                "kategori=datakategori",
                                "til=gyldig_til")),
                new Listed(
                        new BrsChapter(),
                        BrsChapter.truth(),
                        "relation",
                        "behandlingsrelation",
                        List.of("cpr=pid", "org_id", "relation", "grundlag", "fra=gyldig_fra", "til=gyldig_til")));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void aListIsReadAsTheTruthHasIt(Listed list) throws Exception {
        Population population = new Population(LILLE);
        SourceWriter writer = list.chapter().open(new RegionContext(LILLE, population, folder, false));
        try (TruthWriter truth = new TruthWriter(folder.resolve("truth"), pid -> pid)) {
            // A part of the region, the same for both.
            for (int i = 0; i < population.size(); i += 7) {
                Citizen citizen = population.citizen(i);
                writer.citizen(citizen);
                CitizenTruth rows = new CitizenTruth(citizen.cpr());
                list.truth().citizen(citizen, rows);
                truth.write(rows);
            }
            list.truth().tables(truth.tables());
        }
        List<List<String>> rows = new ArrayList<>();
        try (LiveSource live = writer.finish();
                SourceAdapter adapter = open(list.chapter().source(), live)) {
            SourceTable table = adapter.tables().stream()
                    .filter(known -> known.name().equals(list.table()))
                    .findFirst()
                    .orElseThrow();
            ScanRequest request = ScanRequest.all(table);
            try (RowCursor cursor = adapter.scan(request, TestScope.unhurried())) {
                while (cursor.next()) {
                    List<String> row = new ArrayList<>();
                    for (String column : list.columns()) {
                        Object value = cursor.row()[table.indexOf(column.replaceAll("=.*", ""))];
                        boolean person = column.startsWith("cpr");
                        row.add(
                                person
                                        ? population
                                                .citizen(population
                                                        .indexOf(String.valueOf(value))
                                                        .orElseThrow())
                                                .cpr()
                                        : value == null ? "" : value.toString());
                    }
                    rows.add(row);
                }
            }
        }
        assertThat(rows).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected(list));
    }

    /** The truth's fields hold no comma in the columns compared, but for names in quotes. */
    private List<List<String>> expected(Listed list) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("truth").resolve(list.canonical() + ".csv"));
        List<String> header = List.of(lines.get(0).split(",", -1));
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> fields = List.of(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1));
            rows.add(list.columns().stream()
                    .map(column -> fields.get(header.indexOf(column.substring(column.indexOf('=') + 1)))
                            .replace("\"", ""))
                    .toList());
        }
        return rows;
    }

    private static SourceAdapter open(String source, LiveSource live) throws IOException {
        Path file = conf().resolve(source + ".yaml");
        Map<String, Object> declared = new Yaml().load(Files.readString(file));
        Map<String, Object> settings = new HashMap<>();
        ((Map<?, ?>) declared.getOrDefault("settings", Map.of()))
                .forEach((key, value) -> settings.put(
                        String.valueOf(key),
                        live.settings().getOrDefault(String.valueOf(value).replaceAll("[${}]", ""), "")));
        List<Map<String, Object>> tables = new ArrayList<>();
        for (Object table : (List<?>) declared.getOrDefault("tables", List.of())) {
            Map<String, Object> copy = new HashMap<>();
            ((Map<?, ?>) table).forEach((key, value) -> copy.put(String.valueOf(key), value));
            tables.add(copy);
        }
        return new FilesAdapterFactory()
                .open(new SourceConfig(
                        new SourceId(source), "files", settings, tables, Duration.ofSeconds(10), 4, conf()));
    }

    private static Path conf() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null && !Files.isDirectory(here.resolve("conf/sources"))) {
            here = here.getParent();
        }
        if (here == null) {
            throw new IllegalStateException("no conf/sources above the working directory");
        }
        return here.resolve("conf/sources");
    }
}
