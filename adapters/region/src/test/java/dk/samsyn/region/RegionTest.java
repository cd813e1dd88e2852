package dk.samsyn.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
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
        Rows raw = ask(
                "labka",
                "proevesvar",
                "nr pnr kode vaerdi tegn svartekst proevetagning svar rekvirent ref_nedre ref_oevre");
        Rows expected = truth(
                "laboratoriesvar",
                "kilde_id pid kode_oprindelig vaerdi_num operator vaerdi_tekst proevetagning_tid svar_tid rekvirent_org"
                        + " ref_nedre ref_oevre");
        raw.assertSame(expected);
    }

    @Test
    void theLaboratoryHasItsTraps() throws Exception {
        Set<String> flags = new TreeSet<>();
        TruthFile.read(truth.resolve("laboratoriesvar.csv"), row -> flags.add(row.get("kvalitet")));
        assertThat(flags)
                .contains(
                        "ok",
                        "dato_upraecis",
                        "enhed_gaettet",
                        "kode_lokal",
                        "tekstvaerdi",
                        "rettet",
                        "enhed_gaettet,kode_lokal");
        Set<String> numbers = new TreeSet<>();
        query("labka", "SELECT DISTINCT pnr FROM labka.proevesvar", row -> numbers.add(row.get("pnr")));
        assertThat(numbers)
                .as("some rows stand under a number the person had before")
                .anyMatch(n -> !person(n).equals(n.replace("-", "")));
    }

    @Test
    void theRecordsContactsAreReadAsTheTruthHasThem() throws Exception {
        Rows raw = ask("epj", "kontakter", "kontakt_id cpr start_tid slut_tid shak adiagnosekode");
        raw.assertSame(truth("kontakt", "kilde_id pid start_tid slut_tid org_id aarsag_kode"));
        assertThat(raw.byKey.keySet()).anyMatch(id -> id.startsWith("LPR2-"));
        assertThat(raw.byKey.values()).as("historic codes stay").anyMatch(line -> line.contains("|7003"));
    }

    @Test
    void packedDiagnosesComeApartAsTheTruthHasThem() throws Exception {
        Rows raw = ask("epj", "diagnoser", "nr cpr kode type tillaeg_til dato shak afkraeftet");
        raw.assertSame(truth(
                "diagnose", "kilde_id pid kode_oprindelig diagnosetype tillaeg_til stillet_dato org_id afkraeftet"));
        assertThat(raw.byKey.values()).anyMatch(line -> line.endsWith("|true"));
        assertThat(raw.byKey.values()).anyMatch(line -> line.contains("|tillaeg|D"));
    }

    @Test
    void measurementsSmokingAndProceduresAreReadAsTheTruthHasThem() throws Exception {
        ask("epj", "sfi", "nr cpr elementkode vaerdi datotid_resultat_udfoert praecision")
                .assertSame(truth("maaling", "kilde_id pid kode_oprindelig vaerdi_num tidspunkt tid_praecision"));
        ask("epj", "rygning", "nr cpr datotid").assertSame(truth("livsstil", "kilde_id pid registreret_tid"));
        ask("epj", "hjerteprocedurer", "nr cpr procedurekode datotid_udfoert")
                .assertSame(truth("procedure", "kilde_id pid procedurekode udfoert_tid"));
    }

    @Test
    void theRecordsMicrogramsAreShownAsMilligrams() throws Exception {
        Set<String> micrograms = new TreeSet<>();
        Set<String> milligrams = new TreeSet<>();
        query(
                "epj",
                "SELECT DISTINCT styrke_numerisk AS s FROM fct.for_medicin_ordineret WHERE atc = 'A10BA02'",
                row -> micrograms.add(plain(row.getOrDefault("s", ""))));
        query(
                "epj",
                "SELECT DISTINCT styrke_mg AS s FROM (" + declared("epj", "medicin_ordineret")
                        + ") m WHERE atc = 'A10BA02'",
                row -> milligrams.add(plain(row.getOrDefault("s", ""))));
        assertThat(micrograms).as("metformin").containsExactly("500000");
        assertThat(milligrams).containsExactly("500");
    }

    @Test
    void oneCitizenMissingChangesNothingElse(@TempDir Path other) throws Exception {
        String cpr = population.citizen(700).cpr();
        DemoRegion.Options without =
                new DemoRegion.Options(LILLE.size(), LILLE.seed(), LILLE.today(), Optional.of(cpr), Optional.empty());
        new Region(List.of(), List.of(new CprTruth(), new EpjTruth())).writeTruth(without, pid -> pid, other);

        for (String file : List.of("borger", "kontakt", "diagnose", "maaling", "livsstil", "gp_tilknytning")) {
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
    void aStoppedSourceIsGone() {
        try (DemoRegion.Running drill = new Region(List.of(new CprChapter()), List.of()).start(LILLE)) {
            URI address = URI.create(drill.settings().get("SAMSYN_CPR_URL"));
            assertThat(drill.calls()).containsEntry("cpr", 0L);
            assertThatThrownBy(() -> drill.stop("lpr")).isInstanceOf(IllegalArgumentException.class);
            assertThatCode(() -> new Socket(address.getHost(), address.getPort()).close())
                    .doesNotThrowAnyException();
            drill.stop("cpr");
            assertThatThrownBy(() -> new Socket(address.getHost(), address.getPort()).close())
                    .isInstanceOf(ConnectException.class);
        }
    }

    private String person(String number) {
        return population.citizen(population.indexOf(number).orElseThrow()).cpr();
    }

    /** Rows of every fourth person or so as lines, by the first of the columns. */
    private final class Rows {
        private final List<String> columns;
        private final Map<String, String> byKey = new HashMap<>();
        private int count;

        Rows(String columns) {
            this.columns = List.of(columns.split(" ", -1));
        }

        /** Persons are compared by their present number, decimals without trailing zeros. */
        void add(Map<String, String> row) {
            String person = person(row.getOrDefault(columns.get(1), ""));
            if (person.charAt(9) != '2' && person.charAt(9) != '5') {
                return;
            }
            StringBuilder line = new StringBuilder(person);
            for (String column : columns.subList(2, columns.size())) {
                String value = row.getOrDefault(column, "");
                line.append('|').append(column.matches("vaerdi|vaerdi_num|ref_.*") ? plain(value) : value);
            }
            byKey.put(row.get(columns.get(0)), line.toString());
            count++;
        }

        void assertSame(Rows expected) {
            assertThat(byKey).as("keys are unique").hasSize(count).isNotEmpty();
            assertThat(expected.byKey.entrySet().stream()
                            .filter(e -> !e.getValue().equals(byKey.get(e.getKey())))
                            .limit(3))
                    .allSatisfy(e -> assertThat(byKey.get(e.getKey())).isEqualTo(e.getValue()));
            assertThat(byKey).hasSameSizeAs(expected.byKey);
        }
    }

    private static String plain(String decimal) {
        return decimal.isEmpty()
                ? ""
                : new BigDecimal(decimal).stripTrailingZeros().toPlainString();
    }

    private Rows truth(String table, String columns) throws Exception {
        Rows rows = new Rows(columns);
        TruthFile.read(truth.resolve(table + ".csv"), rows::add);
        return rows;
    }

    /** Runs the query that {@code conf/sources} declares for a table. */
    private Rows ask(String source, String table, String columns) throws Exception {
        Rows rows = new Rows(columns);
        query(source, declared(source, table), row -> {
            if (row.containsKey("nummer")) {
                row.put("nr", row.get("kontakt_id") + "-" + row.get("nummer"));
                row.put("type", row.get("type").replace("+", "tillaeg"));
            }
            rows.add(row);
        });
        return rows;
    }

    private static String declared(String source, String table) throws Exception {
        Map<String, Object> file = new Yaml().load(Files.readString(conf().resolve("sources/" + source + ".yaml")));
        return ((List<?>) file.get("tables"))
                .stream()
                        .map(entry -> (Map<?, ?>) entry)
                        .filter(entry -> table.equals(entry.get("name")))
                        .map(entry -> String.valueOf(entry.get("query")))
                        .findFirst()
                        .orElseThrow();
    }

    private void query(String source, String sql, Consumer<Map<String, String>> reader) throws Exception {
        String prefix = "SAMSYN_" + source.toUpperCase(java.util.Locale.ROOT);
        Map<String, String> settings = region.settings();
        try (Connection connection = DriverManager.getConnection(
                        settings.get(prefix + "_URL"),
                        settings.get(prefix + "_USER"),
                        settings.get(prefix + "_PASSWORD"));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(1000);
            ResultSet result = statement.executeQuery(sql);
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                Map<String, String> row = new HashMap<>();
                for (int i = 1; i <= columns; i++) {
                    Object value = result.getObject(i);
                    if (value != null) {
                        row.put(result.getMetaData().getColumnName(i), text(value));
                    }
                }
                reader.accept(row);
            }
        }
    }

    private static String text(Object value) {
        if (value instanceof java.sql.Timestamp time) {
            return TIME.format(time.toLocalDateTime());
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
