package dk.samsyn.broker.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.doors.DoorsFixture;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped driver jar over a real server. */
class SamsynDriverTest {
    private static DoorsFixture doors;

    @BeforeAll
    static void start() {
        doors = new DoorsFixture();
    }

    @AfterAll
    static void stop() {
        doors.close();
    }

    @Test
    void theJarBringsItsOwnAvatica() throws SQLException {
        try (Connection connection = connect("analytiker")) {
            assertThat(connection.getClass().getSuperclass().getName())
                    .isEqualTo("dk.samsyn.driver.shaded.avatica.AvaticaConnection");
        }
    }

    @Test
    void everyTypeArrivesAlsoAsJavaTime() throws SQLException {
        try (Connection connection = connect("analytiker");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("types")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("æ\"ø,å");
            assertThat(rows.getObject(2, Integer.class)).isEqualTo(42);
            assertThat(rows.getObject(3, BigDecimal.class)).isEqualByComparingTo("1234567890.123");
            assertThat(rows.getObject("dato", LocalDate.class)).isEqualTo(LocalDate.of(2026, 2, 28));
            assertThat(rows.getObject("dato", LocalDateTime.class)).isEqualTo(LocalDateTime.of(2026, 2, 28, 0, 0));
            assertThat(rows.getObject("tid", LocalDateTime.class)).isEqualTo(LocalDateTime.of(2026, 3, 29, 2, 30));
            assertThat(rows.getObject("klokken", LocalTime.class)).isEqualTo(LocalTime.of(8, 5));
            assertThat(rows.getObject("ja", Boolean.class)).isTrue();
            assertThat(rows.getObject("stort", Long.class)).isEqualTo(9_007_199_254_740_993L);
            assertThat(rows.getObject("flydende", Double.class)).isEqualTo(0.1);
            assertThat(rows.getObject("intet", String.class)).isNull();
            assertThat(rows.getObject("intet", LocalDate.class)).isNull();
            assertThatThrownBy(() -> rows.getObject("ja", LocalDate.class))
                    .isInstanceOf(SQLFeatureNotSupportedException.class);
        }
    }

