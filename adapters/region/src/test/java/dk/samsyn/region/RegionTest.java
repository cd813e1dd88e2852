package dk.samsyn.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.region.cpr.CprChapter;
import dk.samsyn.region.cpr.CprTruth;
import dk.samsyn.region.epj.EpjChapter;
import dk.samsyn.region.epj.EpjTruth;
import dk.samsyn.region.labka.LabkaChapter;
import dk.samsyn.region.labka.LabkaTruth;
import dk.samsyn.region.people.Population;
import dk.samsyn.spi.DemoRegion;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/**
 * The small region's databases, read through the very queries of {@code conf/sources}, against the truth that the generator
 * writes without them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegionTest {
    private static final DemoRegion.Options LILLE = new DemoRegion.Options(
            DemoRegion.Size.LILLE, 1, LocalDate.of(2026, 11, 23), Optional.empty(), Optional.empty());
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private final Population population = new Population(LILLE);
    private DemoRegion.Running region;
    private Path truth;

    @BeforeAll
    void start(@TempDir Path directory) {
        truth = directory;
        region = new Region(List.of(new CprChapter(), new EpjChapter(), new LabkaChapter()), List.of()).start(LILLE);
        new Region(List.of(), List.of(new CprTruth(), new EpjTruth(), new LabkaTruth()))
                .writeTruth(LILLE, pid -> pid, directory);
    }

    @AfterAll
    void stop() {
        region.close();
    }

    @Test
    void theLaboratorysAnswersAreReadAsTheTruthHasThem() throws Exception {
        List<Map<String, String>> rows = ask("labka", "proevesvar");
        Map<String, Map<String, String>> byId = byId(rows, "nr");
        List<Map<String, String>> expected = TruthFile.read(truth.resolve("laboratoriesvar.csv"));

        assertThat(byId).as("keys are unique").hasSize(rows.size()).hasSize(expected.size());
        for (Map<String, String> row : expected) {
            Map<String, String> raw = byId.get(row.get("kilde_id"));
            assertThat(person(raw.get("pnr"))).isEqualTo(row.get("pid"));
            assertThat(raw.get("kode")).isEqualTo(row.get("kode_oprindelig"));
            assertSame(raw.get("vaerdi"), row.get("vaerdi_num"), row);
            assertThat(raw.get("tegn")).as("%s", row).isEqualTo(row.get("operator"));
            assertThat(raw.get("svartekst")).isEqualTo(row.get("vaerdi_tekst"));
            assertThat(raw.get("proevetagning")).isEqualTo(row.get("proevetagning_tid"));
            assertThat(raw.get("svar")).isEqualTo(row.get("svar_tid"));
            assertThat(raw.get("rekvirent")).isEqualTo(row.get("rekvirent_org"));
            assertSame(raw.get("ref_nedre"), row.get("ref_nedre"), row);
            assertSame(raw.get("ref_oevre"), row.get("ref_oevre"), row);
        }
        assertThat(rows)
                .as("some rows stand under a number the person had before")
                .anyMatch(r -> !person(r.get("pnr")).equals(r.get("pnr").replace("-", "")));
        assertThat(expected.stream().map(r -> r.getOrDefault("kvalitet", "")).collect(Collectors.toSet()))
                .as("the traps are there")
                .contains(
                        "ok",
                        "dato_upraecis",
                        "enhed_gaettet",
                        "kode_lokal",
                        "tekstvaerdi",
                        "rettet",
                        "enhed_gaettet,kode_lokal");
    }

    @Test
    void theRecordsContactsAreReadAsTheTruthHasThem() throws Exception {
        List<Map<String, String>> rows = ask("epj", "kontakter");
        Map<String, Map<String, String>> byId = byId(rows, "kontakt_id");
        List<Map<String, String>> expected = TruthFile.read(truth.resolve("kontakt.csv"));

        assertThat(byId).hasSize(rows.size()).hasSize(expected.size());
        for (Map<String, String> row : expected) {
            Map<String, String> raw = byId.get(row.get("kilde_id"));
            assertThat(person(raw.get("cpr"))).isEqualTo(row.get("pid"));
            assertThat(raw.get("start_tid")).isEqualTo(row.get("start_tid"));
            assertThat(raw.get("slut_tid")).isEqualTo(row.get("slut_tid"));
            assertThat(raw.get("shak")).isEqualTo(row.get("org_id"));
            assertThat(raw.get("adiagnosekode")).isEqualTo(row.get("aarsag_kode"));
        }
        assertThat(rows).anyMatch(r -> r.get("kontakt_id").startsWith("LPR2-"));
        assertThat(rows).as("historic codes stay").anyMatch(r -> r.get("shak").startsWith("7003"));
    }

    @Test
    void packedDiagnosesComeApartAsTheTruthHasThem() throws Exception {
        List<Map<String, String>> rows = ask("epj", "diagnoser");
        Map<String, Map<String, String>> byId = new HashMap<>();
        rows.forEach(r -> byId.put(r.get("kontakt_id") + "-" + r.get("nummer"), r));
        List<Map<String, String>> expected = TruthFile.read(truth.resolve("diagnose.csv"));

        assertThat(byId).hasSize(rows.size()).hasSize(expected.size());
        for (Map<String, String> row : expected) {
            Map<String, String> raw = byId.get(row.get("kilde_id"));
            assertThat(person(raw.get("cpr"))).isEqualTo(row.get("pid"));
            assertThat(raw.get("kode")).isEqualTo(row.get("kode_oprindelig"));
            assertThat(raw.get("type").replace("+", "tillaeg")).isEqualTo(row.get("diagnosetype"));
            assertThat(raw.get("tillaeg_til")).isEqualTo(row.get("tillaeg_til"));
            assertThat(raw.get("dato")).isEqualTo(row.get("stillet_dato"));
            assertThat(raw.get("afkraeftet")).isEqualTo(row.get("afkraeftet"));
        }
        assertThat(rows).anyMatch(r -> r.get("afkraeftet").equals("true"));
        assertThat(rows).anyMatch(r -> r.containsKey("tillaeg_til"));
    }

    @Test
    void measurementsSmokingAndProceduresAreReadAsTheTruthHasThem() throws Exception {
        Map<String, Map<String, String>> byId = byId(ask("epj", "sfi"), "nr");
        List<Map<String, String>> expected = TruthFile.read(truth.resolve("maaling.csv"), "epj");
        assertThat(byId).hasSize(expected.size());
        for (Map<String, String> row : expected) {
            Map<String, String> raw = byId.get(row.get("kilde_id"));
            assertSame(raw.get("vaerdi"), row.get("vaerdi_num"), row);
            assertThat(raw.get("praecision")).isEqualTo(row.get("tid_praecision"));
            assertThat(raw.get("datotid_resultat_udfoert")).isEqualTo(row.get("tidspunkt"));
        }
        assertThat(byId(ask("epj", "rygning"), "nr").keySet())
                .isEqualTo(byId(TruthFile.read(truth.resolve("livsstil.csv")), "kilde_id")
                        .keySet());
        assertThat(byId(ask("epj", "hjerteprocedurer"), "nr").keySet())
                .isEqualTo(byId(TruthFile.read(truth.resolve("procedure.csv")), "kilde_id")
                        .keySet());
    }

    @Test
    void oneCitizenMissingChangesNothingElse(@TempDir Path other) throws Exception {
        String cpr = population.citizen(700).cpr();
        DemoRegion.Options without =
                new DemoRegion.Options(LILLE.size(), LILLE.seed(), LILLE.today(), Optional.of(cpr), Optional.empty());
        new Region(List.of(), List.of(new CprTruth(), new EpjTruth(), new LabkaTruth()))
                .writeTruth(without, pid -> pid, other);

        for (String file :
                List.of("borger", "kontakt", "diagnose", "laboratoriesvar", "maaling", "livsstil", "gp_tilknytning")) {
            List<String> all = Files.readAllLines(truth.resolve(file + ".csv"));
            List<String> rest = Files.readAllLines(other.resolve(file + ".csv"));
            all.removeIf(line -> line.contains(cpr));
            assertThat(rest).as(file).isEqualTo(all);
        }
    }

    @Test
    void allSourcesTellTheirAddressAndTheExamplesArePeople() {
        assertThat(new TreeSet<>(region.settings().keySet()))
                .containsExactly(
                        "SAMSYN_CPR_URL",
                        "SAMSYN_EPJ_PASSWORD",
                        "SAMSYN_EPJ_URL",
                        "SAMSYN_EPJ_USER",
                        "SAMSYN_LABKA_PASSWORD",
                        "SAMSYN_LABKA_URL",
                        "SAMSYN_LABKA_USER");
        assertThat(region.examples())
                .isNotEmpty()
                .allMatch(e -> population.indexOf(e.cpr()).isPresent());
    }

    @Test
    void aStoppedSourceIsGoneAndTheOthersGoOn() throws Exception {
        DemoRegion.Running drill = new Region(List.of(new CprChapter(), new EpjChapter()), List.of()).start(LILLE);
        try (drill) {
            drill.stop("epj");
            String url = drill.settings().get("SAMSYN_EPJ_URL");
            assertThatThrownBy(() -> DriverManager.getConnection(url, PostgresServer.READER, PostgresServer.PASSWORD))
                    .isInstanceOf(java.sql.SQLException.class);
            assertThat(drill.calls()).containsEntry("cpr", 0L);
            assertThatThrownBy(() -> drill.stop("fmk2")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private String person(String number) {
        return population.citizen(population.indexOf(number).orElseThrow()).cpr();
    }

    private static void assertSame(String number, String expected, Object row) {
        if (number == null || expected == null) {
            assertThat(number).as("%s", row).isEqualTo(expected);
        } else {
            assertThat(new BigDecimal(number)).as("%s", row).isEqualByComparingTo(expected);
        }
    }

    private static Map<String, Map<String, String>> byId(List<Map<String, String>> rows, String id) {
        Map<String, Map<String, String>> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.get(id), row));
        return byId;
    }

    /** Runs the query that {@code conf/sources} declares for a table. */
    private List<Map<String, String>> ask(String source, String table) throws Exception {
        Map<String, Object> file = new Yaml().load(Files.readString(conf().resolve("sources/" + source + ".yaml")));
        for (Object entry : (List<?>) file.get("tables")) {
            Map<?, ?> declared = (Map<?, ?>) entry;
            if (declared.get("name").equals(table)) {
                return rows(source, declared.get("query").toString());
            }
        }
        throw new IllegalArgumentException(source + " declares no table " + table);
    }

    private List<Map<String, String>> rows(String source, String sql) throws Exception {
        String prefix = "SAMSYN_" + source.toUpperCase(java.util.Locale.ROOT);
        Map<String, String> settings = region.settings();
        List<Map<String, String>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        settings.get(prefix + "_URL"),
                        settings.get(prefix + "_USER"),
                        settings.get(prefix + "_PASSWORD"));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                Map<String, String> row = new HashMap<>();
                for (int i = 1; i <= columns; i++) {
                    Object value = result.getObject(i);
                    if (value != null) {
                        row.put(result.getMetaData().getColumnName(i), text(value));
                    }
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static String text(Object value) {
        if (value instanceof java.sql.Timestamp time) {
            LocalDateTime local = time.toLocalDateTime();
            return TIME.format(local);
        }
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }

    private static Path conf() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("conf/sources"))) {
            here = here.getParent();
        }
        return here.resolve("conf");
    }
}
