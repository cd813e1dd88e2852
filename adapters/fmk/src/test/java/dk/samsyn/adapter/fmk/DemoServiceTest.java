package dk.samsyn.adapter.fmk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.samsyn.adapter.ddv.DdvAdapterFactory;
import dk.samsyn.adapter.soap.QueryScope;
import dk.samsyn.region.Chapter;
import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.ddv.DdvChapter;
import dk.samsyn.region.ddv.DdvTruth;
import dk.samsyn.region.fmk.FmkChapter;
import dk.samsyn.region.fmk.FmkTruth;
import dk.samsyn.region.people.Citizen;
import dk.samsyn.region.people.Population;
import dk.samsyn.region.soap.ServiceLoad;
import dk.samsyn.region.truth.CitizenTruth;
import dk.samsyn.region.truth.Row;
import dk.samsyn.region.truth.TruthChapter;
import dk.samsyn.spi.DemoRegion;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceAdapterFactory;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SourceTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The adapters against the demo's own services, compared with what the demo says is true. */
@Timeout(120)
class DemoServiceTest {
    private static final DemoRegion.Options LILLE = new DemoRegion.Options(
            DemoRegion.Size.LILLE, 1, LocalDate.of(2026, 11, 23), Optional.empty(), Optional.empty());
    private static final Population POPULATION = new Population(LILLE);
    private static final ServiceLoad QUICK = new ServiceLoad(Duration.ZERO, 16);

    @ParameterizedTest
    @ValueSource(strings = {"1.6", "1.4.6"})
    void bothVersionsTellTheTruth(String version) {
        List<Citizen> people =
                IntStream.range(0, 400).mapToObj(POPULATION::citizen).toList();
        List<String> keys = people.stream().map(Citizen::cpr).toList();
        try (LiveSource service = start(new FmkChapter(QUICK));
                SourceAdapter fmk = adapter(new FmkAdapterFactory(), service, Map.of("version", version))) {
            List<String> ordinations = rows(fmk, "ordination", keys).stream()
                    .map(row -> text(
                            row[1], row[3], row[4], row[5], row[6], row[7], row[8], row[9], row[10], row[11], row[12],
                            row[13]))
                    .sorted()
                    .toList();
            assertThat(ordinations)
                    .hasSizeGreaterThan(400)
                    .isEqualTo(truth(
                            new FmkTruth(),
                            people,
                            "medicin_ordination",
                            "ordination_id",
                            "atc",
                            "laegemiddel_navn",
                            "styrke_tekst",
                            "dosistekst",
                            "indikation_tekst",
                            "start_dato",
                            "slut_dato",
                            "pauseret",
                            "type",
                            "ordineret_af_org",
                            "hidden_flag"));
            List<String> prescriptions = rows(fmk, "recept", keys).stream()
                    .map(row -> text(row[1], row[2], row[4], row[5], row[6], row[8], row[9], row[10]))
                    .sorted()
                    .toList();
            assertThat(prescriptions)
                    .hasSizeGreaterThan(2_000)
                    .isEqualTo(truth(
                            new FmkTruth(),
                            people,
                            "recept_udlevering",
                            "recept_id",
                            "ordination_id",
                            "atc",
                            "ordinationsdato",
                            "gyldig_til",
                            "udlevering_tid",
                            "antal_pakninger",
                            "udskrevet_af_org"));
            assertThat(service.calls()).isEqualTo(800);
        }
    }

    @Test
    void aFormerNumberFindsThePerson() {
        Citizen changed = IntStream.range(0, POPULATION.size())
                .mapToObj(POPULATION::citizen)
                .filter(citizen -> citizen.numbers().size() > 1
                        && !citizen.course().medications().isEmpty())
                .findFirst()
                .orElseThrow();
        String former = changed.numbers().get(1).value();
        try (LiveSource service = start(new FmkChapter(QUICK));
                SourceAdapter fmk = adapter(new FmkAdapterFactory(), service, Map.of())) {
            int rows = rows(fmk, "ordination", List.of(changed.cpr())).size();
            assertThat(rows(fmk, "ordination", List.of(former))).hasSize(rows);
            assertThat(rows(fmk, "ordination", List.of(former, changed.cpr()))).hasSize(rows);
            assertThat(rows(fmk, "ordination", List.of("0101010000"))).isEmpty();
        }
    }

