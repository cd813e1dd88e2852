package dk.samsyn.adapter.fmk;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingXPath;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dk.samsyn.adapter.soap.QueryScope;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import dk.samsyn.spi.SourceTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class FmkAdapterTest {
    private static final String CPR = "2512489996";

    @RegisterExtension
    static final WireMockExtension FMK = WireMockExtension.newInstance()
            .options(com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig()
                    .dynamicPort()
                    .containerThreads(40))
            .build();

    @Test
    void oneCallAnswersBothTablesOfOneQuery() {
        FMK.stubFor(post(anyUrl()).willReturn(ok(Cards.answer(CPR, Cards.medication("1", Cards.warrant("9", ""))))));
        try (SourceAdapter fmk = adapter(Map.of())) {
            QueryScope query = QueryScope.ofDoctor();
            assertThat(rows(fmk, "ordination", query, CPR)).hasSize(1);
            assertThat(rows(fmk, "recept", query, CPR)).hasSize(1);
            assertThat(query.calls()).isEqualTo(1);
            QueryScope other = QueryScope.ofDoctor();
            assertThat(rows(fmk, "recept", other, CPR)).hasSize(1);
            assertThat(other.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.6, http://fmk-teknik.dk/160#GetMedicineCard",
        "1.4.6, http://www.dkma.dk/medicinecard/xml.schema/2015/06/01/E2#GetMedicineCard"
    })
    void theRequestNamesTheCitizenTheCallerAndTheRole(String version, String action) {
        FMK.stubFor(post(anyUrl()).willReturn(ok(Cards.answer(CPR, ""))));
        try (SourceAdapter fmk = adapter(Map.of("version", version))) {
            rows(fmk, "ordination", QueryScope.ofDoctor(), CPR);
        }
        FMK.verify(postRequestedFor(anyUrl())
                .withHeader("SOAPAction", equalTo('"' + action + '"'))
                .withHeader("Content-Type", containing("text/xml"))
                .withRequestBody(
                        matchingXPath("//*[local-name()='PersonIdentifier'][@source='CPR']/text()", equalTo(CPR)))
                .withRequestBody(matchingXPath("//*[local-name()='RequestedRole']/text()", equalTo("Læge")))
                .withRequestBody(matchingXPath(
                        "//*[local-name()='OrgUsingID'][@NameFormat='medcom:ynumber']/text()", equalTo("099001")))
                .withRequestBody(
                        matchingXPath("//*[local-name()='BinarySecurityToken']/text()", equalTo("kort & <id>")))
                .withRequestBody(matchingXPath("//*[local-name()='FlowID']/text()", equalTo("q-1"))));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                failure(
                        "refused by code",
                        aResponse().withStatus(500).withBody(Cards.fault("expired_idcard")),
                        ErrorCode.SOURCE_REFUSED,
                        1),
                failure(
                        "signature",
                        aResponse().withStatus(500).withBody(Cards.fault("invalid_signature")),
                        ErrorCode.SOURCE_REFUSED,
                        1),
                failure("fault with HTTP 200", ok(Cards.fault("no_valid_agreement")), ErrorCode.SOURCE_REFUSED, 1),
                failure("unknown fault", ok(Cards.fault("2512489996")), ErrorCode.SOURCE_REFUSED, 1),
                failure("passing fault", ok(Cards.fault("processing_problem")), ErrorCode.SOURCE_UNAVAILABLE, 3),
                failure("HTTP 401", aResponse().withStatus(401), ErrorCode.SOURCE_REFUSED, 1),
                failure("HTTP 403", aResponse().withStatus(403), ErrorCode.SOURCE_REFUSED, 1),
                failure("HTTP 404", aResponse().withStatus(404), ErrorCode.SOURCE_UNAVAILABLE, 1),
                failure("HTTP 500", aResponse().withStatus(500).withBody("oops"), ErrorCode.SOURCE_UNAVAILABLE, 1),
                failure(
                        "HTTP 302",
                        aResponse().withStatus(302).withHeader("Location", "/x"),
                        ErrorCode.SOURCE_UNAVAILABLE,
                        1),
                failure("HTTP 503", aResponse().withStatus(503), ErrorCode.SOURCE_BUSY, 3),
                failure(
                        "HTTP 429, later than we have",
                        aResponse().withStatus(429).withHeader("Retry-After", "900"),
                        ErrorCode.SOURCE_BUSY,
                        1),
                failure("HTTP 504", aResponse().withStatus(504), ErrorCode.SOURCE_TIMEOUT, 3),
                failure("login page", ok("<html><body>Log ind</body></html>"), ErrorCode.SOURCE_MALFORMED, 1),
                failure(
                        "cut off",
                        ok(Cards.answer(CPR, Cards.medication("1", "")).substring(0, 700)),
                        ErrorCode.SOURCE_MALFORMED,
                        1),
                failure("not XML", ok("{\"a\":1}"), ErrorCode.SOURCE_MALFORMED, 1),
                failure("empty", ok(""), ErrorCode.SOURCE_MALFORMED, 1),
                failure(
                        "bad date",
                        ok(Cards.answer(CPR, Cards.medication("1", "")).replace("2019-03-04<", "i går<")),
                        ErrorCode.SOURCE_MALFORMED,
                        1),
                failure(
                        "another person",
                        ok(Cards.answer("0911740102", Cards.medication("1", ""))),
                        ErrorCode.SOURCE_MALFORMED,
                        1),
                failure(
                        "external entity",
                        ok("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                                + Cards.card(CPR, Cards.medication("&x;", ""))),
                        ErrorCode.SOURCE_MALFORMED,
                        1),
                failure("billion laughs", ok(laughs()), ErrorCode.SOURCE_MALFORMED, 1),
                failure(
                        "too large",
                        ok(Cards.answer(CPR, "<mc:x>" + "a".repeat(300_000) + "</mc:x>")),
                        ErrorCode.SOURCE_MALFORMED,
                        1),
                failure(
                        "reset",
                        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                        ErrorCode.SOURCE_UNAVAILABLE,
                        3),
                failure("closed", aResponse().withFault(Fault.EMPTY_RESPONSE), ErrorCode.SOURCE_UNAVAILABLE, 3),
                failure(
                        "garbage",
                        aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
                        ErrorCode.SOURCE_UNAVAILABLE,
                        3),
                failure(
                        "broken chunk",
                        aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK),
                        ErrorCode.SOURCE_MALFORMED,
                        1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void everyFailureHasItsCodeAndNoValueInItsMessage(
            String what, ResponseDefinitionBuilder response, ErrorCode code, int calls) {
        FMK.stubFor(post(anyUrl()).willReturn(response));
        try (SourceAdapter fmk = adapter(Map.of("attempts", "3", "max_bytes", "200000"))) {
            QueryScope query = QueryScope.ofDoctor();
            SourceException problem =
                    catchThrowableOfType(SourceException.class, () -> rows(fmk, "ordination", query, CPR));
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.getMessage()).startsWith("source fmk: ").doesNotContain(CPR, "Nancy");
            assertThat(query.calls()).isEqualTo(calls);
        }
    }

    @Test
    void aKnownFaultCodeIsNamed() {
        FMK.stubFor(post(anyUrl()).willReturn(ok(Cards.fault("expired_idcard"))));
        try (SourceAdapter fmk = adapter(Map.of())) {
            assertThatThrownBy(() -> rows(fmk, "ordination", QueryScope.ofDoctor(), CPR))
                    .hasMessage("source fmk: refused the request (expired_idcard)");
        }
    }

    @Test
    void anUnknownPersonHasNoRows() {
        FMK.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(500).withBody(Cards.fault("person_not_found"))));
        try (SourceAdapter fmk = adapter(Map.of())) {
            assertThat(rows(fmk, "ordination", QueryScope.ofDoctor(), CPR)).isEmpty();
        }
    }

    @Test
    void aBusyServiceIsAskedAgain() {
        FMK.stubFor(post(anyUrl())
                .inScenario("busy")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "0"))
                .willSetStateTo("slow"));
        FMK.stubFor(post(anyUrl())
                .inScenario("busy")
                .whenScenarioStateIs("slow")
                .willReturn(ok("late").withFixedDelay(1_500))
                .willSetStateTo("well"));
        FMK.stubFor(post(anyUrl())
                .inScenario("busy")
                .whenScenarioStateIs("well")
                .willReturn(ok(Cards.answer(CPR, Cards.medication("1", "")))));
        try (SourceAdapter fmk = adapter(Map.of(), Duration.ofMillis(600), 4)) {
            QueryScope query = QueryScope.ofDoctor();
            assertThat(rows(fmk, "ordination", query, CPR)).hasSize(1);
            assertThat(query.calls()).isEqualTo(3);
        }
    }

    @Test
    void aServiceThatIsDownIsLeftAloneAfterAFewQuestions() {
        FMK.stubFor(post(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        try (SourceAdapter fmk = adapter(Map.of())) {
            QueryScope query = QueryScope.ofDoctor();
            for (int i = 0; i < 5; i++) {
                SourceException problem =
                        catchThrowableOfType(SourceException.class, () -> rows(fmk, "ordination", query, CPR));
                assertThat(problem.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
            }
            assertThat(query.calls()).isEqualTo(8);
        }
    }

    @Test
    void aSilentServiceCostsNoMoreThanTheQuerysTime() {
        FMK.stubFor(post(anyUrl()).willReturn(ok(Cards.answer(CPR, "")).withFixedDelay(20_000)));
        try (SourceAdapter fmk = adapter(Map.of())) {
            QueryScope query = new QueryScope(Duration.ofMillis(400), "hospitalslaege");
            long start = System.nanoTime();
            SourceException problem =
                    catchThrowableOfType(SourceException.class, () -> rows(fmk, "ordination", query, CPR));
            assertThat(problem.code()).isEqualTo(ErrorCode.SOURCE_TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void anAnswerThatDripsEndsWithTheQuerysTime() {
        FMK.stubFor(post(anyUrl()).willReturn(ok(Cards.answer(CPR, "")).withChunkedDribbleDelay(50, 20_000)));
        try (SourceAdapter fmk = adapter(Map.of())) {
            QueryScope query = new QueryScope(Duration.ofMillis(700), "hospitalslaege");
            assertThat(catchThrowableOfType(SourceException.class, () -> rows(fmk, "recept", query, CPR))
                            .code())
                    .isEqualTo(ErrorCode.SOURCE_TIMEOUT);
        }
    }

    @Test
    void cancellingStopsTheCallsAndTheReader() throws Exception {
        FMK.stubFor(post(anyUrl()).willReturn(ok(Cards.answer(CPR, "")).withFixedDelay(20_000)));
        try (SourceAdapter fmk = adapter(Map.of())) {
            QueryScope query = QueryScope.ofDoctor();
            CompletableFuture<ErrorCode> outcome = CompletableFuture.supplyAsync(() -> catchThrowableOfType(
                            SourceException.class,
                            () -> rows(fmk, "ordination", query, keys(50).toArray(String[]::new)))
                    .code());
            while (query.calls() < 4) {
                Thread.onSpinWait();
            }
            query.cancel();
            assertThat(outcome.get(5, TimeUnit.SECONDS)).isEqualTo(ErrorCode.QUERY_CANCELLED);
            assertThat(query.calls()).isEqualTo(4);
        }
    }

    @Test
    void aReaderThatStopsStopsTheCalls() {
        FMK.stubFor(post(anyUrl()).willReturn(ok(Cards.envelope("", card16WithoutPerson()))));
        try (SourceAdapter fmk = adapter(Map.of())) {
            QueryScope query = QueryScope.ofDoctor();
            try (RowCursor cursor = fmk.scan(request(fmk, "ordination", keys(100)), query)) {
                assertThat(cursor.next()).isTrue();
            }
            assertThat(query.calls()).isLessThan(10);
        }
    }

    @Test
    void anOldAndANewNumberOfOnePersonGiveThePersonOnce() {
        String known = Cards.header(
                "<mc:KnownPersonIdentifiers>" + known("0911740102") + known(CPR) + "</mc:KnownPersonIdentifiers>");
        FMK.stubFor(post(anyUrl()).willReturn(ok(Cards.envelope(known, Cards.card(CPR, Cards.medication("1", ""))))));
        try (SourceAdapter fmk = adapter(Map.of())) {
            assertThat(rows(fmk, "ordination", QueryScope.ofDoctor(), "0911740102", CPR))
                    .hasSize(1);
            assertThat(rows(fmk, "ordination", QueryScope.ofDoctor(), "0911740102"))
                    .singleElement()
                    .satisfies(row -> assertThat(row[0]).isEqualTo("0911740102"));
        }
    }

    @Test
    void aRoleThatFmkDoesNotKnowIsRefusedBeforeAnyCall() {
        try (SourceAdapter fmk = adapter(Map.of())) {
            QueryScope query = new QueryScope(Duration.ofSeconds(5), "regional_analytiker");
            assertThat(catchThrowableOfType(SourceException.class, () -> rows(fmk, "ordination", query, CPR))
                            .code())
                    .isEqualTo(ErrorCode.SOURCE_REFUSED);
            assertThat(query.calls()).isZero();
        }
    }

    @Test
    void fmkIsNeverScanned() {
        try (SourceAdapter fmk = adapter(Map.of())) {
            SourceTable table = fmk.tables().get(0);
            assertThatThrownBy(() -> fmk.scan(ScanRequest.all(table), QueryScope.ofDoctor()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(rows(fmk, "ordination", QueryScope.ofDoctor())).isEmpty();
        }
    }

    @Test
    void aPingNamesNobody() {
        FMK.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(405)));
        try (SourceAdapter fmk = adapter(Map.of())) {
            fmk.ping(QueryScope.ofDoctor());
            FMK.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(500)));
            assertThat(catchThrowableOfType(SourceException.class, () -> fmk.ping(QueryScope.ofDoctor()))
                            .code())
                    .isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
        }
    }

    @ParameterizedTest
    @CsvSource({"url, ftp://x, settings.url", "version, 2.0, settings.version", "attempts, 0, settings.attempts"})
    void aWrongSettingIsNamed(String setting, String value, String named) {
        assertThatThrownBy(() -> adapter(Map.of(setting, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    private static String known(String cpr) {
        return "<mc:KnownPersonIdentifier><mc:PersonIdentifier source=\"CPR\">" + cpr
                + "</mc:PersonIdentifier></mc:KnownPersonIdentifier>";
    }

    private static String card16WithoutPerson() {
        return Cards.card(CPR, Cards.medication("1", "")).replaceAll("<mc:Patient>.*</mc:Patient>", "");
    }

    private static String laughs() {
        StringBuilder entities = new StringBuilder("<!DOCTYPE r [<!ENTITY e0 \"ha\">");
        IntStream.range(1, 12).forEach(i -> entities.append("<!ENTITY e" + i + " \"")
                .append(("&e" + (i - 1) + ";").repeat(10))
                .append("\">"));
        return entities + "]>" + Cards.card(CPR, Cards.medication("&e11;", ""));
    }

    private static Arguments failure(String what, ResponseDefinitionBuilder response, ErrorCode code, int calls) {
        return Arguments.of(what, response, code, calls);
    }

    private static List<String> keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format("251248%04d", i))
                .toList();
    }

    static SourceAdapter adapter(Map<String, Object> settings) {
        return adapter(settings, Duration.ofSeconds(5), 4);
    }

    private static SourceAdapter adapter(Map<String, Object> settings, Duration timeout, int callsAtOnce) {
        Map<String, Object> all = new HashMap<>(Map.of("url", FMK.baseUrl() + "/fmk", "id_card", "kort & <id>"));
        all.putAll(settings);
        return new FmkAdapterFactory()
                .open(new SourceConfig(new SourceId("fmk"), "fmk", all, List.of(), timeout, callsAtOnce, Path.of(".")));
    }

    private static ScanRequest request(SourceAdapter adapter, String table, List<String> keys) {
        return adapter.tables().stream()
                .filter(candidate -> candidate.name().equals(table))
                .map(candidate -> ScanRequest.all(candidate).forKeys(keys))
                .findFirst()
                .orElseThrow();
    }

    private static List<@Nullable Object[]> rows(
            SourceAdapter adapter, String table, SourceScope scope, String... keys) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (RowCursor cursor = adapter.scan(request(adapter, table, List.of(keys)), scope)) {
            while (cursor.next()) {
                rows.add(cursor.row());
            }
        }
        return rows;
    }
}
