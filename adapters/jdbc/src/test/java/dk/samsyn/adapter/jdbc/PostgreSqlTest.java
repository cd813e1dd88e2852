package dk.samsyn.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SqlRequest;
import dk.samsyn.spi.SqlSource;
import dk.samsyn.testkit.TestScope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgreSqlTest {
    private static SqlSource source;
    private static String url;

    @BeforeAll
    static void fill() throws Exception {
        url = Postgres.database("postgresql_test");
        Postgres.execute(
                url,
                "CREATE TABLE svar (cpr CHAR(10), kode VARCHAR(12), fri TEXT, tal INTEGER, tid TIMESTAMPTZ)",
                "INSERT INTO svar SELECT lpad(i::text, 10, '0'), 'k' || i % 100, 'f' || i, i, "
                        + "TIMESTAMPTZ '2026-07-01 12:00:00Z' + i * INTERVAL '1 minute' FROM generate_series(1, 200000) i",
                "CREATE INDEX ON svar (cpr)",
                "CREATE INDEX ON svar (fri)",
                "ANALYZE svar");
        source = Configs.open(
                Map.of("url", url, "dialect", "postgresql"),
                List.of(Configs.table(
                        "svar",
                        "public.svar",
                        "cpr:varchar(10):person=plain",
                        "kode:varchar(12)",
                        "fri:varchar(20)",
                        "tal:integer",
                        "tid:timestamp")));
    }

    @AfterAll
    static void close() {
        source.close();
    }

    @Test
    void aHundredThousandKeysAreOneCall() {
        TestScope scope = TestScope.unhurried();
        List<String> keys = IntStream.range(0, 100_000)
                .mapToObj(i -> String.format("%010d", 2 * i))
                .toList();

        assertThat(Configs.rows(
                        source.scan(ScanRequest.all(source.tables().get(0)).forKeys(keys), scope)))
                .hasSize(99_999);
        assertThat(scope.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsAskedNothingCanBeWritten(SqlRequest.Answer answer) {
        SqlRequest request = new SqlRequest(
                List.of("SELECT current_setting('transaction_read_only')"),
                List.of(),
                List.of(ColumnType.VARCHAR),
                Optional.empty(),
                answer);

        for (int again = 0; again < 2; again++) {
            assertThat(Configs.rows(source.query(request, TestScope.unhurried())))
                    .extracting(row -> row.get(0))
                    .containsExactly("on");
        }
    }

    @Test
    void keysUseTheIndex() {
        for (String column : List.of("cpr", "fri")) {
            SqlRequest request = new SqlRequest(
                    List.of("EXPLAIN SELECT * FROM public.svar t WHERE t.\"" + column + "\"", ""),
                    List.of(new SqlRequest.Keys(ColumnType.VARCHAR, List.of("0000000001", "0000000002"))),
                    List.of(ColumnType.VARCHAR),
                    Optional.empty());

            assertThat(Configs.rows(source.query(request, TestScope.unhurried()))
                            .toString())
                    .contains("Index Cond");
        }
    }

    @Test
    void aRunningStatementIsStoppedWithinASecond() throws Exception {
        TestScope scope = TestScope.unhurried();
        CompletableFuture<Throwable> failure = CompletableFuture.supplyAsync(() -> {
            try (RowCursor rows = source.query(sleep("SELECT pg_sleep(20)::text"), scope)) {
                rows.next();
                return new AssertionError("it slept to the end");
            } catch (RuntimeException e) {
                return e;
            }
        });
        Thread.sleep(300);

        long started = System.nanoTime();
        scope.cancel();

        assertThat(failure.get(1, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_CANCELLED));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(1));
        assertThat(scope.registrations()).isZero();
    }

    @Test
    void aSlowFetchAfterTheFirstRowsIsStoppedByTheDeadline() {
        TestScope scope = TestScope.lasting(Duration.ofSeconds(2));
        SqlRequest request = sleep(
                "SELECT CASE WHEN i > 1000 THEN pg_sleep(0.05)::text ELSE '' END FROM generate_series(1, 3000) i");

        long started = System.nanoTime();
        assertThatThrownBy(() -> Configs.rows(source.query(request, scope)))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_TIMEOUT));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
    }

    /** 80 MB, fetched all at once and then, a thousand rows at a time, in two parts. */
    @Test
    void anAnswerLargerThanExpectedIsFetchedPieceByPiece() {
        TestScope scope = TestScope.unhurried();
        SqlRequest request =
                expecting(SqlRequest.Answer.FEW_ROWS, "SELECT i || repeat('x', 40000) FROM generate_series(1, 2000) i");

        int rows = 0;
        try (RowCursor cursor = source.query(request, scope)) {
            while (cursor.next()) {
                rows++;
            }
        }

        assertThat(rows).isEqualTo(2000);
        assertThat(scope.calls()).isEqualTo(2);
    }

    /** The server would take every combination of date parts for a group and sort all rows. */
    @Test
    void whereGroupsAreFewTheirRowsAreNotSortedForThisStatementOnly() {
        String setting = "SELECT current_setting('enable_sort')";

        assertThat(text(expecting(SqlRequest.Answer.ROWS, setting))).isEqualTo("on");
        assertThat(text(expecting(SqlRequest.Answer.FEW_GROUPS, setting))).isEqualTo("off");
        assertThat(text(expecting(SqlRequest.Answer.FEW_ROWS, setting))).isEqualTo("on");
    }

    private static String text(SqlRequest request) {
        return String.valueOf(Configs.rows(source.query(request, TestScope.unhurried()))
                .get(0)
                .get(0));
    }

    private static SqlRequest expecting(SqlRequest.Answer answer, String sql) {
        return new SqlRequest(List.of(sql), List.of(), List.of(ColumnType.VARCHAR), Optional.empty(), answer);
    }

    private static SqlRequest sleep(String sql) {
        return new SqlRequest(List.of(sql), List.of(), List.of(ColumnType.VARCHAR), Optional.empty());
    }
}