    @Test
    void theServiceIsNeverAskedMoreAtOnceThanItTakes() {
        ServiceLoad slow = new ServiceLoad(Duration.ofMillis(40), 4);
        List<String> keys = IntStream.range(0, 60)
                .mapToObj(index -> POPULATION.citizen(index).cpr())
                .toList();
        try (LiveSource service = start(new FmkChapter(slow));
                SourceAdapter fmk = adapter(new FmkAdapterFactory(), service, Map.of())) {
            QueryScope query = QueryScope.ofDoctor();
            long start = System.nanoTime();
            rows(fmk, "ordination", keys, query);
            // Four at once: no call was turned away, and none waited for more than its turn.
            assertThat(query.calls()).isEqualTo(60);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(15 * 40));
        }
    }

    @Test
    void aWrongIdCardIsRefused() {
        try (LiveSource service = start(new FmkChapter(QUICK));
                SourceAdapter fmk = adapter(new FmkAdapterFactory(), service, Map.of("id_card", "forkert"))) {
            assertThat(catchThrowableOfType(
                            SourceException.class, () -> rows(fmk, "ordination", List.of("2512489996"))))
                    .hasMessage("source fmk: refused the request (invalid_idcard)");
        }
    }

    @Test
    void aStoppedServiceIsUnavailable() {
        try (LiveSource service = start(new FmkChapter(QUICK));
                SourceAdapter fmk = adapter(new FmkAdapterFactory(), service, Map.of())) {
            fmk.ping(QueryScope.ofDoctor());
            service.stop();
            assertThat(catchThrowableOfType(SourceException.class, () -> rows(fmk, "recept", List.of("2512489996")))
                            .code())
                    .isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
        }
    }

    @Test
    void theVaccinationListTellsTheTruthAboutEverybodyAndOneCallAboutOne() {
        List<Citizen> everybody = IntStream.range(0, POPULATION.size())
                .mapToObj(POPULATION::citizen)
                .toList();
        try (LiveSource service = start(new DdvChapter(QUICK));
                SourceAdapter ddv = adapter(new DdvAdapterFactory(), service, Map.of())) {
            SourceTable table = ddv.tables().get(0);
            List<@Nullable Object[]> listed = read(ddv, ScanRequest.all(table), QueryScope.ofDoctor());
            assertThat(listed.stream()
                            .map(row -> text(row[1], row[2], row[3], row[4], row[5]))
                            .sorted()
                            .toList())
                    .hasSizeGreaterThan(10_000)
                    .isEqualTo(truth(
                            new DdvTruth(),
                            everybody,
                            "vaccination",
                            "kilde_id",
                            "vaccine_kode",
                            "vaccine_navn",
                            "given_dato",
                            "givet_sted_type"));
            assertThat(service.calls()).isEqualTo(1);
            String one = String.valueOf(listed.get(0)[0]);
            assertThat(rows(ddv, "vaccination", List.of(one))).hasSize((int)
                    listed.stream().filter(row -> one.equals(row[0])).count());
        }
    }

    private static LiveSource start(Chapter chapter) {
        return chapter.open(new RegionContext(LILLE, POPULATION, Path.of("target"), false))
                .finish();
    }

    private static SourceAdapter adapter(
            SourceAdapterFactory factory, LiveSource service, Map<String, Object> settings) {
        String prefix = "SAMSYN_" + service.id().toUpperCase(Locale.ROOT);
        Map<String, Object> all = new HashMap<>();
        all.put("url", Objects.requireNonNull(service.settings().get(prefix + "_URL")));
        all.put("id_card", Objects.requireNonNull(service.settings().get(prefix + "_ID_CARD")));
        all.putAll(settings);
        return factory.open(new SourceConfig(
                new SourceId(service.id()), factory.kind(), all, List.of(), Duration.ofSeconds(10), 4, Path.of(".")));
    }

    private static List<String> truth(TruthChapter chapter, List<Citizen> people, String table, String... columns) {
        List<String> rows = new ArrayList<>();
        for (Citizen citizen : people) {
            CitizenTruth truth = new CitizenTruth(citizen.cpr());
            chapter.citizen(citizen, truth);
            for (Row row : truth.rows(table)) {
                rows.add(text(Arrays.stream(columns).map(row::get).toArray()));
            }
        }
        return rows.stream().sorted().toList();
    }

    private static String text(@Nullable Object... values) {
        return Arrays.toString(values);
    }

    private static List<@Nullable Object[]> rows(SourceAdapter adapter, String table, List<String> keys) {
        return rows(adapter, table, keys, new QueryScope(Duration.ofSeconds(60), "praktiserende_laege"));
    }

    private static List<@Nullable Object[]> rows(
            SourceAdapter adapter, String table, List<String> keys, SourceScope scope) {
        SourceTable found = adapter.tables().stream()
                .filter(candidate -> candidate.name().equals(table))
                .findFirst()
                .orElseThrow();
        return read(adapter, ScanRequest.all(found).forKeys(keys), scope);
    }

    private static List<@Nullable Object[]> read(SourceAdapter adapter, ScanRequest request, SourceScope scope) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (RowCursor cursor = adapter.scan(request, scope)) {
            while (cursor.next()) {
                rows.add(cursor.row());
            }
        }
        return rows;
    }
}
