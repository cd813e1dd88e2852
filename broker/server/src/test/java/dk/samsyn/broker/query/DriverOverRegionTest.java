package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dk.samsyn.broker.doors.DoorsFixture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sqlline.SqlLine;

/** The shipped driver, sqlline and an old Avatica client in front of the real pipeline and the small region. */
class DriverOverRegionTest {
    private static final String LAB = "SELECT pid, vaerdi_num FROM laboratoriesvar WHERE kilde = 'labka'";
    private static final Path OLD_CLIENT = Path.of("target", "old-clients", "avatica-1.23.0.jar");

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
    void cancelFreesTheCallerAndTheSourcesStatementAndTheConnectionGoesOn() throws Exception {
        try (Connection connection = connect("laege-099001");
                Statement statement = connection.createStatement();
                StandstillOf labka = new StandstillOf(Lille.get(), "labka.proevesvar")) {
            CompletableFuture<@Nullable SQLException> outcome = failureOf(statement, LAB);
            labka.until(1);
            long start = System.nanoTime();
            statement.cancel();
            SQLException e = outcome.get(30, TimeUnit.SECONDS);
            long caller = (System.nanoTime() - start) / 1_000_000;
            long source = labka.until(0);

            assertThat(String.valueOf(e)).contains("SAM-405");
            assertThat(e == null ? "" : e.getSQLState()).isEqualTo("57014");
            labka.end();
            assertThat(count(statement.executeQuery("SELECT koen, COUNT(*) FROM borger GROUP BY koen")))
                    .isPositive();
            System.out.printf("cancel: caller free after %d ms, source's statement %d ms later%n", caller, source);
        }
    }

    @Test
    void anInterruptIsACancel() throws Exception {
        try (Connection connection = connect("laege-099001");
                Statement statement = connection.createStatement();
                StandstillOf labka = new StandstillOf(Lille.get(), "labka.proevesvar")) {
            AtomicReference<@Nullable SQLException> outcome = new AtomicReference<>();
            Thread reader = new Thread(() -> outcome.set(failure(statement, LAB)));
            reader.start();
            labka.until(1);
            reader.interrupt();
            reader.join(30_000);

            labka.until(0);
            assertThat(String.valueOf(outcome.get())).contains("SAM-405");
            assertThat(count(statement.executeQuery("SELECT navn FROM kommune_reference")))
                    .isEqualTo(19);
        }
    }

    @Test
    void theTimeOutEndsTheQueryAndTheSourcesStatement() throws Exception {
        try (Connection connection = connect("laege-099001");
                Statement statement = connection.createStatement();
                StandstillOf labka = new StandstillOf(Lille.get(), "labka.proevesvar")) {
            statement.setQueryTimeout(2);
            long start = System.nanoTime();
            SQLException e = failure(statement, LAB);
            long took = (System.nanoTime() - start) / 1_000_000;

            assertThat(took).as("not before its time").isGreaterThanOrEqualTo(1_900);
            labka.until(0);
            assertThat((Throwable) e).isInstanceOf(SQLTimeoutException.class);
            assertThat(e == null ? "" : e.getSQLState()).isEqualTo("57014");
            System.out.printf("time-out of 2000 ms: caller free after %d ms%n", took);
        }
    }

