package dk.samsyn.broker.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.broker.doors.DoorsFixture;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static DoorsFixture doors;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        doors = new DoorsFixture();
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        doors.close();
    }

    @Test
    void anAnswerIsOneJsonObjectAsTheContractHasIt() throws Exception {
        HttpResponse<String> response = query("types", "application/json");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode answer = JSON.readTree(response.body());
        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactly("queryId", "columns", "rows", "notices", "sources", "policies");
        assertThat(answer.get("columns").get(2).toString()).isEqualTo("{\"name\":\"tal\",\"type\":\"DECIMAL\"}");
        assertThat(response.body())
                .contains(
                        "[\"æ\\\"ø,å\",42,1234567890.1230,\"2026-02-28\",\"2026-03-29T02:30:00\",true,9007199254740993,0.1,"
                                + "\"08:05:00\",null,[\"a\",\"b\"]]")
                .contains(
                        "\"sources\":[{\"id\":\"epj\",\"status\":\"ok\",\"asOf\":\"2026-11-23T00:00:00\",\"calls\":1,\"rows\":2}]")
                .contains("\"policies\":[{\"id\":\"laege-egne-patienter\",\"version\":7}]");
    }

    @Test
    void csvHasAHeaderLineQuotesAndEmptyNulls() throws Exception {
        HttpResponse<String> response = query("types", "text/csv");
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(response.body())
                .isEqualTo("tekst,heltal,tal,dato,tid,ja,stort,flydende,klokken,intet,flere\r\n"
                        + "\"æ\"\"ø,å\",42,1234567890.1230,2026-02-28,2026-03-29T02:30:00,true,9007199254740993,0.1,"
                        + "08:05:00,,\"[a, b]\"\r\n");
    }

    @Test
    void ndjsonIsOneObjectPerRowAndThenWhatIsToBeTold() throws Exception {
        HttpResponse<String> response = query("notices 2", "application/x-ndjson");
        assertThat(response.body().lines())
                .containsExactly(
                        "{\"nr\":1,\"navn\":\"navn 1\"}",
                        "{\"nr\":2,\"navn\":\"navn 2\"}",
                        "{\"@notices\":[{\"code\":\"SAM-N01\",\"text\":\"Rækker er udeladt\"}]}");
        assertThat(response.headers().firstValue("Samsyn-Notices").orElseThrow())
                .contains("SAM-N01");
        assertThat(response.headers().firstValue("Samsyn-Query-Id")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/csv", "application/x-ndjson"})
    void aHundredThousandRowsArriveWhole(String accept) throws Exception {
        String body = query("rows 100000", accept).body();
        long rows = accept.equals("application/json")
                ? JSON.readTree(body).get("rows").size()
                : body.lines().count() - (accept.equals("text/csv") ? 1 : 0);
        assertThat(rows).isEqualTo(100_000);
        assertThat(body).contains("navn 100000");
    }

    @Test
    void aClientThatReadsNothingIsNotPulledFor() throws Exception {
        int before = doors.pipeline.pulled.get();
        HttpResponse<InputStream> response = client.send(
                request("{\"sql\":\"rows 50000000\"}", "application/x-ndjson").build(),
                HttpResponse.BodyHandlers.ofInputStream());
        Thread.sleep(700);
        int pulled = doors.pipeline.pulled.get() - before;
        Thread.sleep(300);
        assertThat(doors.pipeline.pulled.get() - before).isEqualTo(pulled);
        assertThat(pulled).isGreaterThan(1000);
        assertThat(pulled).isLessThan(5_000_000);
        int closed = doors.pipeline.closed.size();
        response.body().close();
        await(() -> doors.pipeline.closed.size() > closed);
    }

    @Test
    void parametersTakeTheTypesOfTheStatement() throws Exception {
        doors.pipeline.requests.clear();
        HttpResponse<String> response = post(
                "{\"sql\":\"echo\",\"parameters\":[\"a\",7,1.50,\"2026-01-31\",\"2026-01-31T10:00:00\",true,null]}",
                "application/json");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(doors.pipeline.requests.get(0).parameters())
                .containsExactly(
                        "a",
                        7,
                        new BigDecimal("1.50"),
                        LocalDate.of(2026, 1, 31),
                        LocalDateTime.of(2026, 1, 31, 10, 0),
                        true,
                        null);
    }

    /** As {@code curl -d} does, which calls it a form: in a form a percent sign begins a code. */
    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "multipart/form-data"})
    void aBodyIsReadAsJsonWhateverItIsCalled(String type) throws Exception {
        doors.pipeline.requests.clear();
        String body =
                "{\"sql\":\"echo\",\"parameters\":[\"E11%' + &x=\",7,1.50,\"2026-01-31\",\"2026-01-31T10:00:00\",true,null]}";
        HttpResponse<String> response = client.send(
                request(body, "application/json").header("Content-Type", type).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(doors.pipeline.requests.get(0).parameters()).contains("E11%' + &x=");
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"sql":"wrong"}                                  | 400 | SAM-201
            {"sql":"denied"}                                 | 400 | SAM-203
            {"sql":"deep"}                                   | 413 | SAM-206
            {"sql":"bug"}                                    | 500 | SAM-502
            {"sql":"break 3"}                                | 503 | SAM-401
            {"sql":"who","purpose":"nysgerrighed"}           | 400 | SAM-102
            {"sql":"who","purpose":"forskning"}              | 403 | SAM-103
            {"sql":"who","organisation":"praksis:099002"}    | 403 | SAM-106
            {"sql":"stuck","timeoutSeconds":1}               | 504 | SAM-406
            {"sql":"echo","parameters":["a",1,1,"i går"]}    | 400 | SAM-208
            {"sql":"echo","parameters":[[1]]}                | 400 | SAM-208
            {"sql":"who","sq":1}                             | 400 | SAM-211
            {"sql":7}                                        | 400 | SAM-211
            {"sql":"who","parameters":{}}                    | 400 | SAM-211
            {"sql":"who","partial":"yes"}                    | 400 | SAM-211
            []                                               | 400 | SAM-211
            {"sql":                                          | 400 | SAM-211
            """)
    void errorsAreProblemsWithACodeAndNothingElse(String body, int status, String code) throws Exception {
        HttpResponse<String> response = post(body, "application/json");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.get("code").asText()).isEqualTo(code);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("sqlState").asText()).hasSize(5);
        assertThat(response.body()).doesNotContain("secret", "Exception", "dk.samsyn", "\\tat ");
    }

    @Test
    void aSyntaxErrorHasItsPlace() throws Exception {
        JsonNode problem = JSON.readTree(query("wrong", "application/json").body());
        assertThat(problem.get("line").asInt()).isEqualTo(1);
        assertThat(problem.get("column").asInt()).isEqualTo(8);
        assertThat(problem.get("sqlState").asText()).isEqualTo("42601");
    }

    @Test
    void aStatementOfTenMegabytesIsRefusedAsTooLong() throws Exception {
        HttpResponse<String> response = post("{\"sql\":\"" + "x".repeat(10 << 20) + "\"}", "application/json");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(JSON.readTree(response.body()).get("code").asText()).isEqualTo("SAM-206");
    }

    @Test
    void aBreakInTheMiddleShowsInNdjsonAndBreaksTheOthers() throws Exception {
        assertThat(query("break 20000", "application/x-ndjson").body().lines())
                .last()
                .asString()
                .startsWith("{\"@error\":{")
                .contains("SAM-401");
        assertThatThrownBy(() -> query("break 20000", "application/json")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> query("break 20000", "text/csv")).isInstanceOf(IOException.class);
    }

    @Test
    void aRunningQueryIsListedAndCancelledByItsUserOnly() throws Exception {
        CompletableFuture<HttpResponse<String>> running = client.sendAsync(
                request("{\"sql\":\"slow\"}", "application/json", "analytiker").build(),
                HttpResponse.BodyHandlers.ofString());
        await(() -> !list().isEmpty());
        String id = list().get(0).get("queryId").asText();
        assertThat(delete(id, "laege-099002")).isEqualTo(404);
        long start = System.nanoTime();
        assertThat(delete(id, "analytiker")).isEqualTo(204);
        HttpResponse<String> response = running.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(JSON.readTree(response.body()).get("code").asText()).isEqualTo("SAM-405");
        await(() -> doors.pipeline.cancelled.contains(id) && doors.pipeline.closed.contains(id));
        assertThat(delete(id, "analytiker")).isEqualTo(404);
    }

    @Test
    void withoutCredentialsBothSchemesAreOffered() throws Exception {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(doors.url() + "/api/catalogue"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().allValues("WWW-Authenticate"))
                .anyMatch(one -> one.startsWith("Basic"))
                .anyMatch(one -> one.startsWith("Bearer"));
        assertThat(JSON.readTree(response.body()).get("code").asText()).isEqualTo("SAM-101");
    }

    @Test
    void theCatalogueIsWhatThePipelineShows() throws Exception {
        JsonNode catalogue = JSON.readTree(get("/api/catalogue", "laege-099001").body());
        assertThat(catalogue.get("tables")).hasSize(3);
        assertThat(catalogue.get("tables").get(2).toString())
                .contains("\"foreignKeys\":[{\"column\":\"pid\",\"otherTable\":\"borger\",\"otherColumn\":\"pid\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nothing,404,SAM-211",
        "GET,/api/query,405,SAM-211",
        "PUT,/jdbc,405,SAM-211",
        "GET,/api/queries/none,404,SAM-212",
        "DELETE,/api/queries/none,404,SAM-212"
    })
    void whatIsNotThereIsAProblemToo(String method, String path, int status, String code) throws Exception {
        HttpResponse<String> response = client.send(
                authorized(HttpRequest.newBuilder(URI.create(doors.url() + path)), "laege-099001")
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(JSON.readTree(response.body()).path("code").asText()).isEqualTo(code);
    }

    @Test
    void healthAndMetricsNeedNoUser() throws Exception {
        assertThat(plain("/health/live").statusCode()).isEqualTo(200);
        assertThat(plain("/health/ready").statusCode()).isEqualTo(200);
        doors.ready.set(false);
        assertThat(plain("/health/ready").statusCode()).isEqualTo(503);
        doors.ready.set(true);
        query("rows 1", "application/json");
        assertThat(plain("/metrics").body()).contains("samsyn_queries_total{outcome=\"ok\"}");
    }

    private static List<JsonNode> list() {
        try {
            List<JsonNode> all = new java.util.ArrayList<>();
            JSON.readTree(get("/api/queries", "analytiker").body()).forEach(all::add);
            return all;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int delete(String id, String user) throws Exception {
        return client.send(
                        authorized(HttpRequest.newBuilder(URI.create(doors.url() + "/api/queries/" + id)), user)
                                .DELETE()
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static HttpResponse<String> get(String path, String user) throws Exception {
        return client.send(
                authorized(HttpRequest.newBuilder(URI.create(doors.url() + path)), user)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> plain(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(doors.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> query(String sql, String accept) throws Exception {
        return post("{\"sql\":\"" + sql + "\"}", accept);
    }

    private static HttpResponse<String> post(String body, String accept) throws Exception {
        return client.send(request(body, accept).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String body, String accept) {
        return request(body, accept, "laege-099001");
    }

    private static HttpRequest.Builder request(String body, String accept, String user) {
        return authorized(HttpRequest.newBuilder(URI.create(doors.url() + "/api/query")), user)
                .header("Accept", accept)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static HttpRequest.Builder authorized(HttpRequest.Builder builder, String user) {
        String pair = user + ":samsyn";
        return builder.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
            Thread.sleep(25);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
