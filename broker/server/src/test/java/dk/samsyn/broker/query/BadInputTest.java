package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.broker.doors.DoorsFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a clumsy or hostile client may send gets the same code over both doors, and an answer that leaks nothing. */
class BadInputTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static DoorsFixture doors;
    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        doors = DoorsFixture.over(Lille.get().queries);
        connection = DriverManager.getConnection(url(), "laege-099001", "samsyn");
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        doors.close();
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                of("no statement at all", "", "SAM-201", "42601"),
                of("only a comment", "-- intet", "SAM-201", "42601"),
                of("a table that does not exist", "SELECT 1 FROM der_findes_ikke", "SAM-203", "42P01"),
                of("a raw table", "SELECT 1 FROM epj.kontakter", "SAM-203", "42P01"),
                of("a column that does not exist", "SELECT der_findes_ikke FROM borger", "SAM-204", "42703"),
                of("a misspelt word", "SELEC pid FROM borger", "SAM-201", "42601"),
                of("an open string", "SELECT 'abc FROM borger", "SAM-201", "42601"),
                of("an open identifier", "SELECT \"pid FROM borger", "SAM-201", "42601"),
                of("an open bracket", "SELECT count(* FROM borger", "SAM-201", "42601"),
                of("a character of nowhere", "SELECT \u0000 FROM borger", "SAM-201", "42601"),
                of("two statements", "SELECT 1; SELECT 2", "SAM-201", "42601"),
                of("an update", "DELETE FROM borger", "SAM-202", "0A000"),
                of("a definition", "CREATE TABLE x (y INTEGER)", "SAM-202", "0A000"),
                of("a number and a name added", "SELECT alder + navn FROM borger", "SAM-207", "22000"),
                of(
                        "a truth where a date stands",
                        "SELECT pid FROM borger WHERE foedselsdato = TRUE",
                        "SAM-205",
                        "42804"),
                of(
                        "an impossible date",
                        "SELECT pid FROM borger WHERE foedselsdato > DATE '2026-02-31'",
                        "SAM-213",
                        "42000"),
                of("a function that does not exist", "SELECT regn_ud(alder) FROM borger", "SAM-210", "42883"),
                of("a function of the engine", "SELECT pid_decode('x') FROM borger", "SAM-210", "42883"),
                of("an ambiguous name", "SELECT pid FROM borger, diagnose", "SAM-209", "42702"),
                of(
                        "too many columns in a set",
                        "SELECT pid FROM borger UNION SELECT pid, koen FROM borger",
                        "SAM-213",
                        "42000"),
                of(
                        "a group that is none",
                        "SELECT koen, alder, count(*) FROM borger GROUP BY koen",
                        "SAM-213",
                        "42000"),
                of("a division by zero", "SELECT 1 / (alder - alder) FROM borger", "SAM-207", "22000"),
                of("a sum that fits no integer", "SELECT kommunekode * 10000000 FROM borger", "SAM-207", "22000"),
                of(
                        "a product that fits no number at all",
                        "SELECT CAST(alder AS BIGINT) * 9223372036854775807 FROM borger",
                        "SAM-207",
                        "22000"),
                of("a floating division by zero", "SELECT 1e0 / (alder - alder) FROM borger", "SAM-207", "22000"),
                of("a row as a value", "SELECT ROW(1, 2)", "SAM-205", "42804"),
                of("a list of dates", "SELECT ARRAY[DATE '2026-01-01']", "SAM-205", "42804"),
                of("a sample", "SELECT pid FROM borger TABLESAMPLE BERNOULLI (10)", "SAM-202", "0A000"),
                of(
                        "a recursion",
                        "WITH RECURSIVE t (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT n FROM t",
                        "SAM-202",
                        "0A000"),
                of(
                        "a percentile",
                        "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY alder) FROM borger",
                        "SAM-202",
                        "0A000"),
                of(
                        "a unit of time that is none",
                        "SELECT DATE_TRUNC('uge', start_tid) FROM kontakt",
                        "SAM-213",
                        "42000"),
                of("a sum of no type", "SELECT SUM(NULL) FROM borger", "SAM-304", "0A000"),
                of("a covariance", "SELECT COVAR_POP(alder, kommunekode) FROM borger", "SAM-202", "0A000"),
                of("a text that is no number", "SELECT CAST(navn AS INTEGER) FROM borger", "SAM-207", "22000"),
                of("ten megabytes", "SELECT '" + "x".repeat(10 << 20) + "'", "SAM-206", "54001"),
                of("a parameter without a value", "SELECT pid FROM borger WHERE koen = ?", "SAM-208", "07001"));
    }

    static Stream<Arguments> nested() {
        String old = " FROM borger WHERE kommunekode = 741 AND alder > 90";
        return Stream.of(
                Arguments.of("brackets", "SELECT " + "(".repeat(2_000) + "1" + ")".repeat(2_000)),
                Arguments.of("terms", "SELECT 1" + " + 1".repeat(1_000) + old),
                Arguments.of("functions", "SELECT " + "abs(".repeat(300) + "alder" + ")".repeat(300) + old),
                Arguments.of("cases", "SELECT " + "CASE WHEN TRUE THEN ".repeat(100) + "1" + " END".repeat(100) + old),
                Arguments.of(
                        "queries",
                        "SELECT 1 FROM " + "(SELECT * FROM ".repeat(150) + "(SELECT 1 AS x" + old + ") t"
                                + ") t".repeat(150)),
                Arguments.of(
                        "conditions", "SELECT 1" + old + " AND " + "NOT (".repeat(1_000) + "TRUE" + ")".repeat(1_000)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1;", "SELECT 1 ; ", "SELECT 1;\n-- til sidst"})
    void aStatementMayEndWithASemicolon(String sql) throws Exception {
        HttpResponse<String> response = post(JSON.writeValueAsString(Map.of("sql", sql)), "laege-099001", "samsyn");
        assertThat(JSON.readTree(response.body()).path("rows").toString()).isEqualTo("[[1]]");
    }

    @Test
    void aSourceThatMustBeAskedByPersonIsNamedWithTheTableThatOneSees() throws Exception {
        String sql = "SELECT atc FROM medicin_ordination";
        assertThat(problem(post(JSON.writeValueAsString(Map.of("sql", sql)), "alt", "samsyn"))
                        .path("detail")
                        .asText())
                .contains("Source fmk", "table medicin_ordination needs persons", "pid = ");
    }

    /** What is nested deeply is answered or refused as too deep; it is never a broken connection or another code. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("nested")
    void nestingBreaksNothing(String what, String sql) throws Exception {
        HttpResponse<String> response = post(JSON.writeValueAsString(Map.of("sql", sql)), "laege-099001", "samsyn");
        if (response.statusCode() != 200) {
            assertThat(problem(response).path("code").asText()).as(what).isEqualTo("SAM-206");
        }
        assertThat(connection.isValid(10)).isTrue();
    }

    private static Arguments of(String what, String sql, String code, String state) {
        return Arguments.of(what, sql, code, state);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void aBadStatementHasOneCodeOverBothDoors(String what, String sql, String code, String state) throws Exception {
        JsonNode problem = problem(post(JSON.writeValueAsString(Map.of("sql", sql)), "laege-099001", "samsyn"));
        assertThat(problem.path("code").asText()).as(what).matches(code);
        assertThat(problem.path("sqlState").asText()).matches(state);
        Throwable thrown = catchThrowable(() -> {
            try (Statement statement = connection.createStatement();
                    var rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    assertThat(rows.getRow()).isPositive();
                }
            }
        });
        assertThat(thrown).as(what).isInstanceOf(SQLException.class);
        SQLException e = (SQLException) thrown;
        assertThat("SAM-" + e.getErrorCode()).as(what + ": " + e.getMessage()).matches(code);
        assertThat(e.getSQLState()).matches(state);
        assertHarmless(String.valueOf(e.getMessage()));
        assertThat(connection.isValid(10)).isTrue();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({"purpose, nysgerrighed, SAM-102", "purpose, forskning, SAM-103", "organisation, praksis:099002, SAM-106"
    })
    void aSessionThatIsNotOnesOwnIsRefused(String property, String value, String code) throws Exception {
        String body = JSON.writeValueAsString(Map.of("sql", "SELECT 1", property, value));
        assertThat(problem(post(body, "laege-099001", "samsyn")).path("code").asText())
                .isEqualTo(code);
        Properties info = new Properties();
        info.setProperty("user", "laege-099001");
        info.setProperty("password", "samsyn");
        info.setProperty(property, value);
        assertThat(catchThrowable(() -> DriverManager.getConnection(url(), info)))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith(code);
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource({"laege-099001,forkert", "der_findes_ikke,samsyn", "'',''", "laege-099001,''"})
    void whoIsNotKnownIsNotLetIn(String user, String password) throws Exception {
        HttpResponse<String> response = post("{\"sql\":\"SELECT 1\"}", user, password);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(problem(response).path("code").asText()).isEqualTo("SAM-101");
        Throwable thrown = catchThrowable(() -> DriverManager.getConnection(url(), user, password));
        assertThat(thrown).isInstanceOf(SQLException.class);
        assertThat(((SQLException) thrown).getSQLState()).isEqualTo("28000");
        assertHarmless(String.valueOf(thrown.getMessage()));
    }

    @Test
    void aBodyThatIsNoJsonIsTold() throws Exception {
        for (String body : new String[] {"", "{", "[]", "null", "{\"sql\":1}", "{\"sql\":\"SELECT 1\"}{}"}) {
            assertThat(problem(post(body, "laege-099001", "samsyn"))
                            .path("code")
                            .asText())
                    .as(body)
                    .isEqualTo("SAM-211");
        }
    }

    private static JsonNode problem(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isGreaterThanOrEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertHarmless(response.body());
        return JSON.readTree(response.body());
    }

    private static void assertHarmless(@Nullable String text) {
        assertThat(text)
                .doesNotContain(
                        "Exception", "dk.samsyn", "org.apache", "java.", "\tat ", "jdbc:postgresql", "127.0.0.1")
                .hasSizeLessThan(2_000);
    }

    private static HttpResponse<String> post(String body, String user, String password) throws Exception {
        String basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(doors.url() + "/api/query"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Basic " + basic)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String url() {
        return "jdbc:samsyn:" + doors.url() + "/jdbc";
    }
}