    @Test
    void datesAndTimesAreJavaTime() throws SQLException {
        try (Connection connection = connect("laege-099001");
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT b.foedselsdato, k.start_tid FROM borger b JOIN kontakt k ON k.pid = b.pid"
                                + " WHERE b.foedselsdato <= ? AND k.start_tid >= ?")) {
            statement.setObject(1, LocalDate.of(1970, 1, 1));
            statement.setObject(2, LocalDateTime.of(2026, 1, 1, 0, 0));
            statement.setMaxRows(5);
            try (ResultSet rows = statement.executeQuery()) {
                int read = 0;
                while (rows.next()) {
                    assertThat(rows.getObject(1, LocalDate.class)).isBefore(LocalDate.of(1970, 1, 2));
                    assertThat(rows.getObject(2, LocalDateTime.class)).isAfter(LocalDateTime.of(2025, 12, 31, 23, 59));
                    read++;
                }
                assertThat(read).isEqualTo(5);
            }
        }
    }

    @Test
    void anErrorHasItsStateAndItsPlace() throws SQLException {
        try (Connection connection = connect("laege-099001");
                Statement statement = connection.createStatement()) {
            SQLException syntax = failure(statement, "SELECT pid\nFROM borger\nWHER koen = 'K'");
            assertThat((Throwable) syntax)
                    .isInstanceOf(SQLSyntaxErrorException.class)
                    .hasMessageContaining("line 3");
            assertThat(syntax == null ? "" : syntax.getSQLState()).isEqualTo("42601");
        }
    }

    @Test
    void keysAndColumnsAreThoseThatOneMaySee() throws SQLException {
        try (Connection doctor = connect("laege-099001");
                Connection steward = connect("steward-1")) {
            DatabaseMetaData metadata = doctor.getMetaData();
            assertThat(column(metadata.getPrimaryKeys(null, "sundhed", "borger"), "COLUMN_NAME"))
                    .containsExactly("pid");
            assertThat(column(metadata.getImportedKeys(null, "sundhed", "diagnose"), "PKTABLE_NAME"))
                    .containsExactly("borger");
            assertThat(column(metadata.getTables(null, "sundhed", null, null), "TABLE_NAME"))
                    .contains("borger", "laboratoriesvar", "senest_kontrol", "maaling_samlet");
            assertThat(column(steward.getMetaData().getTables(null, "sundhed", null, null), "TABLE_NAME"))
                    .doesNotContain("borger", "laboratoriesvar");
        }
    }

    @Test
    void sqllineAnswers() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        SqlLine line = new SqlLine();
        line.setOutputStream(print);
        line.setErrorStream(print);
        String[] arguments = {
            "-d",
            "dk.samsyn.driver.SamsynDriver",
            "-u",
            url(),
            "-n",
            "laege-099001",
            "-p",
            "samsyn",
            "-e",
            "SELECT navn FROM kommune_reference WHERE kommunekode = 741;",
            "-e",
            "!tables",
            "-e",
            "!quit"
        };

        line.begin(arguments, new ByteArrayInputStream(new byte[0]), false);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Samsø")
                .contains("laboratoriesvar")
                .doesNotContain("Exception");
    }

    /** DBeaver bundles Avatica 1.23.0. Maven puts its jar beside the tests; it runs in a class loader of its own. */
    @Test
    void anAvaticaClientOfVersion123Works() throws Exception {
        assumeTrue(Files.exists(OLD_CLIENT), OLD_CLIENT + " is not there: mvn process-test-resources fetches it");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {OLD_CLIENT.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Driver old = (Driver) loader.loadClass("org.apache.calcite.avatica.remote.Driver")
                    .getConstructor()
                    .newInstance();
            Properties info = new Properties();
            info.setProperty("user", "laege-099001");
            info.setProperty("password", "samsyn");
            try (Connection connection = old.connect(
                            "jdbc:avatica:remote:url=" + doors.url()
                                    + "/jdbc;serialization=JSON;authentication=BASIC;transparent_reconnection=true",
                            info);
                    PreparedStatement statement = connection.prepareStatement(
                            "SELECT navn, kommunekode FROM kommune_reference WHERE kommunekode = ?")) {
                statement.setInt(1, 741);
                assertThat(column(statement.executeQuery(), "navn")).containsExactly("Samsø");
                assertThat(column(connection.getMetaData().getTables(null, "sundhed", null, null), "TABLE_NAME"))
                        .contains("borger");
                SQLException e = catchThrowableOfType(
                        SQLException.class, () -> connection.createStatement().executeQuery("SELECT x FROM borger"));
                assertThat(e.getSQLState()).isEqualTo("42703");
                doors.sessions.close();
                assertThat(count(connection.createStatement().executeQuery("SELECT navn FROM kommune_reference")))
                        .isEqualTo(19);
            }
        }
    }

    private static CompletableFuture<@Nullable SQLException> failureOf(Statement statement, String sql) {
        return CompletableFuture.supplyAsync(() -> failure(statement, sql));
    }

    private static @Nullable SQLException failure(Statement statement, String sql) {
        return catchThrowableOfType(SQLException.class, () -> count(statement.executeQuery(sql)));
    }

    private static String url() {
        return "jdbc:samsyn:" + doors.url() + "/jdbc";
    }

    private static Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(url(), user, "samsyn");
    }

    private static int count(ResultSet rows) throws SQLException {
        return column(rows, null).size();
    }

    private static List<String> column(ResultSet rows, @Nullable String name) throws SQLException {
        try (rows) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(name == null ? rows.getObject(1) : rows.getString(name)));
            }
            return values;
        }
    }
}
