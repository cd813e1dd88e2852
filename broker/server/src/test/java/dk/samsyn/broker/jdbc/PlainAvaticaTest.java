package dk.samsyn.broker.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.samsyn.broker.doors.DoorsFixture;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.calcite.avatica.AvaticaClientRuntimeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stock Avatica client, as DBeaver bundles it, over a real server. */
class PlainAvaticaTest {
    private static DoorsFixture doors;

    @BeforeAll
    static void start() {
        doors = new DoorsFixture();
    }

    @AfterAll
    static void stop() {
        doors.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSON", "PROTOBUF"})
    void everyTypeArrives(String serialization) throws SQLException {
        try (Connection connection = connect(";serialization=" + serialization, "analytiker", "samsyn");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("types")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString("tekst")).isEqualTo("æ\"ø,å");
            assertThat(rows.getInt("heltal")).isEqualTo(42);
            assertThat(rows.getBigDecimal("tal")).isEqualByComparingTo(new BigDecimal("1234567890.123"));
            assertThat(rows.getDate("dato")).isEqualTo(Date.valueOf("2026-02-28"));
            assertThat(rows.getTimestamp("tid")).isEqualTo(Timestamp.valueOf("2026-03-29 02:30:00"));
            assertThat(rows.getBoolean("ja")).isTrue();
            assertThat(rows.getLong("stort")).isEqualTo(9_007_199_254_740_993L);
            assertThat(rows.getDouble("flydende")).isEqualTo(0.1);
            assertThat(rows.getTime("klokken")).hasToString("08:05:00");
            assertThat(rows.getString("intet")).isNull();
            assertThat(rows.getString("flere")).isEqualTo("[a, b]");
            assertThat(rows.next()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "100", "1000", "25000"})
    void everyRowArrivesOnceAndInOrder(int fetchSize) throws SQLException {
        int expected = fetchSize == 1 ? 3000 : 25_001;
        try (Connection connection = connect("", "analytiker", "samsyn");
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(fetchSize);
            try (ResultSet rows = statement.executeQuery("rows " + expected)) {
                int count = 0;
                while (rows.next()) {
                    count++;
                    assertThat(rows.getInt(1)).isEqualTo(count);
                }
                assertThat(count).isEqualTo(expected);
            }
        }
    }

    @Test
    void maxRowsEndsTheAnswerAtTheServer() throws SQLException {
        try (Connection connection = connect("", "analytiker", "samsyn");
                Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("rows 1000000")) {
            statement.setMaxRows(7);
            assertThat(count(statement.executeQuery("rows 1000000"))).isEqualTo(7);
            prepared.setMaxRows(0);
            assertThat(count(prepared.executeQuery())).isEqualTo(1_000_000);
        }
    }

    @Test
    void preparedStatementsTakeEveryType() throws SQLException {
        try (Connection connection = connect("", "analytiker", "samsyn");
                PreparedStatement statement = connection.prepareStatement("echo")) {
            assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(6);
            assertThat(statement.getParameterMetaData().getParameterType(4)).isEqualTo(Types.DATE);
            statement.setString(1, "blåbær");
            statement.setInt(2, 7);
            statement.setBigDecimal(3, new BigDecimal("12.50"));
            statement.setDate(4, Date.valueOf("2026-01-31"));
            statement.setTimestamp(5, Timestamp.valueOf("2026-01-31 10:00:00"));
            statement.setBoolean(6, true);
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("blåbær");
                assertThat(rows.getInt(2)).isEqualTo(7);
                assertThat(rows.getBigDecimal(3)).isEqualByComparingTo("12.5");
                assertThat(rows.getDate(4)).isEqualTo(Date.valueOf("2026-01-31"));
                assertThat(rows.getTimestamp(5)).isEqualTo(Timestamp.valueOf("2026-01-31 10:00:00"));
                assertThat(rows.getBoolean(6)).isTrue();
            }
            for (int i = 1; i <= 6; i++) {
                statement.setNull(i, Types.VARCHAR);
            }
            statement.setString(4, "2026-02-01");
            try (ResultSet rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isNull();
                assertThat(rows.getInt(2)).isZero();
                assertThat(rows.wasNull()).isTrue();
                assertThat(rows.getDate(4)).isEqualTo(Date.valueOf("2026-02-01"));
            }
        }
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource({
        "wrong, 42601, 201, 'SAM-201 encountered \"wrong\" (line 1, column 8)'",
        "denied, 42P01, 203, SAM-203 there is no table",
        "bug, 58000, 502, SAM-502 internal error",
        "deep, 54001, 206, SAM-206",
        "break 0, 08001, 401, SAM-401 source labka"
    })
    void errorsHaveSqlStateCodeAndTextButNoStackTrace(String sql, String state, int code, String text)
            throws SQLException {
        try (Connection connection = connect("", "analytiker", "samsyn");
                Statement statement = connection.createStatement()) {
            SQLException e = catchThrowableOfType(SQLException.class, () -> statement.executeQuery(sql));
            assertThat(e.getSQLState()).isEqualTo(state);
            assertThat(e.getErrorCode()).isEqualTo(code);
            assertThat(e.getMessage()).contains(text);
            assertThat(allMessages(e)).doesNotContain("secret", "IllegalState", "\tat ", "FakeQueries");
            assertThat(count(statement.executeQuery("rows 1"))).isEqualTo(1);
        }
    }

    @Test
    void anErrorInALaterFrameKeepsItsState() throws SQLException {
        try (Connection connection = connect("", "analytiker", "samsyn");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("break 5000")) {
            Throwable e = org.assertj.core.api.Assertions.catchThrowable(() -> count(rows));
            assertThat(allMessages(e)).contains("SAM-401");
        }
    }

    @Test
    void aStatementOfTenMegabytesIsRefusedAsTooLong() throws SQLException {
        try (Connection connection = connect("", "analytiker", "samsyn");
                Statement statement = connection.createStatement()) {
            SQLException e = catchThrowableOfType(
                    SQLException.class, () -> statement.executeQuery("rows 1 " + "x".repeat(10 << 20)));
            assertThat(e.getErrorCode()).isEqualTo(206);
        }
    }

    @Test
    void userAndPasswordWorkAsBasicPropertiesToo() throws SQLException {
        String url = "jdbc:avatica:remote:url=" + doors.url() + "/jdbc;serialization=JSON;authentication=BASIC"
                + ";avatica_user=laege-099001;avatica_password=samsyn";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("who")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("laege-099001");
        }
    }

