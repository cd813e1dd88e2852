package dk.samsyn.region.praksis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.SourceWriter;
import dk.samsyn.region.mapping.MappedSource;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Population;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import dk.samsyn.spi.DemoRegion.Options;
import dk.samsyn.spi.DemoRegion.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The practices as a live source, and what the mappings in {@code conf/sources} make of it. */
class PraksisChapterTest {
    private static final Options OPTIONS =
            new Options(Size.LILLE, 1, LocalDate.of(2026, 11, 23), Optional.empty(), Optional.empty());

    @TempDir
    Path folder;

    private final Population population = new Population(OPTIONS);

    /** One citizen in forty, and everybody with more than one practice or number, or without a practice. */
    private List<Citizen> citizens() {
        return IntStream.range(0, population.size())
                .mapToObj(population::citizen)
                .filter(c -> c.index() % 40 == 0
                        || c.gps().size() != 1
                        || c.numbers().size() > 1)
                .toList();
    }

    private LiveSource start(PraksisVariant variant, List<Citizen> citizens) {
        SourceWriter writer = new PraksisChapter(variant).open(new RegionContext(OPTIONS, population, folder, true));
        if (!writer.filled()) {
            citizens.forEach(writer::citizen);
        }
        return writer.finish();
    }

    @ParameterizedTest
    @EnumSource(PraksisVariant.class)
    void mappingsReadTheTruthFromEachSpelling(PraksisVariant variant) throws Exception {
        List<Citizen> citizens = citizens();
        Map<String, String> personOfNumber = new HashMap<>();
        for (Citizen citizen : citizens) {
            citizen.numbers().forEach(n -> personOfNumber.put(n.value(), citizen.cpr()));
        }
        try (LiveSource source = start(variant, citizens);
                MappedSource mapped = new MappedSource(source.id())) {
            copy(source, mapped, personOfNumber);
            for (String table : mapped.provided()) {
                MappedSource.Answer answer = mapped.answer(table);
                List<Row> expected = new ArrayList<>();
                for (Citizen citizen : citizens) {
                    CitizenTruth rows = new CitizenTruth(citizen.cpr());
                    new PraksisTruth().citizen(citizen, rows);
                    rows.rows(table).stream()
                            .filter(r -> Objects.equals(r.text("kilde"), source.id()))
                            .forEach(expected::add);
                }
                assertThat(answer.rows())
                        .as(source.id() + " " + table)
                        .isNotEmpty()
                        .isEqualTo(MappedSource.text(expected, answer.columns()));
            }
        }
    }

    /** Copies every partition through the server, as the reader, and writes present numbers for old ones as a broker does. */
    private static void copy(LiveSource source, MappedSource mapped, Map<String, String> personOfNumber)
            throws Exception {
        for (Map.Entry<String, String> partition : partitions(source).entrySet()) {
            try (Connection connection = connect(source, partition.getValue());
                    Statement statement = connection.createStatement()) {
                for (String table : mapped.tables()) {
                    List<String> columns = mapped.columns(table);
                    List<String> physical = columns.stream()
                            .filter(c -> !c.equals("ydernr"))
                            .map(c -> "\"" + c + "\"")
                            .toList();
                    try (ResultSet rows = statement.executeQuery(
                            "SELECT " + String.join(", ", physical) + " FROM " + mapped.from(table))) {
                        while (rows.next()) {
                            List<@Nullable Object> values = new ArrayList<>();
                            for (String column : columns) {
                                Object value = column.equals("ydernr") ? partition.getKey() : rows.getObject(column);
                                values.add(column.equals("cpr") ? present(value, personOfNumber) : value);
                            }
                            mapped.add(table, values);
                        }
                    }
                }
            }
        }
    }

    private static String present(@Nullable Object number, Map<String, String> personOfNumber) {
        String plain = String.valueOf(number).replace("-", "");
        return Objects.requireNonNull(personOfNumber.get(plain), plain);
    }

    private static Map<String, String> partitions(LiveSource source) throws Exception {
        Map<String, String> partitions = new HashMap<>();
        String file = setting(source, "PARTITIONS");
        List<String> lines = Files.readAllLines(Path.of(file));
        assertThat(lines.get(0)).isEqualTo("value;url");
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(";", 2);
            partitions.put(parts[0], parts[1]);
        }
        return partitions;
    }

    private static String setting(LiveSource source, String name) {
        String key = "SAMSYN_" + source.id().toUpperCase(java.util.Locale.ROOT) + "_" + name;
        return Objects.requireNonNull(source.settings().get(key), key);
    }

    private static Connection connect(LiveSource source, String url) throws SQLException {
        return DriverManager.getConnection(url, setting(source, "USER"), setting(source, "PASSWORD"));
    }

    @Test
    void aPracticeNumbersItsPatientsWithoutRegardToOthers() throws Exception {
        List<Citizen> citizens = citizens();
        try (LiveSource source = start(PraksisVariant.A, citizens)) {
            List<Set<Integer>> numbers = new ArrayList<>();
            for (String url : partitions(source).values()) {
                Set<Integer> own = new TreeSet<>();
                try (Connection connection = connect(source, url);
                        Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT lokal_id FROM patient")) {
                    while (rows.next()) {
                        assertThat(own.add(rows.getInt(1))).isTrue();
                    }
                }
                numbers.add(own);
            }
            assertThat(numbers).hasSize(2);
            assertThat(numbers.get(0)).containsAnyElementsOf(numbers.get(1));
        }
    }

    @Test
    void theReaderMayNotWrite() throws Exception {
        try (LiveSource source = start(PraksisVariant.B, List.of());
                Connection connection =
                        connect(source, partitions(source).values().iterator().next());
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DELETE FROM patient")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aStoppedSourceRefusesConnections() throws Exception {
        try (LiveSource source = start(PraksisVariant.C, List.of())) {
            String url = partitions(source).values().iterator().next();
            connect(source, url).close();

            source.stop();

            assertThatThrownBy(() -> connect(source, url)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void keptDataAreServedAgain() throws Exception {
        List<Citizen> citizens = citizens().subList(0, 40);
        start(PraksisVariant.A, citizens).close();
        try (LiveSource source = start(PraksisVariant.A, List.of());
                Connection connection = connect(
                        source, Objects.requireNonNull(partitions(source).get("099001")));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM patient")) {
            rows.next();
            assertThat(rows.getInt(1)).isPositive();
        }
    }
}
