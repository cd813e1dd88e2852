package dk.samsyn.adapter.cpr;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.cpr.CprChapter;
import dk.samsyn.region.cpr.CprTruth;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Population;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import dk.samsyn.spi.Condition;
import dk.samsyn.spi.DemoRegion;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.testkit.TestScope;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The adapter against the demo's own register, compared with what the demo says is true. */
@Timeout(120)
class DemoRegisterTest {
    private static final DemoRegion.Options LILLE = new DemoRegion.Options(
            DemoRegion.Size.LILLE, 1, LocalDate.of(2026, 11, 23), Optional.empty(), Optional.empty());
    private static final Population POPULATION = new Population(LILLE);
    private static final LiveSource REGISTER = new CprChapter()
            .open(new RegionContext(LILLE, POPULATION, Path.of("target"), false))
            .finish();

    @AfterAll
    static void stop() {
        REGISTER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"borger", "person_identifikator", "adresse_periode", "gp_tilknytning"})
    void everyListTellsTheTruth(String name) {
        try (SourceAdapter cpr = adapter()) {
            SourceTable table = table(cpr, name);
            List<String> columns = table.columns().stream()
                    .map(column -> column.name())
                    .filter(column -> name.equals("borger") || !column.equals("cpr"))
                    .toList();
            ScanRequest request = new ScanRequest(name, columns, List.of(), Optional.empty(), OptionalLong.empty());
            assertThat(read(cpr, request)).hasSizeGreaterThan(6_000).isEqualTo(truth(name, columns));
        }
    }

    @Test
    void aLiveAnswerEqualsTheList() {
        try (SourceAdapter cpr = adapter()) {
            SourceTable borger = table(cpr, "borger");
            for (int index = 0; index < 200; index++) {
                String person = POPULATION.citizen(index).cpr();
                ScanRequest listed = new ScanRequest(
                        "borger",
                        ScanRequest.all(borger).columns(),
                        List.of(new Condition.In("cpr", List.of(person))),
                        Optional.empty(),
                        OptionalLong.empty());
                assertThat(read(cpr, ScanRequest.all(borger).forKeys(List.of(person))))
                        .hasSize(1)
                        .isEqualTo(read(cpr, listed));
            }
        }
    }

    private static SourceAdapter adapter() {
        String url = Objects.requireNonNull(REGISTER.settings().get("SAMSYN_CPR_URL"));
        return new CprAdapterFactory()
                .open(new SourceConfig(
                        new SourceId("cpr"),
                        "cpr",
                        Map.of("url", url),
                        List.of(),
                        Duration.ofSeconds(10),
                        4,
                        Path.of(".")));
    }

    private static SourceTable table(SourceAdapter adapter, String name) {
        return adapter.tables().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> truth(String table, List<String> columns) {
        return IntStream.range(0, POPULATION.size())
                .mapToObj(POPULATION::citizen)
                .flatMap(citizen -> rows(citizen, table).stream())
                .map(row -> text(columns.stream().map(row::get).toArray()))
                .sorted()
                .toList();
    }

    private static List<Row> rows(Citizen citizen, String table) {
        CitizenTruth truth = new CitizenTruth(citizen.cpr());
        new CprTruth().citizen(citizen, truth);
        return truth.rows(table);
    }

    private static String text(@Nullable Object... values) {
        return Arrays.toString(values);
    }

    private static List<String> read(SourceAdapter adapter, ScanRequest request) {
        List<String> rows = new ArrayList<>();
        try (RowCursor cursor = adapter.scan(request, TestScope.unhurried())) {
            while (cursor.next()) {
                rows.add(text(cursor.row()));
            }
        }
        return rows.stream().sorted().toList();
    }
}