    @Test
    void aWrongPasswordIsRefusedWithItsStateAndNotALoop() {
        // The stock client lets this exception of its own out of connect(); the Samsyn driver makes it an SQLException.
        AvaticaClientRuntimeException e =
                catchThrowableOfType(AvaticaClientRuntimeException.class, () -> connect("", "analytiker", "wrong"));
        assertThat(e.getSqlState()).isEqualTo("28000");
        assertThat(e.getErrorCode()).isEqualTo(101);
        String url = "jdbc:avatica:remote:url=" + doors.url() + "/jdbc;authentication=BASIC"
                + ";avatica_user=laege-099001;avatica_password=wrong";
        assertThatThrownBy(() -> DriverManager.getConnection(url)).hasMessageContaining("SAM-101");
    }

    @Test
    void purposeReasonAndPartialBecomeTheSession() throws SQLException {
        Properties info = new Properties();
        info.setProperty("user", "laege-099001");
        info.setProperty("password", "samsyn");
        info.setProperty("purpose", "kvalitet");
        info.setProperty("reason", "akut");
        info.setProperty("partial", "true");
        info.setProperty("organisation", "099001");
        doors.pipeline.sessions.clear();
        try (Connection connection = DriverManager.getConnection(url(""), info);
                Statement statement = connection.createStatement()) {
            assertThat(count(statement.executeQuery("rows 1"))).isEqualTo(1);
        }
        assertThat(doors.pipeline.sessions).singleElement().satisfies(session -> {
            assertThat(session.purpose().label()).isEqualTo("kvalitet");
            assertThat(session.reason()).contains("akut");
            assertThat(session.partial()).isTrue();
        });
        info.setProperty("purpose", "forskning");
        assertThatThrownBy(() -> DriverManager.getConnection(url(""), info)).hasMessageContaining("SAM-103");
    }

