package dk.samsyn.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.Condition;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.spi.SqlRequest;
import dk.samsyn.spi.SqlSource;
import dk.samsyn.testkit.TestScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Practices: one H2 file database each, behind one server; every practice has two patients and five analyses. */
class PartitionsTest {
    private static final int PRACTICES = 12;

    @TempDir
    private static Path directory;

    private static Server server;

    private SqlSource source;

    @BeforeAll
    static void fill() throws SQLException, IOException {
        for (int i = 1; i <= PRACTICES; i++) {
            create(i);
        }
        server = Server.createTcpServer("-tcpPort", "0", "-baseDir", directory.toString())
                .start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void open() throws IOException {
        list(PRACTICES);
        source = source("praksis.csv", 4);
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void thePartitionColumnIsAColumnLikeAnother() {
        TestScope scope = TestScope.unhurried();

        List<List<Object>> rows = scan(List.of("kode", "ydernr", "cpr"), List.of(), scope);

        assertThat(rows).hasSize(5 * PRACTICES).contains(List.of("k1", "099003", "0000000031"));
        assertThat(scope.calls()).isEqualTo(PRACTICES);
        assertThat(scope.registrations()).isZero();
    }

    @Test
    void itMayBeTheOnlyColumn() {
        assertThat(scan(List.of("ydernr"), List.of(), TestScope.unhurried()))
                .hasSize(5 * PRACTICES)
                .contains(List.of("099012"));
    }

    @Test
    void aConditionOnItSelectsPartitions() {
        TestScope scope = TestScope.unhurried();
        assertThat(scan(List.of("ydernr"), List.of(new Condition.In("ydernr", List.of("099003", "099999"))), scope))
                .hasSize(5)
                .containsOnly(List.of("099003"));
        assertThat(scope.calls()).isEqualTo(1);
        assertThat(scope.parts()).containsExactly("099003");

        assertThat(scan(
                        List.of("ydernr"),
                        List.of(new Condition.Range("ydernr", "099011", false, null, true)),
                        TestScope.unhurried()))
                .containsOnly(List.of("099012"));
    }

    @Test
    void keysAreLookedForInEveryPartition() {
        ScanRequest request = new ScanRequest(
                "analyse",
                List.of("ydernr", "kode"),
                List.of(),
                Optional.of(List.of("0000000031", "0000000052")),
                OptionalLong.empty());

        assertThat(Configs.rows(source.scan(request, TestScope.unhurried())))
                .containsExactlyInAnyOrder(
                        List.of("099003", "k1"),
                        List.of("099003", "k3"),
                        List.of("099003", "k5"),
                        List.of("099005", "k2"),
                        List.of("099005", "k4"));
    }

    @Test
    void aStatementCarriesThePartitionAsAParameter() {
        SqlRequest request = new SqlRequest(
                List.of("SELECT ", ", COUNT(*) FROM analyse WHERE cpr", ""),
                List.of(
                        new SqlRequest.Partition(),
                        new SqlRequest.Keys(ColumnType.VARCHAR, List.of("0000000031", "0000000041"))),
                List.of(ColumnType.VARCHAR, ColumnType.BIGINT),
                Optional.of(List.of("099003", "099004", "099999")));

        assertThat(Configs.rows(source.query(request, TestScope.unhurried())))
                .containsExactlyInAnyOrder(List.of("099003", 3L), List.of("099004", 3L));
    }

    @Test
    void aLimitHoldsForTheWhole() {
        ScanRequest request =
                new ScanRequest("analyse", List.of("kode"), List.of(), Optional.empty(), OptionalLong.of(7));

        assertThat(Configs.rows(source.scan(request, TestScope.unhurried()))).hasSize(7);
    }

    @Test
    void onePartitionThatFailsFailsTheAnswerByItsName() throws IOException {
        Files.writeString(directory.resolve("praksis.csv"), csv(PRACTICES) + "099099;" + url("findes_ikke") + "\n");
        TestScope scope = TestScope.unhurried();

        assertThatThrownBy(() -> scan(List.of("kode"), List.of(), scope))
                .isInstanceOfSatisfying(SourceException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
                    assertThat(e).hasMessage("source praksis_a: praksis 099099 cannot be reached");
                });
        assertThat(scope.registrations()).isZero();
        assertThat(scan(List.of("kode"), List.of(new Condition.In("ydernr", List.of("099001"))), TestScope.unhurried()))
                .hasSize(5);
    }

    @Test
    void theListIsReadAgainWhenItChanges() throws IOException {
        list(3);
        assertThat(scan(List.of("kode"), List.of(), TestScope.unhurried())).hasSize(15);

        list(5);

        assertThat(scan(List.of("kode"), List.of(), TestScope.unhurried())).hasSize(25);
    }

    @Test
    void aSourceOpensWithoutItsList() throws IOException {
        try (SqlSource another = source("ikke-endnu.csv", 4)) {
            ScanRequest all = ScanRequest.all(another.tables().get(0));
            assertThatThrownBy(() -> another.scan(all, TestScope.unhurried()))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE));

            Files.writeString(directory.resolve("ikke-endnu.csv"), csv(2));
            assertThat(Configs.rows(another.scan(all, TestScope.unhurried()))).hasSize(10);
        }
    }

    @Test
    void aBadLineOfTheListIsNamed() throws IOException {
        Files.writeString(directory.resolve("praksis.csv"), "value;url\n099001;jdbc:postgresql://localhost/x\n");

        assertThatThrownBy(() -> scan(List.of("kode"), List.of(), TestScope.unhurried()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("localhost");
    }

    @Test
    void severalAnswersAreReadAtATimeFromThePartitionsTwoConnections() {
        List<RowCursor> cursors = new ArrayList<>();
        TestScope scope = TestScope.unhurried();
        for (int i = 0; i < 6; i++) {
            cursors.add(source.scan(
                    new ScanRequest("analyse", List.of("kode"), List.of(), Optional.empty(), OptionalLong.empty()),
                    scope));
        }
        for (int i = cursors.size() - 1; i >= 0; i--) {
            assertThat(Configs.rows(cursors.get(i))).hasSize(5 * PRACTICES);
        }
    }

    @Test
    void leavingEarlyStopsThePartitionsThatStillWork() {
        TestScope scope = TestScope.unhurried();
        SqlRequest slow = new SqlRequest(
                List.of("SELECT COUNT(*) FROM system_range(1, 100000000000) a WHERE a.x < 0 OR 1 = 1"),
                List.of(),
                List.of(ColumnType.BIGINT),
                Optional.empty());

        long started = System.nanoTime();
        RowCursor cursor = source.query(slow, scope);
        cursor.close();
        assertThat(scope.registrations()).isZero();
        assertThat(Configs.rows(source.query(count(), TestScope.lasting(Duration.ofSeconds(10)))))
                .hasSize(PRACTICES);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void thePingAsksEveryPartition() throws IOException {
        TestScope scope = TestScope.unhurried();
        source.ping(scope);
        assertThat(scope.calls()).isEqualTo(PRACTICES);

        Files.writeString(directory.resolve("praksis.csv"), csv(2) + "099099;" + url("findes_ikke") + "\n");
        assertThatThrownBy(() -> source.ping(TestScope.unhurried())).hasMessageContaining("praksis 099099");
    }

    @Test
    void hundredsOfPartitionsAreAsked() throws IOException {
        StringBuilder csv = new StringBuilder("value;url\n");
        for (int i = 1; i <= 400; i++) {
            // The same file under another name: settings of H2's address tell connections apart.
            csv.append(String.format("%06d;%s;LOCK_TIMEOUT=%d%n", i, url("p" + (1 + i % PRACTICES)), 1_000 + i));
        }
        Files.writeString(directory.resolve("praksis.csv"), csv.toString());

        assertThat(Configs.rows(source.query(count(), TestScope.unhurried()))).hasSize(400);
        assertThat(Configs.rows(source.query(count(), TestScope.unhurried()))).hasSize(400);
    }

    private static SqlRequest count() {
        return new SqlRequest(
                List.of("SELECT COUNT(*) FROM analyse"), List.of(), List.of(ColumnType.BIGINT), Optional.empty());
    }

    @SuppressWarnings("unchecked")
    private List<List<Object>> scan(List<String> columns, List<Condition> conditions, TestScope scope) {
        ScanRequest request = new ScanRequest("analyse", columns, conditions, Optional.empty(), OptionalLong.empty());
        return (List<List<Object>>) (List<?>) Configs.rows(source.scan(request, scope));
    }

    private static SqlSource source(String file, int callsAtOnce) {
        Map<String, Object> settings = Map.of(
                "dialect",
                "h2",
                "user",
                "sa",
                "partitions",
                Map.of("column", "ydernr", "file", file, "label", "praksis"));
        SqlSource source = (SqlSource) new JdbcAdapterFactory()
                .open(new SourceConfig(
                        new SourceId("praksis_a"),
                        "jdbc",
                        settings,
                        List.of(Configs.table(
                                "analyse",
                                "analyse",
                                "ydernr:varchar(6)",
                                "cpr:varchar(10):person=plain:column=CPR",
                                "kode:varchar(10):column=KODE")),
                        Duration.ofSeconds(20),
                        callsAtOnce,
                        directory));
        assertThat(source.tables()).extracting(SourceTable::partitionColumn).containsExactly("ydernr");
        return source;
    }

    private static void list(int practices) throws IOException {
        Files.writeString(directory.resolve("praksis.csv"), csv(practices));
    }

    private static String csv(int practices) {
        return java.util.stream.IntStream.rangeClosed(1, practices)
                .mapToObj(i -> "0990" + String.format("%02d", i) + ";" + url("p" + i) + "\n")
                .collect(Collectors.joining("", "value;url\n", ""));
    }

    private static String url(String database) {
        return "jdbc:h2:tcp://localhost:" + server.getPort() + "/./" + database;
    }

    private static void create(int i) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + directory.resolve("p" + i), "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE analyse (cpr CHAR(10), kode VARCHAR(10))");
            statement.execute("CREATE INDEX paa_cpr ON analyse (cpr)");
            for (int k = 1; k <= 5; k++) {
                statement.execute(
                        String.format("INSERT INTO analyse VALUES ('%010d', 'k%d')", i * 10 + (k % 2 == 1 ? 1 : 2), k));
            }
        }
    }
}
