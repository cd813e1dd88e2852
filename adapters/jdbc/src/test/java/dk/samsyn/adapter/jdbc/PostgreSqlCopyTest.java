package dk.samsyn.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.RowSink;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SqlRequest;
import dk.samsyn.spi.SqlSource;
import dk.samsyn.testkit.TestScope;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that come by COPY: the same rows as by a cursor, the same refusals, and nothing about a person in the text. */
class PostgreSqlCopyTest {
    private static final String ASKED =
            "SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid() AND ''::varchar <> ";
    private static SqlSource source;

    @BeforeAll
    static void fill() throws Exception {
        String url = Postgres.database("copy_test");
        Postgres.execute(
                url,
                "CREATE TABLE alt (nr SERIAL, aktiv BOOLEAN, kort SMALLINT, antal INTEGER, stort BIGINT, beloeb NUMERIC(30,4),"
                        + " maaling FLOAT8, navn VARCHAR(40), fri TEXT, cpr CHAR(12), dato DATE, tid TIMESTAMP,"
                        + " tid_zone TIMESTAMPTZ)",
                "INSERT INTO alt (aktiv, kort, antal, stort, beloeb, maaling, navn, fri, cpr, dato, tid, tid_zone) VALUES"
                        + " (true, 7, -41, 5000000000, 160.7200, 1.25, 'Åse Ørsted', '', '2512489996', '2026-02-28',"
                        + "  '2026-03-29 02:30:00.123456', '2026-07-01 12:00Z'),"
                        + " (false, -7, 2147483647, -1, -0.0001, '-Infinity', 'a\\b''c', E'\\t 𝄞', ' x', '0001-01-01',"
                        + "  '1969-12-31 23:59:59.999999', '1969-12-31 22:59:59.5Z'),"
                        + " (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
                        + " (true, 0, 0, 0, 99999999999999999999999999.9999, 'NaN', ' ', '-', '', '9999-12-31',"
                        + "  '9999-12-31 23:59:59', '2026-10-25 01:30Z'),"
                        + " (true, 0, 0, 0, 10000, 0, '', '', '', '2000-01-01', '2000-01-01', '2000-01-01Z')");
        source = Configs.open(
                Map.of("url", url, "dialect", "postgresql"), List.of(Configs.table("alt", "alt", "nr:integer")));
    }

    @AfterAll
    static void close() {
        source.close();
    }