    @Test
    void metadataComesFromTheCatalogue() throws SQLException {
        try (Connection connection = connect("", "analytiker", "samsyn")) {
            assertThat(column(connection.getMetaData().getTables(null, null, "%", null), "TABLE_NAME"))
                    .containsExactly("borger", "diagnose", "notices");
            assertThat(column(
                            connection.getMetaData().getTables(null, "sund%", "_orger", new String[] {"TABLE"}),
                            "REMARKS"))
                    .containsExactly("Borgere");
            assertThat(column(
                            connection.getMetaData().getTables(null, null, null, new String[] {"VIEW"}), "TABLE_NAME"))
                    .containsExactly("notices");
            assertThat(column(connection.getMetaData().getColumns(null, "sundhed", "diagnose", "%"), "COLUMN_NAME"))
                    .containsExactly("pid", "kode", "vaegt");
            assertThat(column(
                            connection.getMetaData().getColumns(null, "sundhed", "diagnose", "vaegt"),
                            "DECIMAL_DIGITS"))
                    .containsExactly("2");
            assertThat(column(connection.getMetaData().getSchemas(), "TABLE_SCHEM"))
                    .containsExactly("samsyn", "sundhed");
            assertThat(column(connection.getMetaData().getTableTypes(), "TABLE_TYPE"))
                    .containsExactly("TABLE", "VIEW");
            assertThat(column(connection.getMetaData().getTypeInfo(), "TYPE_NAME"))
                    .contains("VARCHAR", "DATE");
            assertThat(column(connection.getMetaData().getCatalogs(), "TABLE_CAT"))
                    .isEmpty();
            assertThat(connection.getSchema()).isEqualTo("sundhed");
            connection.commit();
            connection.rollback();
        }
    }

    @Test
    void closingAStatementCancelsItsQueryAtOnce() throws Exception {
        try (Connection connection = connect("", "analytiker", "samsyn")) {
            Statement statement = connection.createStatement();
            int cancelled = doors.pipeline.cancelled.size();
            ResultSet rows = statement.executeQuery("slow");
            assertThat(rows.next()).isTrue();
            statement.close();
            for (int i = 0; i < 100 && doors.pipeline.cancelled.size() == cancelled; i++) {
                Thread.sleep(10);
            }
            assertThat(doors.pipeline.cancelled.size()).isGreaterThan(cancelled);
        }
    }

