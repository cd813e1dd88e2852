package dk.samsyn.adapter.cpr;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dk.samsyn.spi.Condition;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.testkit.TestScope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class CprAdapterTest {
    private static final String HEADER =
            "cpr;navn;koen;foedselsdato;doed_dato;status;kommunekode;postnr;sogn;adressebeskyttet\n";
    private static final String NANCY = "2512489996;Nancy Ærø;K;1948-12-25;;01;0751;8000;9001;false\n";
    private static final String BRUNO =
            "2509479989;\"Bruno \"\"B\"\"; Elmer\";M;1947-09-25;2026-01-02;90;0730;8900;8900;1\n";
    private static final String HIDDEN = "0703921VJ5;;K;1992-03-07;;01;0751;;;ja\n";

    @RegisterExtension
    static final WireMockExtension CPR = WireMockExtension.newInstance().build();

    private final AtomicLong clock = new AtomicLong();

    @Test
    void aScanReadsTheListWithTypedValues() {
        list("borger", HEADER + NANCY + BRUNO + HIDDEN);
        try (SourceAdapter cpr = adapter()) {
            assertThat(rows(cpr, all(cpr, "borger"), TestScope.unhurried()))
                    .containsExactlyInAnyOrder(
                            row(
                                    "2512489996",
                                    "Nancy Ærø",
                                    "K",
                                    LocalDate.of(1948, 12, 25),
                                    null,
                                    "01",
                                    751,
                                    8000,
                                    9001,
                                    false),
                            row(
                                    "2509479989",
                                    "Bruno \"B\"; Elmer",
                                    "M",
                                    LocalDate.of(1947, 9, 25),
                                    LocalDate.of(2026, 1, 2),
                                    "90",
                                    730,
                                    8900,
                                    8900,
                                    true),
                            row("0703921VJ5", null, "K", LocalDate.of(1992, 3, 7), null, "01", 751, null, null, true));
        }
    }

    @Test
    void severalKeysAreAnsweredByTheListInOneCall() {
        list("borger", HEADER + NANCY + BRUNO + HIDDEN);
        try (SourceAdapter cpr = adapter()) {
            TestScope query = TestScope.unhurried();
            ScanRequest request = request("borger", List.of("cpr", "postnr"), List.of())
                    .forKeys(List.of("2512489996", "0703921VJ5", "0101010000"));
            assertThat(rows(cpr, request, query))
                    .containsExactlyInAnyOrder(row("2512489996", 8000), row("0703921VJ5", null));
            assertThat(query.calls()).isEqualTo(1);
            assertThat(rows(cpr, request, query)).hasSize(2);
            assertThat(query.calls()).isEqualTo(1);
        }
    }

    @Test
    void oneKeyIsAskedLive() {
        CPR.stubFor(get(urlEqualTo("/sikrede/2512489996")).willReturn(okJson("""
                {"cpr":"2512489996","navn":"Nancy Ærø","koen":"K","foedselsdato":"1948-12-25","doedsdato":null,
                 "status":"01","kommuneKode":"0751","postnr":8000,"sogn":9001,"adressebeskyttelse":false,
                 "egenLaege":{"ydernummer":"099001","fra":"2019-01-01"},"tidligereCpr":["2512489988"]}""")));
        try (SourceAdapter cpr = adapter()) {
            TestScope query = TestScope.unhurried();
            assertThat(rows(cpr, all(cpr, "borger").forKeys(List.of("2512489996")), query))
                    .containsExactly(row(
                            "2512489996",
                            "Nancy Ærø",
                            "K",
                            LocalDate.of(1948, 12, 25),
                            null,
                            "01",
                            751,
                            8000,
                            9001,
                            false));
            assertThat(query.calls()).isEqualTo(1);
        }
        CPR.verify(0, getRequestedFor(urlEqualTo("/liste/borger.csv")));
    }

    @Test
    void aFormerNumberIsNoKeyLiveOrListed() {
        CPR.stubFor(get(urlEqualTo("/sikrede/2512489988"))
                .willReturn(okJson("{\"cpr\":\"2512489996\",\"tidligereCpr\":[\"2512489988\"]}")));
        list("borger", HEADER + NANCY);
        try (SourceAdapter cpr = adapter()) {
            assertThat(rows(cpr, all(cpr, "borger").forKeys(List.of("2512489988")), TestScope.unhurried()))
                    .isEmpty();
            assertThat(rows(
                            cpr,
                            all(cpr, "borger").forKeys(List.of("2512489988", "2512489999")),
                            TestScope.unhurried()))
                    .isEmpty();
        }
    }

    @Test
    void anUnknownPersonHasNoRow() {
        try (SourceAdapter cpr = adapter()) {
            assertThat(rows(cpr, all(cpr, "borger").forKeys(List.of("2512489996")), TestScope.unhurried()))
                    .isEmpty();
        }
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                Arguments.of(List.of(in("kommunekode", 751)), List.of("2512489996", "0703921VJ5")),
                Arguments.of(List.of(in("kommunekode", 730, 741)), List.of("2509479989")),
                Arguments.of(List.of(in("kommunekode", 751), in("postnr", 8000)), List.of("2512489996")),
                Arguments.of(List.of(in("navn", "Nancy Ærø", "Ingen")), List.of("2512489996")),
                Arguments.of(List.of(in("cpr", "2509479989")), List.of("2509479989")),
                Arguments.of(List.of(in("foedselsdato", LocalDate.of(1948, 12, 25))), List.of("2512489996")),
                Arguments.of(List.of(in("adressebeskyttet", true)), List.of("2509479989", "0703921VJ5")),
                Arguments.of(List.of(in("koen", "U")), List.of()),
                Arguments.of(List.of(in("koen")), List.of()));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void conditionsAreExact(List<Condition> conditions, List<String> persons) {
        list("borger", HEADER + NANCY + BRUNO + HIDDEN);
        try (SourceAdapter cpr = adapter()) {
            assertThat(rows(cpr, request("borger", List.of("cpr"), conditions), TestScope.unhurried()))
                    .extracting(row -> row[0])
                    .containsExactlyInAnyOrderElementsOf(persons);
        }
    }

    @Test
    void aPracticeListIsFoundByYdernummer() {
        list("gp_tilknytning", """
                cpr;ydernr;gyldig_fra;gyldig_til;sikringsgruppe
                2512489996;99001;2019-01-01;;1
                2509479989;099002;2019-01-01;2020-01-01;1
                0703921VJ5;;2019-01-01;;2
                """);
        try (SourceAdapter cpr = adapter()) {
            assertThat(rows(
                            cpr,
                            request("gp_tilknytning", List.of("cpr", "ydernr"), List.of(in("ydernr", "099001"))),
                            TestScope.unhurried()))
                    .containsExactly(row("2512489996", "099001"));
        }
    }

    @Test
    void aPersonMayHaveSeveralRowsUnderOneKey() {
        list("person_identifikator", """
                cpr;vaerdi;type;gyldig_fra;gyldig_til
                2512489996;2512489996;CPR;1948-12-25;
                2512489996;25124899Y6;X-eCPR;2025-10-27;2025-11-01
                """);
        try (SourceAdapter cpr = adapter()) {
            assertThat(rows(
                            cpr,
                            request("person_identifikator", List.of("vaerdi"), List.of())
                                    .forKeys(List.of("2512489996")),
                            TestScope.unhurried()))
                    .containsExactlyInAnyOrder(row("2512489996"), row("25124899Y6"));
        }
    }

    @Test
    void theListIsAskedForAgainOnlyAfterTheIntervalAndOnlyIfItChanged() {
        CPR.stubFor(get(urlEqualTo("/liste/borger.csv"))
                .willReturn(ok(HEADER + NANCY).withHeader("ETag", "\"1\"")));
        CPR.stubFor(get(urlEqualTo("/liste/borger.csv"))
                .withHeader("If-None-Match", equalTo("\"1\""))
                .willReturn(aResponse().withStatus(304)));
        try (SourceAdapter cpr = adapter()) {
            ScanRequest request = all(cpr, "borger");
            TestScope query = TestScope.unhurried();
            assertThat(rows(cpr, request, query)).hasSize(1);
            clock.addAndGet(Duration.ofMinutes(59).toNanos());
            assertThat(rows(cpr, request, query)).hasSize(1);
            assertThat(query.calls()).isEqualTo(1);
            clock.addAndGet(Duration.ofMinutes(2).toNanos());
            assertThat(rows(cpr, request, query)).hasSize(1);
            assertThat(query.calls()).isEqualTo(2);
            clock.addAndGet(Duration.ofMinutes(61).toNanos());
            CPR.stubFor(get(urlEqualTo("/liste/borger.csv"))
                    .willReturn(ok(HEADER + NANCY + BRUNO).withHeader("ETag", "\"2\"")));
            assertThat(rows(cpr, request, query)).hasSize(2);
            clock.addAndGet(Duration.ofMinutes(61).toNanos());
            CPR.stubFor(
                    get(urlEqualTo("/liste/borger.csv")).willReturn(aResponse().withStatus(500)));
            assertThat(code(() -> rows(cpr, request, query))).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
        }
    }

    static Stream<Arguments> badLists() {
        return Stream.of(
                Arguments.of("missing", aResponse().withStatus(404), ErrorCode.SOURCE_UNAVAILABLE),
                Arguments.of("forbidden", aResponse().withStatus(403), ErrorCode.SOURCE_REFUSED),
                Arguments.of("failing", aResponse().withStatus(500), ErrorCode.SOURCE_UNAVAILABLE),
                Arguments.of(
                        "reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), ErrorCode.SOURCE_UNAVAILABLE),
                Arguments.of(
                        "broken chunk",
                        aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                        ErrorCode.SOURCE_UNAVAILABLE),
                Arguments.of("empty", ok(""), ErrorCode.SOURCE_MALFORMED),
                Arguments.of("no column", ok("cpr;navn\n1;2\n"), ErrorCode.SOURCE_MALFORMED),
                Arguments.of("short record", ok(HEADER + "2512489996;x\n"), ErrorCode.SOURCE_MALFORMED),
                Arguments.of(
                        "cut off",
                        ok((HEADER + NANCY).substring(0, HEADER.length() + NANCY.length() - 1)),
                        ErrorCode.SOURCE_MALFORMED),
                Arguments.of("bad date", ok(HEADER + NANCY.replace("1948-12-25", "i går")), ErrorCode.SOURCE_MALFORMED),
                Arguments.of("nobody", ok(HEADER + NANCY.replace("2512489996", "")), ErrorCode.SOURCE_MALFORMED),
                Arguments.of("open quote", ok(HEADER + "\"251"), ErrorCode.SOURCE_MALFORMED),
                Arguments.of("login page", ok("<html></html>"), ErrorCode.SOURCE_MALFORMED),
                Arguments.of(
                        "Latin-1",
                        aResponse().withBody((HEADER + NANCY).getBytes(StandardCharsets.ISO_8859_1)),
                        ErrorCode.SOURCE_MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badLists")
    void aListThatCannotBeUsedIsAnError(String what, ResponseDefinitionBuilder response, ErrorCode code) {
        CPR.stubFor(get(anyUrl()).willReturn(response));
        try (SourceAdapter cpr = adapter()) {
            SourceException problem = catchThrowableOfType(
                    SourceException.class, () -> rows(cpr, all(cpr, "borger"), TestScope.unhurried()));
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.getMessage()).doesNotContain("2512489996", "Nancy");
        }
    }

    static Stream<Arguments> badAnswers() {
        return Stream.of(
                Arguments.of("not JSON", ok("Nancy"), ErrorCode.SOURCE_MALFORMED),
                Arguments.of("nobody", okJson("{}"), ErrorCode.SOURCE_MALFORMED),
                Arguments.of("somebody else", okJson("{\"cpr\":\"2509479989\"}"), ErrorCode.SOURCE_MALFORMED),
                Arguments.of(
                        "bad date",
                        okJson("{\"cpr\":\"2512489996\",\"foedselsdato\":\"x\"}"),
                        ErrorCode.SOURCE_MALFORMED),
                Arguments.of("unauthorised", aResponse().withStatus(401), ErrorCode.SOURCE_REFUSED),
                Arguments.of("silent", ok("{}").withFixedDelay(20_000), ErrorCode.SOURCE_TIMEOUT),
                Arguments.of(
                        "dripping",
                        okJson("{\"cpr\":\"2512489996\"}").withChunkedDribbleDelay(20, 20_000),
                        ErrorCode.SOURCE_TIMEOUT),
                Arguments.of("busy", aResponse().withStatus(503), ErrorCode.SOURCE_BUSY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAnswers")
    void aLiveAnswerThatCannotBeUsedIsAnError(String what, ResponseDefinitionBuilder response, ErrorCode code) {
        CPR.stubFor(get(anyUrl()).willReturn(response));
        try (SourceAdapter cpr = adapter()) {
            SourceScope query = TestScope.lasting(Duration.ofMillis(900));
            SourceException problem = catchThrowableOfType(
                    SourceException.class, () -> rows(cpr, all(cpr, "borger").forKeys(List.of("2512489996")), query));
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.getMessage()).doesNotContain("2512489996", "Nancy");
        }
    }

    @Test
    void aRegisterThatIsDownIsUnavailable() {
        try (SourceAdapter cpr = open("http://127.0.0.1:1")) {
            assertThat(code(() -> rows(cpr, all(cpr, "borger"), TestScope.unhurried())))
                    .isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
            assertThat(code(() -> cpr.ping(TestScope.unhurried()))).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
        }
    }

    @Test
    void aListThatOneQueryCouldNotWaitForServesTheNext() {
        CPR.stubFor(get(urlEqualTo("/liste/borger.csv"))
                .willReturn(ok(HEADER + NANCY).withChunkedDribbleDelay(10, 2_000)));
        try (SourceAdapter cpr = adapter()) {
            TestScope impatient = TestScope.lasting(Duration.ofMillis(500));
            assertThat(code(() -> rows(cpr, all(cpr, "borger"), impatient))).isEqualTo(ErrorCode.SOURCE_TIMEOUT);
            TestScope next = TestScope.unhurried();
            assertThat(rows(cpr, all(cpr, "borger"), next)).hasSize(1);
            assertThat(impatient.calls() + next.calls()).isEqualTo(1);
        }
    }

    @Test
    void aListThatFallsSilentIsGivenUp() {
        CPR.stubFor(get(urlEqualTo("/liste/borger.csv"))
                .willReturn(ok(HEADER + NANCY).withChunkedDribbleDelay(2, 30_000)));
        try (SourceAdapter cpr = open(CPR.baseUrl(), Duration.ofSeconds(1))) {
            assertThat(code(() -> rows(cpr, all(cpr, "borger"), TestScope.unhurried())))
                    .isEqualTo(ErrorCode.SOURCE_TIMEOUT);
        }
    }

    @Test
    void aPingNamesNobody() {
        CPR.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404)));
        try (SourceAdapter cpr = adapter()) {
            cpr.ping(TestScope.unhurried());
        }
    }

    @Test
    void aCancelledQueryReadsNoFurther() {
        list("borger", HEADER + NANCY.repeat(10_000));
        try (SourceAdapter cpr = adapter()) {
            TestScope query = TestScope.unhurried();
            assertThatThrownBy(() -> {
                        try (RowCursor cursor = cpr.scan(all(cpr, "borger"), query)) {
                            while (cursor.next()) {
                                query.cancel();
                            }
                        }
                    })
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_CANCELLED));
        }
    }

    private static Condition in(String column, Object... values) {
        return new Condition.In(column, Arrays.asList(values));
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    private static ErrorCode code(Runnable action) {
        return catchThrowableOfType(SourceException.class, action::run).code();
    }

    private static void list(String name, String csv) {
        CPR.stubFor(get(urlEqualTo("/liste/" + name + ".csv")).willReturn(ok(csv).withHeader("ETag", "\"a\"")));
    }

    private SourceAdapter adapter() {
        return open(CPR.baseUrl());
    }

    private SourceAdapter open(String url) {
        return open(url, Duration.ofSeconds(5));
    }

    private SourceAdapter open(String url, Duration timeout) {
        return new CprAdapter(
                new SourceConfig(new SourceId("cpr"), "cpr", Map.of("url", url), List.of(), timeout, 4, Path.of(".")),
                clock::get);
    }

    private static ScanRequest all(SourceAdapter adapter, String table) {
        SourceTable found = adapter.tables().stream()
                .filter(candidate -> candidate.name().equals(table))
                .findFirst()
                .orElseThrow();
        return ScanRequest.all(found);
    }

    private static ScanRequest request(String table, List<String> columns, List<Condition> conditions) {
        return new ScanRequest(table, columns, conditions, Optional.empty(), OptionalLong.empty());
    }

    private static List<@Nullable Object[]> rows(SourceAdapter adapter, ScanRequest request, SourceScope scope) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (RowCursor cursor = adapter.scan(request, scope)) {
            while (cursor.next()) {
                rows.add(cursor.row());
            }
        }
        return rows;
    }
}
