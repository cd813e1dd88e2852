package dk.samsyn.adapter.nexus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.spi.Condition;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.testkit.TestScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NexusAdapterTest {
    private static final String NANCY = "251248-9996";
    private static final String EINER = "020160-9995";
    private static final int ANY_NUMBER = Integer.MAX_VALUE;

    private final FakeNexus nexus = new FakeNexus();
    private volatile Instant now = Instant.parse("2026-11-23T08:00:00Z");
    private final TestScope scope = TestScope.unhurried();
    private final List<SourceAdapter> opened = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        opened.forEach(SourceAdapter::close);
        nexus.close();
    }

    @Test
    void aConditionIsReadFromTheCitizensOwnListAndFromTheListOverAll() {
        nexus.add(751, "conditions", NANCY, """
                {"id":90112,"version":3,"name":"Respirationsproblemer","group":{"name":"Respiration og cirkulation"},
                 "active":true,"klMappingCode":"I7.1","classificationCode":"dae40f60-8dab-4bd3-ab72-b07d0f278692",
                 "state":{"value":{"code":"ACTIVE","name":"Aktivt"}},"currentLevel":{"value":null},
                 "registeredDate":"2026-06-20T23:30:00.000Z"}""");
        SourceAdapter adapter = open(Map.of());
        List<Object> nancy = Arrays.asList(
                NANCY,
                751,
                "90112",
                "dae40f60-8dab-4bd3-ab72-b07d0f278692",
                "Respirationsproblemer",
                "Respiration og cirkulation",
                "I7.1",
                "ACTIVE",
                null,
                LocalDateTime.of(2026, 6, 21, 1, 30),
                null);
        assertThat(rows(adapter, all("tilstand", adapter))).containsExactly(nancy);
        nexus.requests.clear();
        assertThat(rows(adapter, all("tilstand", adapter).forKeys(List.of("2512489996"))))
                .containsExactly(nancy);
        assertThat(nexus.requests).contains("/751/search").noneMatch(path -> path.contains("organizations"));
    }

    @Test
    void grantsAndMeasurementsKeepTheServicesOwnWords() {
        nexus.add(730, "grants", EINER, """
                {"id":7,"name":"Sårbehandling","classificationCode":"76878386_b3d2_4320_828a_a700e8a66234",
                 "paragraph":{"section":"Sundhedsloven § 138"},"state":{"code":"ACTIVE"},"startDate":"2026-01-05",
                 "endDate":null,"decision":{"code":"E1"},"organization":{"code":"K730"}}""");
        nexus.add(730, "measurements", EINER, """
                {"id":8,"name":"Blodsukker","value":"7,2","unit":"mmol/l","measuredAt":"2026-11-01T07:30:00+01:00",
                 "measuredBy":{"role":"Borger"}}""");
        SourceAdapter adapter = open(Map.of());
        assertThat(rows(adapter, all("indsats", adapter)))
                .containsExactly(Arrays.asList(
                        EINER,
                        730,
                        "7",
                        "76878386_b3d2_4320_828a_a700e8a66234",
                        null,
                        "Sårbehandling",
                        "Sundhedsloven § 138",
                        "ACTIVE",
                        LocalDate.of(2026, 1, 5),
                        null,
                        "E1",
                        "K730"));
        assertThat(rows(adapter, all("hjemmemaaling", adapter)))
                .containsExactly(
                        List.of(EINER, 730, "8", "Blodsukker", "7,2", "mmol/l", "2026-11-01T07:30:00+01:00", "Borger"));
    }

    @ParameterizedTest(name = "links to all pages: {0}")
    @ValueSource(booleans = {false, true})
    void everyPageOfEveryInstanceIsRead(boolean linksToAllPages) {
        nexus.linksToAllPages = linksToAllPages;
        fill(730, 7);
        fill(751, 5);
        assertThat(rows(open(Map.of()), all("tilstand", open(Map.of())))).hasSize(12);
    }

    @Test
    void instancesAreAskedAtTheSameTimeWithinTheirLimits() {
        nexus.delayMillis = 60;
        nexus.linksToAllPages = true;
        for (int municipality : new int[] {706, 707, 730, 741, 751}) {
            fill(municipality, 12);
        }
        SourceAdapter adapter = open(Map.of("calls_per_instance", 2), 706, 707, 730, 741, 751);
        assertThat(rows(adapter, all("tilstand", adapter))).hasSize(60);
        assertThat(nexus.mostAtOnce.get()).isBetween(5, 8);
    }

    @Test
    void aLongListDoesNotTakeThePlacesOfOtherInstances() {
        nexus.delayMillis = 20;
        nexus.linksToAllPages = true;
        fill(730, 80);
        fill(751, 40);
        SourceAdapter adapter = open(Map.of("calls_per_instance", 2));
        assertThat(rows(adapter, all("tilstand", adapter))).hasSize(120);
        List<String> pages =
                nexus.requests.stream().filter(path -> path.contains("/list/")).toList();
        assertThat(pages.subList(0, 40).stream().filter(path -> path.startsWith("/751")))
                .as("half of what is asked first is the shorter list")
                .hasSizeGreaterThan(12);
    }

    @Test
    void personsAreSearchedForWhereTheListsAreKnownToBeLong() {
        fill(730, 30);
        fill(751, 2);
        nexus.linksToAllPages = true;
        SourceAdapter adapter = open(Map.of("searches_at_most", 0));
        List<String> keys = List.of("0101010001", "0101010020");
        List<List<Object>> fromLists = rows(adapter, all("tilstand", adapter).forKeys(keys));
        assertThat(nexus.requests).noneMatch(path -> path.contains("search"));
        nexus.requests.clear();
        assertThat(rows(adapter, all("tilstand", adapter).forKeys(keys)))
                .containsExactlyInAnyOrderElementsOf(fromLists);
        assertThat(nexus.requests).contains("/730/search").doesNotContain("/751/search");
    }

    @Test
    void aConditionOnTheMunicipalityAsksThatInstanceOnly() {
        fill(730, 3);
        fill(751, 3);
        SourceAdapter adapter = open(Map.of());
        ScanRequest request = new ScanRequest(
                "tilstand",
                List.of("kommunekode", "navn"),
                List.of(new Condition.In("kommunekode", List.of(730)), new Condition.In("navn", List.of("n1", "n9"))),
                Optional.empty(),
                OptionalLong.empty());
        assertThat(rows(adapter, request)).containsExactly(List.of(730, "n1"));
        assertThat(nexus.requests).noneMatch(path -> path.startsWith("/751"));
        assertThat(scope.parts()).containsExactly("730");
    }

    @Test
    void manyPersonsAreReadFromTheListsAndFiltered() {
        fill(730, 5);
        SourceAdapter adapter = open(Map.of("searches_at_most", 3));
        assertThat(rows(adapter, all("tilstand", adapter).forKeys(List.of("0101010001", "0101010003"))))
                .extracting(row -> row.get(0))
                .containsExactlyInAnyOrder("010101-0001", "010101-0003");
        assertThat(nexus.requests).noneMatch(path -> path.contains("search"));
        int calls = nexus.requests.size();
        assertThat(rows(adapter, all("tilstand", adapter).forKeys(List.of()))).isEmpty();
        assertThat(nexus.requests).hasSize(calls);
    }

    @Test
    void anInstanceSaysWhatItLacks() {
        nexus.gap(779, "2026-10-01", "2026-10-31", "Ingen data");
        SourceAdapter adapter = open(Map.of(), 751, 779);
        assertThat(rows(adapter, all("daekning", adapter)))
                .containsExactly(List.of(779, LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 31), "Ingen data"));
    }

    @Test
    void oneTokenServesManyCallsUntilItExpires() {
        fill(730, 5);
        SourceAdapter adapter = open(Map.of());
        rows(adapter, all("tilstand", adapter));
        rows(adapter, all("tilstand", adapter));
        assertThat(nexus.tokensGiven).hasValue(1);
        now = now.plusSeconds(280);
        rows(adapter, all("tilstand", adapter));
        assertThat(nexus.tokensGiven).hasValue(2);
    }

    @Test
    void aTokenThatIsRefusedIsRenewedOnce() {
        fill(730, 5);
        SourceAdapter adapter = open(Map.of());
        rows(adapter, all("tilstand", adapter));
        nexus.refuseAllTokens();
        assertThat(rows(adapter, all("tilstand", adapter))).hasSize(5);
        assertThat(nexus.tokensGiven.get()).isBetween(2, 3);
    }

    @ParameterizedTest(name = "{0} answers {1} {2} times: {3}")
    @CsvSource({
        "/token, 401, 1000, SOURCE_REFUSED",
        "/token, 500, 1000, SOURCE_UNAVAILABLE",
        "/token, 503, 1, ",
        "/730/home, 401, 1000, SOURCE_REFUSED",
        "/730/home, 403, 1000, SOURCE_REFUSED",
        "/730/home, 404, 1000, SOURCE_MALFORMED",
        "/730/home, 302, 1000, SOURCE_MALFORMED",
        "/730/list, 429, 2, ",
        "/730/list, 429, 1000, SOURCE_BUSY",
        "/730/list, 503, 2, ",
        "/730/list, 500, 1, ",
        "/730/list, 500, 1000, SOURCE_UNAVAILABLE",
    })
    void aFaultIsWaitedOutOrNamed(String path, int status, int times, ErrorCode expected) {
        fill(730, 3);
        nexus.fault(asked -> asked.startsWith(path), status, "{}", times);
        SourceAdapter adapter = open(Map.of());
        if (expected == null) {
            assertThat(rows(adapter, all("tilstand", adapter))).hasSize(3);
        } else {
            assertThat(failure(() -> rows(adapter, all("tilstand", adapter))).code())
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":[{\"id\":1",
                "<html>2512489996</html>",
                "{\"other\":[]}",
                "{\"content\":[2512489996]}",
                "{\"content\":[{\"id\":1}]}",
                "{\"content\":[{\"id\":1,\"patientIdentifier\":{\"identifier\":\"251248-9996\"},\"name\":{}}]}",
                "{\"content\":[{\"id\":1,\"patientIdentifier\":{\"identifier\":\"251248-9996\"},\"registeredDate\":\"i går\"}]}",
                "{\"content\":[],\"_links\":{\"next\":{\"href\":\"http://example.org/list\"}}}",
                "{\"content\":[],\"_links\":{\"next\":{\"href\":\"/730/list/conditions?page=0\"}}}",
            })
    void aMalformedAnswerIsNamedWithoutItsValues(String body) {
        fill(730, 1);
        nexus.fault(path -> path.startsWith("/730/list"), 200, body, ANY_NUMBER);
        SourceAdapter adapter = open(Map.of());
        SourceException failure = failure(() -> rows(adapter, all("tilstand", adapter)));
        assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_MALFORMED);
        assertThat(failure).hasMessageContaining("municipality 730").hasMessageNotContaining("2512489996");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain("251248");
        }
    }

    @Test
    void aServiceThatIsDownIsUnavailable() {
        SourceAdapter adapter = open(Map.of());
        nexus.close();
        assertThat(failure(() -> rows(adapter, all("tilstand", adapter))).code())
                .isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
        assertThat(failure(() -> adapter.ping(scope)).code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
    }

    @Test
    void aMunicipalityThatIsDownIsLeftAloneAndTheOthersAreNot() {
        fill(730, 3);
        fill(751, 3);
        nexus.fault(path -> path.startsWith("/751"), 504, "{}", ANY_NUMBER);
        SourceAdapter adapter = open(Map.of());
        for (int i = 0; i < 3; i++) {
            failure(() -> rows(adapter, of(751)));
        }
        int asked = nexus.requests.size();

        assertThat(failure(() -> rows(adapter, of(751)))).hasMessageContaining("751 has not answered");
        assertThat(nexus.requests).hasSize(asked);
        assertThat(rows(adapter, of(730))).hasSize(3);
    }

    @Test
    void oneSlowInstanceEndsInATimeoutWithinTheDeadline() {
        fill(730, 1);
        nexus.slow(path -> path.startsWith("/751"), 5_000);
        SourceAdapter adapter = open(Map.of());
        TestScope hurried = TestScope.lasting(Duration.ofMillis(400));
        long start = System.nanoTime();
        assertThat(failure(() -> rows(adapter, all("tilstand", adapter), hurried))
                        .code())
                .isEqualTo(ErrorCode.SOURCE_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void cancelStopsTheCallsThatRun() {
        fill(730, 40);
        nexus.delayMillis = 50;
        SourceAdapter adapter = open(Map.of());
        try (RowCursor cursor = adapter.scan(all("tilstand", adapter), scope)) {
            assertThat(cursor.next()).isTrue();
            scope.cancel();
            assertThat(failure(() -> {
                                while (cursor.next()) {
                                    assertThat(cursor.row()).isNotEmpty();
                                }
                            })
                            .code())
                    .isEqualTo(ErrorCode.QUERY_CANCELLED);
        }
        assertThat(nexus.requests.size()).isLessThan(20);
    }

    @Test
    void theListOfInstancesIsReadAgainWhenItChanges() throws Exception {
        fill(730, 1);
        fill(751, 2);
        Path file = folder.resolve("instances.csv");
        Files.writeString(file, "kommunekode;url\n0730;" + nexus.home(730) + "\n");
        Map<String, Object> settings = new HashMap<>(Map.of("instances_file", file.toString()));
        SourceAdapter adapter = open(settings, new int[0]);
        assertThat(rows(adapter, all("tilstand", adapter))).hasSize(1);
        Files.writeString(file, "kommunekode;url\n0730;" + nexus.home(730) + "\n751;" + nexus.home(751) + "\n");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
        assertThat(rows(adapter, all("tilstand", adapter))).hasSize(3);
        Files.delete(file);
        assertThat(failure(() -> rows(adapter, all("tilstand", adapter))).code())
                .isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
    }

    @Test
    void callsAreCountedAndPingReadsNoPerson() {
        fill(730, 1);
        SourceAdapter adapter = open(Map.of());
        adapter.ping(scope);
        assertThat(nexus.requests).containsExactlyInAnyOrder("/token", "/730/home", "/751/home");
        assertThat(scope.calls()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "token_url, settings.token_url is missing",
        "secret, settings.secret is missing",
        "instances, settings.instances or settings.instances_file is missing",
    })
    void aMissingSettingIsNamed(String setting, String message) {
        Map<String, Object> settings = settings(730);
        settings.remove(setting);
        assertThatThrownBy(() -> open(settings, new int[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static ScanRequest of(int municipality) {
        return new ScanRequest(
                "tilstand",
                List.of("navn"),
                List.of(new Condition.In("kommunekode", List.of(municipality))),
                Optional.empty(),
                OptionalLong.empty());
    }

    private void fill(int municipality, int conditions) {
        for (int i = 0; i < conditions; i++) {
            nexus.add(
                    municipality,
                    "conditions",
                    "010101-%04d".formatted(i),
                    "{\"id\":" + i + ",\"name\":\"n" + i + "\"}");
        }
    }

    private SourceAdapter open(Map<String, Object> extra) {
        return open(extra, 730, 751);
    }

    private SourceAdapter open(Map<String, Object> extra, int... municipalities) {
        Map<String, Object> settings = municipalities.length == 0 ? new HashMap<>() : settings(municipalities);
        if (municipalities.length == 0 && !extra.containsKey("token_url") && extra.containsKey("instances_file")) {
            settings.putAll(settings(730));
            settings.remove("instances");
        }
        settings.putAll(extra);
        SourceAdapter adapter = new NexusAdapterFactory(() -> now)
                .open(new SourceConfig(
                        new SourceId("nexus"), "nexus", settings, List.of(), Duration.ofSeconds(3), 8, folder));
        opened.add(adapter);
        return adapter;
    }

    private Map<String, Object> settings(int... municipalities) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("token_url", nexus.url() + "/token");
        settings.put("client", "samsyn");
        settings.put("secret", "hem&lig");
        settings.put(
                "instances",
                Arrays.stream(municipalities)
                        .mapToObj(code -> Map.of("kommunekode", code, "url", nexus.home(code)))
                        .toList());
        return settings;
    }

    private List<List<Object>> rows(SourceAdapter adapter, ScanRequest request) {
        return rows(adapter, request, scope);
    }

    private static List<List<Object>> rows(SourceAdapter adapter, ScanRequest request, TestScope scope) {
        List<List<Object>> rows = new ArrayList<>();
        try (RowCursor cursor = adapter.scan(request, scope)) {
            while (cursor.next()) {
                rows.add(Arrays.asList(cursor.row()));
            }
        }
        return rows;
    }

    private static ScanRequest all(String table, SourceAdapter adapter) {
        SourceTable found = adapter.tables().stream()
                .filter(known -> known.name().equals(table))
                .findFirst()
                .orElseThrow();
        return ScanRequest.all(found);
    }

    private static SourceException failure(Runnable action) {
        try {
            action.run();
        } catch (SourceException e) {
            return e;
        }
        throw new AssertionError("no failure");
    }
}