    @Test
    void preparedStatementsTakeJavaTimeAndMaxRows() throws SQLException {
        try (Connection connection = connect("analytiker");
                PreparedStatement echo = connection.prepareStatement("echo");
                PreparedStatement many = connection.prepareStatement("rows 1000000")) {
            echo.setString(1, "a");
            echo.setInt(2, 1);
            echo.setBigDecimal(3, new BigDecimal("1.5"));
            echo.setObject(4, LocalDate.of(2026, 1, 31));
            echo.setObject(5, LocalDateTime.of(2026, 3, 29, 2, 30));
            echo.setObject(6, null);
            try (ResultSet rows = echo.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getObject(4, LocalDate.class)).isEqualTo(LocalDate.of(2026, 1, 31));
                assertThat(rows.getObject(5, LocalDateTime.class)).isEqualTo(LocalDateTime.of(2026, 3, 29, 2, 30));
                assertThat(rows.getObject(6)).isNull();
            }
            echo.clearParameters();
            SQLException e = catchThrowableOfType(SQLException.class, echo::executeQuery);
            assertThat(e.getErrorCode()).isEqualTo(208);
            many.setMaxRows(12);
            assertThat(count(many.executeQuery())).isEqualTo(12);
        }
    }

    @Test
    void aMillionRowsArrive() throws SQLException {
        try (Connection connection = connect("analytiker");
                Statement statement = connection.createStatement()) {
            assertThat(statement.getFetchSize()).isGreaterThanOrEqualTo(1000);
            assertThat(count(statement.executeQuery("rows 1000000"))).isEqualTo(1_000_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"varied 0", "varied 1", "varied 7001", "varied 3000 odd"})
    void everyValueIsThatOfAvaticasOwnClient(String sql) throws SQLException {
        String plainUrl = "jdbc:avatica:remote:url=" + doors.url() + "/jdbc";
        try (Connection ours = connect("analytiker");
                Connection plain = DriverManager.getConnection(plainUrl, "analytiker", "samsyn");
                Statement statement = ours.createStatement();
                Statement reference = plain.createStatement();
                ResultSet rows = statement.executeQuery(sql);
                ResultSet expected = reference.executeQuery(sql)) {
            int width = rows.getMetaData().getColumnCount();
            while (expected.next()) {
                assertThat(rows.next()).isTrue();
                for (int i = 1; i <= width; i++) {
                    assertThat(rows.getString(i)).isEqualTo(expected.getString(i));
                    assertThat(rows.wasNull()).isEqualTo(expected.wasNull());
                }
            }
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void valuesAreOfTheirColumnsOwnClass() throws SQLException {
        try (Connection connection = connect("analytiker");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("varied 3000")) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    Object value = rows.getObject(i);
                    if (value != null) {
                        assertThat(value.getClass().getName())
                                .isEqualTo(rows.getMetaData().getColumnClassName(i));
                    }
                }
            }
        }
    }

    @Test
    void timesAreThoseOfTheMachinesZone() throws SQLException {
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Copenhagen"));
        try (Connection connection = connect("analytiker");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("varied 20000")) {
            while (rows.next()) {
                LocalDateTime time = rows.getObject("tid", LocalDateTime.class);
                assertThat(rows.getTimestamp("tid")).isEqualTo(time == null ? null : Timestamp.valueOf(time));
                assertThat(rows.getObject("tid")).isEqualTo(rows.getTimestamp(5));
                LocalDate day = rows.getObject("dato", LocalDate.class);
                assertThat(rows.getDate("dato")).isEqualTo(day == null ? null : Date.valueOf(day));
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource({
        "wrong, 42601, 201, 'SAM-201 encountered \"wrong\" (line 1, column 8)'",
        "denied, 42P01, 203, 'SAM-203 there is no table \"hemmelig\"'",
        "break 0, 08001, 401, SAM-401 source labka: is down"
    })
    void errorsAreTheBrokersOwnSentence(String sql, String state, int code, String text) throws SQLException {
        try (Connection connection = connect("analytiker");
                Statement statement = connection.createStatement()) {
            SQLException e = catchThrowableOfType(SQLException.class, () -> statement.executeQuery(sql));
            thrown(e).hasMessage(text);
            assertThat(e.getSQLState()).isEqualTo(state);
            assertThat(e.getErrorCode()).isEqualTo(code);
            SQLException prepared = catchThrowableOfType(SQLException.class, () -> {
                try (PreparedStatement one = connection.prepareStatement(sql)) {
                    count(one.executeQuery());
                }
            });
            thrown(prepared).hasMessage(text);
            assertThat(count(statement.executeQuery("rows 2"))).isEqualTo(2);
        }
    }

    @Test
    void errorsHaveJdbcsOwnClasses() throws SQLException {
        try (Connection connection = connect("analytiker");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("wrong")).isInstanceOf(SQLSyntaxErrorException.class);
            ResultSet rows = statement.executeQuery("break 5000");
            assertThatThrownBy(() -> count(rows))
                    .isInstanceOf(SQLNonTransientConnectionException.class)
                    .hasMessage("SAM-401 source labka: is down");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url(), "analytiker", "wrong"))
                .isInstanceOf(SQLInvalidAuthorizationSpecException.class)
                .hasMessage("SAM-101 user or password is wrong");
        assertThatThrownBy(() -> DriverManager.getConnection(url()))
                .isInstanceOf(SQLInvalidAuthorizationSpecException.class);
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:samsyn:http://127.0.0.1:1/jdbc", "a", "b"))
                .isInstanceOf(SQLNonTransientConnectionException.class);
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:samsyn:nonsense", "a", "b"))
                .hasMessageContaining("jdbc:samsyn:http://HOST:PORT/jdbc");
    }

    @Test
    void propertiesInTheUrlBecomeTheSession() throws SQLException {
        doors.pipeline.sessions.clear();
        String url = url() + ";user=laege-099001;password=samsyn;purpose=kvalitet;reason=akut%20behov;partial=true";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setClientInfo("ApplicationName", "DBeaver 24 – blå");
            assertThat(connection.getClientInfo("ApplicationName")).startsWith("DBeaver");
            assertThat(count(statement.executeQuery("rows 1"))).isEqualTo(1);
        }
        Session session = doors.pipeline.sessions.get(0);
        assertThat(session.purpose().label()).isEqualTo("kvalitet");
        assertThat(session.reason()).contains("akut behov");
        assertThat(session.partial()).isTrue();
        assertThat(session.client()).startsWith("DBeaver 24");
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow", "stuck"})
    void cancelFreesTheCallerAndTheSourceWithinASecond(String sql) throws Exception {
        try (Connection connection = connect("analytiker");
                Statement statement = connection.createStatement()) {
            CompletableFuture<SQLException> outcome = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(SQLException.class, () -> count(statement.executeQuery(sql))));
            Thread.sleep(700);
            int closed = doors.pipeline.closed.size();
            long start = System.nanoTime();
            statement.cancel();
            SQLException e = outcome.get(5, TimeUnit.SECONDS);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
            assertThat(e.getSQLState()).isEqualTo("57014");
            thrown(e).hasMessage("SAM-405 the query was cancelled");
            await(() -> doors.pipeline.closed.size() > closed, Duration.ofSeconds(1));
            assertThat(count(statement.executeQuery("rows 3"))).isEqualTo(3);
        }
    }

    @Test
    void anInterruptCancelsToo() throws Exception {
        try (Connection connection = connect("analytiker");
                Statement statement = connection.createStatement()) {
            AtomicReference<SQLException> outcome = new AtomicReference<>();
            CountDownLatch done = new CountDownLatch(1);
            Thread thread = new Thread(() -> {
                outcome.set(catchThrowableOfType(SQLException.class, () -> count(statement.executeQuery("stuck"))));
                done.countDown();
            });
            thread.start();
            Thread.sleep(700);
            int cancelled = doors.pipeline.cancelled.size();
            thread.interrupt();
            assertThat(done.await(1, TimeUnit.SECONDS)).isTrue();
            thrown(outcome.get()).hasMessageContaining("interrupted");
            await(() -> doors.pipeline.cancelled.size() > cancelled, Duration.ofSeconds(1));
            assertThat(count(statement.executeQuery("rows 3"))).isEqualTo(3);
        }
    }

    @Test
    void closingAConnectionDoesNotWaitForItsQuery() throws Exception {
        Connection connection = connect("analytiker");
        Statement statement = connection.createStatement();
        CompletableFuture<SQLException> outcome = CompletableFuture.supplyAsync(
                () -> catchThrowableOfType(SQLException.class, () -> count(statement.executeQuery("stuck"))));
        Thread.sleep(700);
        long start = System.nanoTime();
        connection.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        thrown(outcome.get(3, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void theTimeOutIsKeptWithinATenth() throws SQLException {
        try (Connection connection = connect("analytiker");
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(2);
            long start = System.nanoTime();
            SQLException e = catchThrowableOfType(SQLException.class, () -> count(statement.executeQuery("slow")));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            thrown(e).isInstanceOf(SQLTimeoutException.class);
            assertThat(e.getSQLState()).isEqualTo("57014");
            assertThat(took).isBetween(Duration.ofMillis(1800), Duration.ofMillis(2600));
        }
    }

    @Test
    void noticesAreWarnings() throws SQLException {
        try (Connection connection = connect("analytiker");
                Statement statement = connection.createStatement()) {
            thrown(statement.getWarnings()).isNull();
            ResultSet rows = statement.executeQuery("notices 3");
            SQLWarning warning = rows.getWarnings();
            thrown(warning).hasMessage("SAM-N01 Rækker er udeladt");
            assertThat(count(rows)).isEqualTo(3);
            thrown(statement.getWarnings()).hasMessage("SAM-N01 Rækker er udeladt");
            statement.clearWarnings();
            thrown(statement.getWarnings()).isNull();
            assertThat(count(statement.executeQuery("rows 1"))).isEqualTo(1);
            thrown(statement.getWarnings()).isNull();
        }
    }

    @Test
    void closingAResultSetEarlyFreesTheQuery() throws Exception {
        try (Connection connection = connect("forsker-1");
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 20; i++) {
                ResultSet rows = statement.executeQuery("rows 1000000");
                assertThat(rows.next()).isTrue();
                rows.close();
            }
            Session session = doors.pipeline.sessions.get(doors.pipeline.sessions.size() - 1);
            await(() -> doors.queries.runningOf(session).isEmpty(), Duration.ofSeconds(2));
        }
    }

    @Test
    void whatToolsCallWhenTheyConnectWorks() throws Exception {
        try (Connection connection = connect("analytiker")) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            assertThat(connection.getAutoCommit()).isFalse();
            connection.commit();
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setClientInfo(new Properties());
            thrown(connection.getWarnings()).isNull();
            assertThat(connection.getCatalog()).isNull();
            connection.setSchema("samsyn");
            assertThat(connection.getSchema()).isEqualTo("samsyn");
            assertThat(connection.isValid(5)).isTrue();
            assertThat(connection.nativeSQL("SELECT 1")).isEqualTo("SELECT 1");
            assertThat(connection.getTypeMap()).isEmpty();
            try (Statement statement = connection.createStatement()) {
                statement.setMaxRows(200);
                statement.setFetchSize(0);
                statement.setEscapeProcessing(false);
                assertThat(statement.execute("rows 1000")).isTrue();
                assertThat(count(statement.getResultSet())).isEqualTo(200);
                assertThat(statement.getMoreResults()).isFalse();
                assertThat(statement.getUpdateCount()).isEqualTo(-1);
            }
            assertThat(connection.createArrayOf("VARCHAR", new Object[] {"a"})).isNotNull();
            connection.abort(Executors.newSingleThreadExecutor());
        }
    }

    @Test
    void aClosedServerIsNotValid() throws SQLException {
        Connection connection;
        try (DoorsFixture other = new DoorsFixture()) {
            connection = DriverManager.getConnection("jdbc:samsyn:" + other.url() + "/jdbc", "analytiker", "samsyn");
            assertThat(connection.isValid(2)).isTrue();
        }
        assertThat(connection.isValid(2)).isFalse();
    }

    @Test
    void aLostSessionIsOpenedAgain() throws SQLException {
        try (Connection connection = connect("analytiker");
                Statement statement = connection.createStatement()) {
            assertThat(count(statement.executeQuery("rows 1"))).isEqualTo(1);
            doors.sessions.close();
            assertThat(count(statement.executeQuery("rows 2"))).isEqualTo(2);
        }
    }

    @Test
    void keysIndexesAndFunctionsComeFromTheCatalogue() throws SQLException {
        try (Connection connection = connect("analytiker")) {
            DatabaseMetaData meta = connection.getMetaData();
            assertThat(column(meta.getPrimaryKeys(null, "sundhed", "borger"), "COLUMN_NAME"))
                    .containsExactly("pid");
            assertThat(column(meta.getImportedKeys(null, "sundhed", "diagnose"), "PKTABLE_NAME"))
                    .containsExactly("borger");
            assertThat(column(meta.getExportedKeys(null, "sundhed", "borger"), "FKTABLE_NAME"))
                    .containsExactly("diagnose");
            assertThat(column(meta.getIndexInfo(null, "sundhed", "borger", true, true), "INDEX_NAME"))
                    .containsExactly("borger_pk");
            assertThat(column(meta.getFunctions(null, null, "%"), "FUNCTION_NAME"))
                    .contains("COALESCE", "EXTRACT");
            assertThat(meta.getDatabaseProductName()).isEqualTo("Samsyn");
            assertThat(meta.getDatabaseProductVersion()).isNotEmpty();
            assertThat(meta.getDriverName()).contains("Samsyn");
            assertThat(meta.getURL()).isEqualTo(url());
            assertThat(meta.getUserName()).isEqualTo("analytiker");
        }
    }

    @Test
    void noMethodOfTheMetadataThrowsButWhatIsNotSupported() throws SQLException {
        List<String> failed = new ArrayList<>();
        int tried = 0;
        try (Connection connection = connect("analytiker")) {
            DatabaseMetaData meta = connection.getMetaData();
            for (Method method : DatabaseMetaData.class.getMethods()) {
                tried++;
                try {
                    Object result = method.invoke(meta, arguments(method));
                    if (result instanceof ResultSet rows) {
                        count(rows);
                    }
                } catch (InvocationTargetException e) {
                    if (!(e.getCause() instanceof SQLFeatureNotSupportedException)) {
                        failed.add(method.getName() + ": " + e.getCause());
                    }
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
        assertThat(failed).isEmpty();
        assertThat(tried).isGreaterThanOrEqualTo(177);
    }

    private static Object[] arguments(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(type -> type == int.class
                        ? (Object) Types.INTEGER
                        : type == boolean.class
                                ? (Object) true
                                : type == Class.class
                                        ? (Object) DatabaseMetaData.class
                                        : type == String.class ? "borger" : null)
                .toArray();
    }

    /** An SQLException is an Iterable too, and AssertJ would not know which is meant. */
    private static AbstractThrowableAssert<?, ? extends Throwable> thrown(@Nullable Throwable e) {
        return assertThat(e);
    }

    private static Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(url(), user, "samsyn");
    }

    private static String url() {
        return "jdbc:samsyn:" + doors.url() + "/jdbc";
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

    private static void await(java.util.function.BooleanSupplier condition, Duration limit)
            throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