    @Test
    void framesAreShortSoThatCancelIsQuick() throws Exception {
        try (Connection connection = connect("", "analytiker", "samsyn");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("slow")) {
            CompletableFuture<Duration> stopped = CompletableFuture.supplyAsync(() -> {
                long start = System.nanoTime();
                try {
                    while (rows.next()) {
                        start = Math.max(start, 0);
                    }
                } catch (SQLException e) {
                    return Duration.ofNanos(System.nanoTime() - start);
                }
                return Duration.ofDays(1);
            });
            Thread.sleep(500);
            statement.cancel();
            assertThat(stopped.get()).isLessThan(Duration.ofSeconds(3));
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void anAnswerWithoutRowsForLongIsWaitedForWithEmptyFrames() throws Exception {
        try (Connection connection = connect("", "analytiker", "samsyn");
                Statement statement = connection.createStatement()) {
            CompletableFuture<Throwable> outcome =
                    CompletableFuture.supplyAsync(() -> org.assertj.core.api.Assertions.catchThrowable(
                            () -> statement.executeQuery("stuck").next()));
            String name = null;
            for (int i = 0; i < 100 && name == null; i++) {
                Thread.sleep(20);
                name = doors.queries.runningOf(doors.pipeline.sessions.get(doors.pipeline.sessions.size() - 1)).stream()
                        .filter(query -> query.id().contains("."))
                        .map(query -> query.id())
                        .findAny()
                        .orElse(null);
            }
            Thread.sleep(1500);
            assertThat(outcome).isNotDone();
            assertThat(name).isNotNull();
            doors.queries
                    .runningOf(doors.pipeline.sessions.get(doors.pipeline.sessions.size() - 1))
                    .forEach(query -> query.cancel());
            assertThat(allMessages(outcome.get())).contains("SAM-405");
        }
    }

    @Test
    void aConnectionIdIsBoundToItsUser() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        String id = "11111111-2222-3333-4444-555555555555";
        String open = "{\"request\":\"openConnection\",\"connectionId\":\"" + id
                + "\",\"info\":{\"user\":\"%s\",\"password\":\"samsyn\"}}";
        assertThat(post(client, open.formatted("analytiker"), null).statusCode())
                .isEqualTo(200);
        HttpResponse<String> taken = post(client, open.formatted("laege-099001"), null);
        assertThat(taken.body()).contains("SAM-106").doesNotContain("analytiker");
        String tables = "{\"request\":\"getTables\",\"connectionId\":\"" + id + "\"}";
        assertThat(post(client, tables, null).statusCode()).isEqualTo(200);
        assertThat(post(client, tables, "analytiker").statusCode()).isEqualTo(200);
        assertThat(post(client, tables, "laege-099001").body()).contains("SAM-105");
        assertThat(post(client, tables.replace(id, "99999999-2222-3333-4444-555555555555"), null)
                        .body())
                .contains("SAM-105");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "{\"request\":\"nonsense\"}", "nonsense", "{\"request\":\"fetch\"}", "[]"})
    void nonsenseGetsAnErrorWithoutAStackTrace(String body) throws Exception {
        HttpResponse<String> response = post(HttpClient.newHttpClient(), body, null);
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("\\tat ", "at dk.", "at com.", "Jackson", "fasterxml");
    }

    @Test
    void withoutAnyCredentialsBothSchemesAreOffered() throws Exception {
        HttpResponse<String> response = post(
                HttpClient.newHttpClient(),
                "{\"request\":\"openConnection\",\"connectionId\":\"11111111-2222-3333-4444-666666666666\",\"info\":{}}",
                null);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().allValues("WWW-Authenticate")).hasSize(2);
    }

    private static HttpResponse<String> post(
            HttpClient client, String body, @org.jspecify.annotations.Nullable String user) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(doors.url() + "/jdbc"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (user != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + java.util.Base64.getEncoder()
                                    .encodeToString(
                                            (user + ":samsyn").getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Connection connect(String more, String user, String password) throws SQLException {
        return DriverManager.getConnection(url(more), user, password);
    }

    private static String url(String more) {
        return "jdbc:avatica:remote:url=" + doors.url() + "/jdbc" + more;
    }

    private static int count(ResultSet rows) throws SQLException {
        try (rows) {
            int count = 0;
            while (rows.next()) {
                count++;
            }
            return count;
        }
    }

    private static List<String> column(ResultSet rows, String name) throws SQLException {
        try (rows) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(String.valueOf(rows.getString(name)));
            }
            return all;
        }
    }

    private static String allMessages(Throwable e) {
        java.io.StringWriter text = new java.io.StringWriter();
        for (Throwable one = e; one != null; one = one.getCause()) {
            text.append(one.getMessage()).append('\n');
            for (Throwable hidden : one.getSuppressed()) {
                text.append(hidden.getMessage()).append('\n');
            }
            if (one instanceof org.apache.calcite.avatica.AvaticaSqlException avatica) {
                text.append(String.valueOf(avatica.getStackTraces())).append('\n');
            }
        }
        return text.toString();
    }
}