    @Test
    void everyValueIsTheSameAsByACursor() {
        String sql =
                "SELECT nr, aktiv, kort, antal, stort, beloeb, maaling, navn, fri, cpr, dato, tid, tid_zone, kort, antal,"
                        + " stort, CAST(nr AS NUMERIC), CAST(nr AS NUMERIC), beloeb FROM alt WHERE ''::varchar <> ";
        List<ColumnType> types = List.of(
                ColumnType.INTEGER,
                ColumnType.BOOLEAN,
                ColumnType.INTEGER,
                ColumnType.INTEGER,
                ColumnType.BIGINT,
                ColumnType.DECIMAL,
                ColumnType.DOUBLE,
                ColumnType.VARCHAR,
                ColumnType.VARCHAR,
                ColumnType.VARCHAR,
                ColumnType.DATE,
                ColumnType.TIMESTAMP,
                ColumnType.TIMESTAMP,
                ColumnType.DECIMAL,
                ColumnType.DOUBLE,
                ColumnType.DECIMAL,
                ColumnType.INTEGER,
                ColumnType.BIGINT,
                ColumnType.DOUBLE);

        List<List<@Nullable Object>> copied = rows(sql, " ORDER BY 1", types, false);

        assertThat(copied).hasSize(5).isEqualTo(rows(sql, " ORDER BY 1", types, true));
        assertThat(taken(sql, " ORDER BY 1", types)).isEqualTo(toMillis(copied));
        assertThat(copied.get(1))
                .startsWith(
                        2, false, -7, 2147483647, -1L, new BigDecimal("-0.0001"), Double.NEGATIVE_INFINITY, "a\\b'c")
                .contains(LocalDate.of(1, 1, 1), LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000))
                .contains(" x", LocalDateTime.of(1969, 12, 31, 23, 59, 59, 500_000_000));
    }

    /** Also after an answer of which only the first row was wanted: 20 of them on a pool of four. */
    @Test
    void anAnswerMayBeLeftAndItsConnectionUsedAgain() {
        for (int i = 0; i < 20; i++) {
            try (RowCursor rows = source.query(
                    request(
                            "SELECT n FROM generate_series(1, 1000000) n WHERE ''::varchar <> ",
                            "",
                            List.of(ColumnType.INTEGER),
                            "x",
                            false),
                    TestScope.unhurried())) {
                assertThat(rows.next()).isTrue();
            }
        }
        String sql = "SELECT n FROM generate_series(1, 300000) n WHERE ''::varchar <> ";
        List<ColumnType> types = List.of(ColumnType.INTEGER);
        assertThat(rows(sql, "", types, false)).hasSize(300_000).last().isEqualTo(List.of(300_000));
        List<List<@Nullable Object>> taken = taken(sql, "", types);
        assertThat(taken).hasSize(300_000).last().isEqualTo(List.of(300_000));
        assertThat(taken).doesNotHaveDuplicates();
    }

    @Test
    void someMayBeReadAsRowsAndTheRestTaken() {
        List<ColumnType> types = List.of(ColumnType.INTEGER);
        SqlRequest request =
                request("SELECT n FROM generate_series(1, 5000) n WHERE ''::varchar <> ", "", types, "x", false);
        try (RowCursor rows = source.query(request, TestScope.unhurried())) {
            List<Integer> seen = new ArrayList<>();
            for (int i = 0; i < 10 && rows.next(); i++) {
                seen.add((Integer) rows.row()[0]);
            }
            ObjectRows sink = new ObjectRows(types);
            assertThat(rows.take(20, sink)).isEqualTo(20);
            assertThat(rows.take(1_500, sink)).isEqualTo(1_500);
            assertThat(rows.take(5_000, sink)).isEqualTo(3_470);
            sink.rows.forEach(row -> seen.add((Integer) row.get(0)));
            assertThat(seen).isEqualTo(IntStream.rangeClosed(1, 5_000).boxed().toList());
        }
    }

    @Test
    void aPersonsNumberIsNeverWrittenIntoTheText() {
        assertThat(asked("2512489996", true)).doesNotContain("2512489996").doesNotContain("COPY");
        assertThat(asked("2512489996", false)).startsWith("COPY (").contains("2512489996");
    }

    private static String asked(Object value, boolean person) {
        SqlRequest request = request(ASKED, "", List.of(ColumnType.VARCHAR), value, person);
        return String.valueOf(Configs.rows(source.query(request, TestScope.unhurried()))
                .get(0)
                .get(0));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(ColumnType.BOOLEAN, true),
                Arguments.of(ColumnType.INTEGER, -3),
                Arguments.of(ColumnType.BIGINT, -5_000_000_000L),
                Arguments.of(ColumnType.DECIMAL, new BigDecimal("-1E+3")),
                Arguments.of(ColumnType.DOUBLE, Double.NEGATIVE_INFINITY),
                Arguments.of(ColumnType.DOUBLE, 1.0E-7),
                Arguments.of(ColumnType.VARCHAR, "it's \\ ?; --"),
                Arguments.of(ColumnType.VARCHAR, null),
                Arguments.of(ColumnType.DATE, LocalDate.of(2026, 2, 28)),
                Arguments.of(ColumnType.DATE, LocalDate.of(10_000, 1, 1)),
                Arguments.of(ColumnType.TIMESTAMP, LocalDateTime.of(2026, 3, 29, 2, 30, 0, 1_000)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aWrittenValueMeansWhatTheParameterMeans(ColumnType type, @Nullable Object value) {
        List<Object> meant = new ArrayList<>();
        for (boolean person : List.of(false, true)) {
            SqlRequest request = new SqlRequest(
                    List.of("SELECT pg_typeof(v)::text, v::text FROM (SELECT ", " AS v) AS t"),
                    List.of(new SqlRequest.Value(type, value, person)),
                    List.of(ColumnType.VARCHAR, ColumnType.VARCHAR),
                    Optional.empty());
            meant.add(Configs.rows(source.query(request, TestScope.unhurried())));
        }
        assertThat(meant.get(0)).isEqualTo(meant.get(1));
    }

    @ParameterizedTest
    @CsvSource({
        "2147483648::int8, INTEGER",
        "0.5::numeric, INTEGER",
        "'NaN'::numeric, DECIMAL",
        "'infinity'::date, DATE",
        "'-infinity'::timestamp, TIMESTAMP",
        "'infinity'::timestamptz, TIMESTAMP",
        "'0001-01-01 BC'::date, DATE"
    })
    void aValueThatDoesNotFitIsRefusedWithoutSayingIt(String value, ColumnType type) {
        for (boolean person : List.of(false, true)) {
            assertThatThrownBy(() ->
                            rows("SELECT " + value + " FROM alt WHERE ''::varchar <> ", "", List.of(type), person))
                    .isInstanceOfSatisfying(
                            SourceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_MALFORMED))
                    .hasMessageNotContaining("2147483648");
        }
        String late = "SELECT CASE WHEN n < 1000 THEN NULL ELSE " + value + " END FROM generate_series(1, 2000) n"
                + " WHERE ''::varchar <> ";
        assertThatThrownBy(() -> taken(late, "", List.of(type)))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_MALFORMED))
                .hasMessageNotContaining("2147483648");
    }

    @Test
    void aFailureAfterManyRowsIsToldAndTheSourceGoesOn() {
        String sql = "SELECT 100000 / (100000 - n) FROM generate_series(1, 200000) n WHERE ''::varchar <> ";
        assertThatThrownBy(() -> rows(sql, "", List.of(ColumnType.INTEGER), false))
                .isInstanceOf(SourceException.class);
        assertThatThrownBy(() -> taken(sql, "", List.of(ColumnType.INTEGER))).isInstanceOf(SourceException.class);
        assertThat(asked("x", false)).startsWith("COPY");
    }

    @Test
    void whatHasNoBinaryFormThatIsKnownComesByACursor() {
        assertThat(rows(
                        "SELECT kort::int2 FROM alt WHERE ''::varchar <> ",
                        " LIMIT 1",
                        List.of(ColumnType.VARCHAR),
                        false))
                .containsExactly(List.of("7"));
        assertThatThrownBy(() -> rows(
                        "SELECT kort, kort FROM alt WHERE ''::varchar <> ", "", List.of(ColumnType.INTEGER), false))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_MALFORMED));
    }

    private static List<List<@Nullable Object>> rows(
            String before, String after, List<ColumnType> types, boolean person) {
        return Configs.rows(source.query(request(before, after, types, "x", person), TestScope.unhurried()));
    }

    /** The same rows through a sink. */
    private static List<List<@Nullable Object>> taken(String before, String after, List<ColumnType> types) {
        ObjectRows sink = new ObjectRows(types);
        try (RowCursor rows = source.query(request(before, after, types, "x", false), TestScope.unhurried())) {
            while (rows.take(1_000, sink) == 1_000) {
                assertThat(sink.row).containsOnlyNulls();
            }
        }
        return sink.rows;
    }

    /** Rows whose times are cut to milliseconds, as a sink is given them. */
    private static List<List<@Nullable Object>> toMillis(List<List<@Nullable Object>> rows) {
        return rows.stream()
                .map(row -> row.stream()
                        .map(v -> v instanceof LocalDateTime time ? time.truncatedTo(ChronoUnit.MILLIS) : v)
                        .collect(Collectors.toList()))
                .toList();
    }

    /** Makes objects of what a sink is given. */
    private static final class ObjectRows implements RowSink {
        private final List<ColumnType> types;
        private final List<List<@Nullable Object>> rows = new ArrayList<>();
        private @Nullable Object[] row;

        ObjectRows(List<ColumnType> types) {
            this.types = types;
            this.row = new @Nullable Object[types.size()];
        }

        @Override
        public void put(int column, @Nullable Object value) {
            row[column] = value instanceof LocalDateTime time ? time.truncatedTo(ChronoUnit.MILLIS) : value;
        }

        @Override
        public void putLong(int column, long value) {
            row[column] = switch (types.get(column)) {
                case INTEGER -> Math.toIntExact(value);
                case DATE -> LocalDate.ofEpochDay(value);
                case TIMESTAMP -> LocalDateTime.of(1970, 1, 1, 0, 0).plus(value, ChronoUnit.MILLIS);
                default -> value;
            };
        }

        @Override
        public void putDouble(int column, double value) {
            row[column] = value;
        }

        @Override
        public void endRow() {
            rows.add(Arrays.asList(row));
            row = new @Nullable Object[types.size()];
        }
    }

    private static SqlRequest request(
            String before, String after, List<ColumnType> types, Object value, boolean person) {
        return new SqlRequest(
                List.of(before, after),
                List.of(new SqlRequest.Value(ColumnType.VARCHAR, value, person)),
                types,
                Optional.empty());
    }
}
