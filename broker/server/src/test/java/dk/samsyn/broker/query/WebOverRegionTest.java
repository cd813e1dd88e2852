package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.broker.doors.DoorsFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP door in front of the real pipeline and the small region. */
class WebOverRegionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String LAB = "SELECT pid, vaerdi_num FROM laboratoriesvar WHERE kilde = 'labka'";

    private static DoorsFixture doors;

    @BeforeAll
    static void start() {
        doors = DoorsFixture.over(Lille.get().queries);
    }

    @AfterAll
    static void stop() {
        doors.close();
    }

    @Test
    void anAnswerNamesItsSourcesAndPolicies() throws Exception {
        JsonNode answer = JSON.readTree(ask("SELECT pid, begreb FROM diagnose WHERE begreb = 'DM2'", "application/json")
                .body());

        assertThat(answer.get("rows")).isNotEmpty();
        assertThat(answer.findValuesAsText("id")).contains("epj", "praksis_a", "laege-egne-patienter");
        assertThat(answer.get("sources").get(0).has("calls"))
                .as("identified mode")
                .isTrue();
    }

    /** Far more rows than are buffered: a doctor's laboratory answers of five years. */
    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson", "application/json"})
    void everyFormatStreamsTheSameRows(String format) throws Exception {
        int expected = Lille.get().rows(Lille.doctor("099001"), LAB).size();
        HttpResponse<String> response = ask(LAB, format);

        assertThat(response.statusCode()).isEqualTo(200);
        long rows =
                switch (format) {
                    case "text/csv" -> response.body().lines().count() - 1;
                    case "application/x-ndjson" ->
                        response.body()
                                .lines()
                                .filter(line -> !line.startsWith("{\"@"))
                                .count();
                    default -> JSON.readTree(response.body()).get("rows").size();
                };
        assertThat(rows).isEqualTo(expected).isGreaterThan(10_000);
    }

    /** Whichever source and way a number took: laboratory and practice, a constant, a sum over both. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT vaerdi_num FROM laboratoriesvar WHERE vaerdi_num IS NOT NULL AND begreb = 'HBA1C'",
                "SELECT vaerdi_num FROM maaling WHERE vaerdi_num IS NOT NULL AND begreb = 'HOEJDE'",
                "SELECT COALESCE(ref_nedre, 0) FROM laboratoriesvar WHERE begreb = 'HBA1C'",
                "SELECT kilde, SUM(vaerdi_num) FROM laboratoriesvar WHERE begreb = 'HBA1C' GROUP BY kilde"
            })
    void aColumnOfDecimalsHasOneScale(String sql) throws Exception {
        List<String> numbers = ask(sql, "text/csv")
                .body()
                .lines()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();

        assertThat(numbers).hasSizeGreaterThan(1);
        assertThat(numbers.stream().map(number -> number.length() - number.indexOf('.') - 1))
                .as("decimals")
                .containsOnly(4);
        assertThat(ask(sql, "application/json").body()).contains(numbers.get(0) + "]");
    }

    @Test
    void aRunningQueryIsListedAndCancelled() throws Exception {
        try (StandstillOf labka = new StandstillOf(Lille.get(), "labka.proevesvar")) {
            CompletableFuture<HttpResponse<String>> running =
                    CLIENT.sendAsync(request(LAB, "application/json"), HttpResponse.BodyHandlers.ofString());
            labka.until(1);
            JsonNode listed = JSON.readTree(get("/api/queries").body());
            assertThat(listed).hasSize(1);
            long start = System.nanoTime();
            assertThat(delete(listed.get(0).get("queryId").asText()).statusCode())
                    .isEqualTo(204);
            HttpResponse<String> response = running.get(30, TimeUnit.SECONDS);
            long caller = (System.nanoTime() - start) / 1_000_000;

            labka.until(0);
            assertThat(JSON.readTree(response.body()).get("code").asText()).isEqualTo("SAM-405");
            assertThat(JSON.readTree(get("/api/queries").body())).isEmpty();
            System.out.printf("DELETE: caller free after %d ms%n", caller);
        }
    }

    @Test
    void theCallersOwnTimeOutEndsIt() throws Exception {
        try (StandstillOf labka = new StandstillOf(Lille.get(), "labka.proevesvar")) {
            HttpResponse<String> response = CLIENT.send(
                    request(JSON.writeValueAsString(Map.of("sql", LAB, "timeoutSeconds", 1)), null),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(504);
            assertThat(JSON.readTree(response.body()).get("code").asText()).matches("SAM-40[26]");
            labka.until(0);
        }
    }

    @Test
    void healthAndMetricsTellOfIt() throws Exception {
        ask("SELECT navn FROM kommune_reference", "application/json");
        for (String path : List.of("/health/live", "/health/ready", "/metrics")) {
            HttpResponse<String> response = CLIENT.send(
                    HttpRequest.newBuilder(URI.create(doors.url() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.body()).as(path).containsAnyOf("up", "samsyn_queries_total{outcome=\"ok\"}");
        }
    }

    private static HttpResponse<String> ask(String sql, String accept) throws Exception {
        return CLIENT.send(request(sql, accept), HttpResponse.BodyHandlers.ofString());
    }

    /** A request for a statement, or with a body as it is if no format is named. */
    private static HttpRequest request(String sql, @org.jspecify.annotations.Nullable String accept) throws Exception {
        String body = accept == null ? sql : JSON.writeValueAsString(Map.of("sql", sql));
        return authorized("/api/query")
                .header("Content-Type", "application/json")
                .header("Accept", accept == null ? "application/json" : accept)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return CLIENT.send(authorized(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> delete(String id) throws Exception {
        return CLIENT.send(authorized("/api/queries/" + id).DELETE().build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder authorized(String path) {
        String basic = Base64.getEncoder().encodeToString("laege-099001:samsyn".getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create(doors.url() + path)).header("Authorization", "Basic " + basic);
    }
}
