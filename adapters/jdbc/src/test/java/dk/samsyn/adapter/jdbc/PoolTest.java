package dk.samsyn.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SqlRequest;
import dk.samsyn.spi.SqlSource;
import dk.samsyn.testkit.TestScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Four connections, and who waits for one. */
class PoolTest {
    private static SqlSource source;
    private static String url;

    @BeforeAll
    static void open() throws Exception {
        url = Postgres.database("pool");
        source = Configs.open(
                Map.of("url", url, "dialect", "postgresql", "fetch_size", "10"),
                List.of(Configs.table("t", "SELECT 1 AS a", "a:integer")));
    }

    @AfterAll
    static void close() {
        source.close();
    }

    @Test
    void whoGetsNoConnectionInTimeIsToldSo() {
        List<RowCursor> holding = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                holding.add(source.query(numbers(1_000), TestScope.unhurried()));
            }
            assertCode(ErrorCode.SOURCE_TIMEOUT, TestScope.lasting(Duration.ofMillis(600)));

            CompletableFuture<List<?>> waiting =
                    CompletableFuture.supplyAsync(() -> Configs.rows(source.query(numbers(5), TestScope.unhurried())));
            holding.remove(0).close();
            assertThat(waiting.join()).hasSize(5);
        } finally {
            holding.forEach(RowCursor::close);
        }
    }

    /** Two analysts wait already when a doctor asks; each who is served holds the only connection that is given back. */
    @Test
    void whoWaitsForCareHasTheNextConnection() throws Exception {
        List<RowCursor> holding = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                holding.add(source.query(numbers(1_000), TestScope.unhurried()));
            }
            BlockingQueue<String> served = new LinkedBlockingQueue<>();
            List<Thread> waiting = new ArrayList<>();
            for (String who : List.of("analyst", "analyst", "doctor")) {
                TestScope scope = who.equals("doctor") ? TestScope.ofCare() : TestScope.unhurried();
                Thread thread = new Thread(() -> {
                    try (RowCursor rows = source.query(numbers(1_000), scope)) {
                        served.add(who);
                        rows.next();
                    }
                });
                waiting.add(thread);
                thread.start();
                while (thread.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
            }
            holding.remove(0).close();
            for (Thread thread : waiting) {
                thread.join();
            }
            assertThat(served).containsExactly("doctor", "analyst", "analyst");
        } finally {
            holding.forEach(RowCursor::close);
        }
    }

    @Test
    void whoWaitsCanBeCancelled() throws Exception {
        List<RowCursor> holding = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                holding.add(source.query(numbers(1_000), TestScope.unhurried()));
            }
            TestScope scope = TestScope.unhurried();
            CompletableFuture<Void> waiting =
                    CompletableFuture.runAsync(() -> assertCode(ErrorCode.QUERY_CANCELLED, scope));
            Thread.sleep(200);
            scope.cancel();
            waiting.get(1, java.util.concurrent.TimeUnit.SECONDS);
        } finally {
            holding.forEach(RowCursor::close);
        }
    }

    @Test
    void anAnswerOfOneBatchHoldsNoConnection() {
        List<RowCursor> cursors = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            cursors.add(source.query(numbers(9), TestScope.unhurried()));
        }
        cursors.forEach(cursor -> assertThat(Configs.rows(cursor)).hasSize(9));
    }

    @Test
    void aStoppedConnectionIsNotUsedAgain() {
        for (int i = 0; i < 8; i++) {
            TestScope scope = TestScope.unhurried();
            RowCursor cursor = source.query(numbers(1_000), scope);
            scope.cancel();
            assertThatThrownBy(() -> Configs.rows(cursor)).isInstanceOf(SourceException.class);
            assertThat(Configs.rows(source.query(numbers(100), TestScope.unhurried())))
                    .hasSize(100);
        }
    }

    /** As when a server restarts between two statements: the pool does not look at a connection that was used just now. */
    @Test
    void aConnectionThatBrokeInThePoolIsReplaced() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(Configs.rows(source.query(numbers(5), TestScope.unhurried())))
                    .hasSize(5);
            Postgres.execute(
                    url,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            assertThat(Configs.rows(source.query(numbers(5), TestScope.unhurried())))
                    .hasSize(5);
        }
    }

    @Test
    void aServerThatIsDownIsLeftAloneAfterAFewQuestions() throws Exception {
        try (Forwarder wire = new Forwarder(Postgres.port());
                SqlSource other = Configs.open(
                        Map.of(
                                "url",
                                url.replace("localhost:" + Postgres.port(), Forwarder.HOST + ":" + wire.port()),
                                "dialect",
                                "postgresql"),
                        List.of(Configs.table("t", "SELECT 1 AS a", "a:integer")))) {
            other.ping(TestScope.unhurried());
            wire.cut();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> other.ping(TestScope.unhurried())).hasMessageContaining("cannot be reached");
            }
            assertThatThrownBy(() -> other.ping(TestScope.unhurried())).hasMessageContaining("is left alone");
        }
    }

    @Test
    void aWrongPasswordOrDatabaseIsToldAtOnce() {
        long started = System.nanoTime();
        try (SqlSource other = Configs.open(
                Map.of("url", url.replace("/pool", "/findes_ikke"), "dialect", "postgresql"),
                List.of(Configs.table("t", "SELECT 1 AS a", "a:integer")))) {
            assertThatThrownBy(() -> other.ping(TestScope.unhurried()))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE));
        }
        try (SqlSource other = Configs.open(
                Map.of("url", url.replace("user=postgres", "user=ukendt"), "dialect", "postgresql"),
                List.of(Configs.table("t", "SELECT 1 AS a", "a:integer")))) {
            assertThatThrownBy(() -> other.ping(TestScope.unhurried()))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_REFUSED));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void theSessionCannotWrite() {
        SqlRequest write = new SqlRequest(
                List.of("CREATE TABLE x AS SELECT 1 AS a"), List.of(), List.of(ColumnType.INTEGER), Optional.empty());

        assertThatThrownBy(() -> source.query(write, TestScope.unhurried())).isInstanceOf(SourceException.class);
    }

    private static void assertCode(ErrorCode code, TestScope scope) {
        assertThatThrownBy(() -> Configs.rows(source.query(numbers(5), scope)))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static SqlRequest numbers(int count) {
        return new SqlRequest(
                List.of("SELECT i FROM generate_series(1, ", ") i"),
                List.of(new SqlRequest.Value(ColumnType.INTEGER, count)),
                List.of(ColumnType.INTEGER),
                Optional.empty());
    }
}
