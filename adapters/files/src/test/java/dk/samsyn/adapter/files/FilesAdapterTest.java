package dk.samsyn.adapter.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.spi.Condition;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceException;
import dk.samsyn.testkit.TestScope;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilesAdapterTest {
    private static final Charset LATIN = StandardCharsets.ISO_8859_1;

    @TempDir
    private Path folder;

    private final TestScope scope = TestScope.unhurried();

    @Test
    void aFeeLineBecomesATypedRow() {
        Drop.write(
                folder,
                "ssr_2026_10.csv",
                Drop.HEADER + "2512489996;099001;80;0101;1;2643;160,72;0;19-10-2026\n",
                LATIN);
        try (SourceAdapter adapter = Drop.open(folder, "all", "ISO-8859-1", 8)) {
            assertThat(Drop.rows(adapter, all(adapter), scope))
                    .containsExactly(List.of(
                            "2512489996",
                            "099001",
                            1,
                            new BigDecimal("160.72"),
                            false,
                            LocalDate.of(2026, 10, 19),
                            "ssr_2026_10.csv",
                            2));
        }
    }

    @ParameterizedTest(name = "{0}: the practice is read as {2}")
    @CsvSource(delimiter = '|', textBlock = """
            plain                    | 1;Å;80;0101;1;2643;1;0;             | Å
            quoted                   | 1;"Å";80;0101;1;2643;1;0;           | Å
            quoted delimiter         | 1;"a;b";80;0101;1;2643;1;0;         | a;b
            quoted quote             | 1;"a""b";80;0101;1;2643;1;0;        | a"b
            quote inside             | 1;a"b;80;0101;1;2643;1;0;           | a"b
            blanks around            | 1;  a  ;80;0101;1;2643;1;0;         | a
            line end in quotes       | 1;"a<LF>b";80;0101;1;2643;1;0;      | a<LF>b
            """)
    void quirksReadTheSameWithAndWithoutIndex(String quirk, String line, String expected) {
        for (String end : List.of("\n", "\r\n")) {
            String text = Drop.HEADER.replace("\n", end) + end + line.replace("<LF>", end) + end + end
                    + "2;x;80;0101;1;2643;2,50;1;01-02-2026";
            Drop.write(folder, "ssr_1.csv", text, LATIN);
            for (int megabytes : new int[] {0, 8}) {
                try (SourceAdapter adapter = Drop.open(folder, "all", "ISO-8859-1", megabytes)) {
                    assertThat(column(Drop.rows(adapter, all(adapter).forKeys(List.of("1")), scope), 1))
                            .as(quirk)
                            .containsExactly(expected.replace("<LF>", end));
                    assertThat(column(Drop.rows(adapter, all(adapter).forKeys(List.of("2")), scope), 3))
                            .containsExactly(new BigDecimal("2.50"));
                    assertThat(Drop.rows(adapter, all(adapter), scope)).hasSize(2);
                }
            }
        }
    }

    @Test
    void twoPersonsOfOneHashKeepTheirOwnRecords() {
        Map<Long, String> seen = new HashMap<>();
        String one = null;
        String other = "";
        for (long i = 1_000_000_000L; one == null; i++) {
            other = Long.toString(i);
            one = seen.put(PersonIndex.hash(other) & PersonIndex.HASH, other);
        }
        Drop.write(
                folder,
                "ssr_1.csv",
                Drop.HEADER + one + ";a;80;0101;1;2643;1;0;\n" + other + ";b;80;0101;1;2643;1;0;\n",
                LATIN);
        try (SourceAdapter adapter = Drop.open(folder, "all", "ISO-8859-1", 8)) {
            assertThat(column(Drop.rows(adapter, all(adapter).forKeys(List.of(one)), scope), 1))
                    .containsExactly("a");
            assertThat(column(Drop.rows(adapter, all(adapter).forKeys(List.of(one, other)), scope), 1))
                    .containsExactly("a", "b");
        }
    }

    @Test
    void whatIsPreparedIsReadNoSecondTime() {
        String record = "251248-9996;a;80;0101;1;2643;1;0;\n";
        Drop.write(folder, "ssr_1.csv", Drop.HEADER + record, LATIN);
        try (SourceAdapter adapter = Drop.open(folder, "all", "ISO-8859-1", 8)) {
            adapter.prepare(scope);
            long prepared = scope.calls();
            assertThat(Drop.rows(adapter, all(adapter).forKeys(List.of("2512489996")), scope))
                    .hasSize(1);
            assertThat(scope.calls() - prepared).isEqualTo(1);
            Drop.write(folder, "ssr_1.csv", Drop.HEADER + record + record, LATIN);
            assertThat(Drop.rows(adapter, all(adapter).forKeys(List.of("2512489996")), scope))
                    .hasSize(2);
        }
    }

    @Test
    void aByteOrderMarkAndHeadersInAnotherOrderAreRead() {
        Drop.write(
                folder,
                "ssr_1.csv",
                "\uFEFFydernr;Cpr;BARNMAK;ANTAL;DATO;BELOEB;EKSTRA\nÆ;251248-9996;ja;;;;x\n",
                StandardCharsets.UTF_8);
        try (SourceAdapter adapter = Drop.open(folder, "all", "UTF-8", 8)) {
            assertThat(Drop.rows(adapter, all(adapter).forKeys(List.of("2512489996")), scope))
                    .containsExactly(Arrays.asList("251248-9996", "Æ", null, null, true, null, "ssr_1.csv", 2));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1;a;80;0101;1;2643;1;0",
                "1;a;80;0101;1;2643;1;0;;",
                "1;a;80;0101;x;2643;1;0;",
                "1;a;80;0101;1;2643;1.50;0;",
                "1;a;80;0101;1;2643;1,505;0;",
                "1;a;80;0101;1;2643;1;2;",
                "1;a;80;0101;1;2643;1;0;31-02-2026",
                "1;;80;0101;1;2643;1;0;",
                "1;\"a\"b;80;0101;1;2643;1;0;",
                "1;\"a;80;0101;1;2643;1;0;",
            })
    void aMalformedLineNamesFileAndLineOnly(String line) {
        Drop.write(folder, "ssr_1.csv", Drop.HEADER + "2;a;80;0101;1;2643;1;0;\n" + line + "\n", LATIN);
        for (int megabytes : new int[] {0, 8}) {
            try (SourceAdapter adapter = Drop.open(folder, "all", "ISO-8859-1", megabytes)) {
                assertThatThrownBy(() -> Drop.rows(adapter, all(adapter).forKeys(List.of("1")), scope))
                        .isInstanceOf(SourceException.class)
                        .hasMessage("source ssr: malformed record in file ssr_1.csv, line 3")
                        .extracting(e -> ((SourceException) e).code())
                        .isEqualTo(ErrorCode.SOURCE_MALFORMED);
            }
        }
    }

    @Test
    void bytesThatAreNoUtf8AreMalformedNotReplaced() {
        Drop.write(folder, "ssr_1.csv", Drop.HEADER + "1;Å;80;0101;1;2643;1;0;\n", LATIN);
        try (SourceAdapter adapter = Drop.open(folder, "all", "UTF-8", 8)) {
            assertThat(code(() -> Drop.rows(adapter, all(adapter), scope))).isEqualTo(ErrorCode.SOURCE_MALFORMED);
        }
    }

    @Test
    void aMissingHeaderNamesTheColumn() {
        Drop.write(folder, "ssr_1.csv", "CPR;YDERNR\n1;a\n", LATIN);
        try (SourceAdapter adapter = Drop.open(folder, "all", "ISO-8859-1", 8)) {
            assertThatThrownBy(() -> Drop.rows(adapter, all(adapter), scope))
                    .hasMessage("source ssr: file ssr_1.csv has no column named antal");
        }
    }

    @Test
    void aMissingFolderAndAFolderWithoutFilesAreUnavailableNotEmpty() {
        try (SourceAdapter adapter = Drop.open(folder.resolve("none"), "all", "UTF-8", 8)) {
            assertThat(code(() -> Drop.rows(adapter, all(adapter), scope))).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
            assertThat(code(() -> adapter.ping(scope))).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
        }
        try (SourceAdapter adapter = Drop.open(folder, "all", "UTF-8", 8)) {
            assertThat(code(() -> Drop.rows(adapter, all(adapter), scope))).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
        }
    }

    @Test
    void everyMonthAddsUpOrTheNewestReplaces() {
        Drop.write(folder, "ssr_2026_09.csv", Drop.HEADER + "1;a;80;0101;1;2636;1;0;\n", LATIN);
        Drop.write(folder, "ssr_2026_10.csv", Drop.HEADER + "1;b;80;0101;1;2640;1;0;\n", LATIN);
        Drop.write(folder, "other.csv", "x", LATIN);
        try (SourceAdapter every = Drop.open(folder, "all", "UTF-8", 8);
                SourceAdapter newest = Drop.open(folder, "newest", "UTF-8", 8)) {
            assertThat(column(Drop.rows(every, all(every), scope), 1)).containsExactly("a", "b");
            assertThat(column(Drop.rows(newest, all(newest), scope), 1)).containsExactly("b");
        }
    }

    @Test
    void aChangedFileIsIndexedAgain() throws Exception {
        Drop.write(folder, "ssr_1.csv", Drop.HEADER + "1;a;80;0101;1;2636;1;0;\n", LATIN);
        try (SourceAdapter adapter = Drop.open(folder, "all", "UTF-8", 8)) {
            assertThat(Drop.rows(adapter, all(adapter).forKeys(List.of("2")), scope))
                    .isEmpty();
            Drop.write(folder, "ssr_1.csv", Drop.HEADER + "2;b;80;0101;1;2636;1;0;\n", LATIN);
            Files.setLastModifiedTime(folder.resolve("ssr_1.csv"), FileTime.fromMillis(1_000_000));
            assertThat(column(Drop.rows(adapter, all(adapter).forKeys(List.of("2")), scope), 1))
                    .containsExactly("b");
        }
    }

    @Test
    void aFileIsReadOnceForTheIndexAndThenOnlyAtThePersonsLines() {
        StringBuilder text = new StringBuilder(Drop.HEADER);
        for (int i = 0; i < 5_000; i++) {
            text.append(i % 100).append(";p").append(i).append(";80;0101;1;2636;1;0;\n");
        }
        Drop.write(folder, "ssr_1.csv", text.toString(), LATIN);
        try (SourceAdapter adapter = Drop.open(folder, "all", "UTF-8", 8)) {
            List<List<Object>> rows = Drop.rows(adapter, all(adapter).forKeys(List.of("7", "93")), scope);
            assertThat(rows).hasSize(100);
            assertThat(rows.get(0)).containsSequence("ssr_1.csv", 9);
            long afterFirst = scope.calls();
            assertThat(Drop.rows(adapter, all(adapter).forKeys(List.of("8")), scope))
                    .hasSize(50);
            assertThat(scope.calls()).isEqualTo(afterFirst + 1);
        }
    }

    @Test
    void conditionsAndColumnsAreThoseOfTheRequest() {
        Drop.write(
                folder,
                "ssr_1.csv",
                Drop.HEADER + "1;a;80;0101;1;2636;1,5;0;\n2;a;80;0101;2;2636;;0;\n3;b;80;0101;;2636;1,50;0;\n",
                LATIN);
        try (SourceAdapter adapter = Drop.open(folder, "all", "UTF-8", 8)) {
            ScanRequest request = new ScanRequest(
                    "ydelse",
                    List.of("antal", "cpr"),
                    List.of(
                            new Condition.In("beloeb", List.of(new BigDecimal("1.5"))),
                            new Condition.In("ydernr", List.of("b", "c"))),
                    Optional.empty(),
                    OptionalLong.empty());
            assertThat(Drop.rows(adapter, request, scope)).containsExactly(Arrays.asList(null, "3"));
        }
    }

    @Test
    void aCancelledOrLateQueryStopsInTheMiddleOfAFile() throws Exception {
        Drop.write(folder, "ssr_1.csv", Drop.HEADER + "1;a;80;0101;1;2636;1;0;\n".repeat(2_000), LATIN);
        try (SourceAdapter adapter = Drop.open(folder, "all", "UTF-8", 8)) {
            try (RowCursor cursor = adapter.scan(all(adapter), scope)) {
                assertThat(cursor.next()).isTrue();
                scope.cancel();
                assertThat(code(() -> drain(cursor))).isEqualTo(ErrorCode.QUERY_CANCELLED);
            }
            TestScope hurried = TestScope.lasting(Duration.ofMillis(500));
            try (RowCursor cursor = adapter.scan(all(adapter), hurried)) {
                assertThat(cursor.next()).isTrue();
                Thread.sleep(550);
                assertThat(code(() -> drain(cursor))).isEqualTo(ErrorCode.SOURCE_TIMEOUT);
            }
        }
    }

    private static void drain(RowCursor cursor) {
        int rows = 0;
        while (cursor.next()) {
            rows++;
        }
        assertThat(rows).isZero();
    }

    private static ErrorCode code(Runnable action) {
        try {
            action.run();
        } catch (SourceException e) {
            return e.code();
        }
        throw new AssertionError("no failure");
    }

    private static List<Object> column(List<List<Object>> rows, int column) {
        return rows.stream().map(row -> row.get(column)).toList();
    }

    private static ScanRequest all(SourceAdapter adapter) {
        return ScanRequest.all(adapter.tables().get(0));
    }
}
