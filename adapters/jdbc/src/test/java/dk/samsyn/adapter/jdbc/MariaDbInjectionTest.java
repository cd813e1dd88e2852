package dk.samsyn.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SqlRequest;
import dk.samsyn.spi.SqlSource;
import dk.samsyn.testkit.TestScope;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("full")
class MariaDbInjectionTest extends InjectionContract {
    private static String url;
    private static SqlSource source;

    @BeforeAll
    static void fill() throws Exception {
        url = Maria.database("injection");
        Names.fill(
                url + "&sessionVariables=sql_mode='NO_BACKSLASH_ESCAPES'",
                "CREATE TABLE ting (id INTEGER, navn VARCHAR(40)) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        Maria.execute(
                url, "CREATE TABLE oejeblik (tid TIMESTAMP)", "INSERT INTO oejeblik VALUES ('2026-07-01 12:00:00')");
        source = Configs.open(Map.of("url", url, "dialect", "mariadb"), List.of(Names.TING));
    }

    @AfterAll
    static void close() {
        source.close();
    }

    @Override
    SqlSource source() {
        return source;
    }

    @Test
    void theSessionJoinsTextsAndKeepsBackslashes() {
        assertThat(Configs.rows(source.query(text("SELECT 'a\\' || 'b'"), TestScope.unhurried())))
                .containsExactly(List.of("a\\b"));
    }

    @Test
    void anAddressThatSetsAnotherModeIsRefused() {
        try (SqlSource other = Configs.open(
                Map.of("url", url + "&sessionVariables=sql_mode='ANSI'", "dialect", "mariadb"), List.of(Names.TING))) {
            assertThatThrownBy(() -> other.scan(ScanRequest.all(other.tables().get(0)), TestScope.unhurried()))
                    .isInstanceOf(SourceException.class);
        }
    }

    @Test
    void aSourceOfWallClocksHasNoInstants() {
        try (SqlSource other = Configs.open(
                Map.of("url", url, "dialect", "mariadb", "wall_clock_only", "true"), List.of(Names.TING))) {
            SqlRequest dateTime = time("SELECT CAST('2026-07-01 12:00:00' AS DATETIME)");
            assertThat(Configs.rows(other.query(dateTime, TestScope.unhurried())))
                    .containsExactly(List.of(LocalDateTime.of(2026, 7, 1, 12, 0)));
            SqlRequest timestamp = time("SELECT tid FROM oejeblik");
            assertThatThrownBy(() -> other.query(timestamp, TestScope.unhurried()))
                    .isInstanceOf(SourceException.class);
            assertThat(Configs.rows(source.query(timestamp, TestScope.unhurried())))
                    .hasSize(1);
        }
    }

    @Test
    void theSessionCannotWrite() {
        assertThatThrownBy(() -> Configs.rows(
                        source.query(text("INSERT INTO ting VALUES (99, 'x') RETURNING navn"), TestScope.unhurried())))
                .isInstanceOf(SourceException.class);
    }

    @Test
    void aHundredThousandKeysAreOneCall() {
        TestScope scope = TestScope.unhurried();
        SqlRequest request = new SqlRequest(
                List.of("SELECT COUNT(*) FROM seq_1_to_200000 WHERE CAST(seq AS CHAR)", ""),
                List.of(new SqlRequest.Keys(
                        ColumnType.VARCHAR,
                        IntStream.range(0, 100_000).mapToObj(i -> "" + 2 * i).toList())),
                List.of(ColumnType.BIGINT),
                Optional.empty());

        assertThat(Configs.rows(source.query(request, scope))).containsExactly(List.of(99_999L));
        assertThat(scope.calls()).isEqualTo(1);
    }

    private static SqlRequest time(String sql) {
        return new SqlRequest(List.of(sql), List.of(), List.of(ColumnType.TIMESTAMP), Optional.empty());
    }

    private static SqlRequest text(String sql) {
        return new SqlRequest(List.of(sql), List.of(), List.of(ColumnType.VARCHAR), Optional.empty());
    }
}
