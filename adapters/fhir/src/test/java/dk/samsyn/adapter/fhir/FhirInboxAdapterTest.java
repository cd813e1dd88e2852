package dk.samsyn.adapter.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dk.samsyn.spi.Condition;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceTable;
import dk.samsyn.testkit.TestScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FhirInboxAdapterTest {
    private static final String RESPIRATION = "dae40f60-8dab-4bd3-ab72-b07d0f278692";
    private static final String PETER = "2512489996";

    private TestScope scope = TestScope.unhurried();

    @TempDir
    private Path inbox;

    /** After KL Gateway's story of Peter Olsen: an acute team's course over several reports. */
    @Test
    void laterReportsReplaceCloseAndTakeBackWhatEarlierOnesSaid() {
        report("615/2026-11-20/a.json", "2026-11-20T13:34:56Z", PETER, condition("active", "B3"), plan("active"));
        report(
                "615/2026-11-22/a.json",
                "2026-11-22T09:00:00Z",
                PETER,
                condition("active", "B2"),
                """
                {"resourceType":"Procedure","id":"p1","status":"completed",
                 "code":{"coding":[{"code":"34b8b9a0-41bf-4dce-88f6-409de21fb175"}]},
                 "category":{"coding":[{"code":"SUL138"}]},"performedDateTime":"2026-11-22T23:30:00Z"}""",
                observation("o1", "NPU03011", "0.93", "final"),
                observation("o2", "NPU03011", "0.12", "final"));
        report(
                "615/2026-11-23/a.json",
                "2026-11-23T08:00:00Z",
                PETER,
                condition("inactive", "B2"),
                plan("completed"),
                observation("o2", "NPU03011", "0.12", "entered-in-error"));
        SourceAdapter cura = open();
        assertThat(rows(cura, all(cura, "tilstand")))
                .containsExactly(Arrays.asList(
                        PETER,
                        615,
                        "c1",
                        RESPIRATION,
                        "Respirationsproblemer",
                        "sygepleje",
                        "inactive",
                        "B2",
                        LocalDate.of(2026, 11, 20),
                        LocalDate.of(2026, 11, 23)));
        assertThat(rows(cura, all(cura, "indsats")))
                .containsExactlyInAnyOrder(
                        Arrays.asList(
                                PETER,
                                615,
                                "i1",
                                "3198a6ba_879c_4d2e_914b_560ba1e0d63a",
                                null,
                                "plan",
                                "SUL138",
                                "completed",
                                LocalDate.of(2026, 11, 20),
                                null,
                                "E1"),
                        Arrays.asList(
                                PETER,
                                615,
                                "p1",
                                "34b8b9a0-41bf-4dce-88f6-409de21fb175",
                                null,
                                "udfoert",
                                "SUL138",
                                "completed",
                                LocalDate.of(2026, 11, 23),
                                LocalDate.of(2026, 11, 23),
                                null));
        assertThat(rows(cura, all(cura, "observation")))
                .containsExactly(Arrays.asList(
                        PETER,
                        615,
                        "o1",
                        "NPU03011",
                        null,
                        new BigDecimal("0.93"),
                        "1",
                        LocalDateTime.of(2026, 11, 22, 11, 0),
                        "Practitioner",
                        "hjemmemaaling",
                        "final"));
    }

    @Test
    void theTimeOfTheReportDecidesNotTheNameOfTheFile() {
        report("615/z/1.json", "2026-11-20T13:00:00Z", PETER, condition("active", "B2"));
        report("615/a/2.json", "2026-11-21T13:00:00Z", PETER, condition("inactive", "B2"));
        SourceAdapter cura = open();
        assertThat(rows(cura, all(cura, "tilstand")))
                .extracting(row -> row.get(6))
                .containsExactly("inactive");
    }

    @Test
    void aCitizenWhoChangedNumberIsFoldedAsOne() {
        String bundle = """
                {"resourceType":"Bundle","type":"collection","timestamp":"%s","entry":[
                 {"resource":{"resourceType":"Patient","id":"b1","identifier":[{"value":"%s"}]}},{"resource":%s}]}""";
        write("615/1.json", bundle.formatted("2026-11-20T13:00:00Z", "2512489990", condition("active", "B2")));
        write("615/2.json", bundle.formatted("2026-11-21T13:00:00Z", PETER, condition("inactive", "B2")));
        SourceAdapter cura = open();
        assertThat(rows(cura, all(cura, "tilstand")))
                .extracting(row -> row.get(0), row -> row.get(6))
                .containsExactly(tuple(PETER, "inactive"));
        assertThat(rows(cura, all(cura, "tilstand").forKeys(List.of(PETER)))).hasSize(1);
        assertThat(rows(cura, all(cura, "tilstand").forKeys(List.of("2512489990"))))
                .isEmpty();
    }

    @Test
    void aMessageOfTheAcuteTeamIsReadAsAReport() {
        write("615/m.json", """
                {"resourceType":"Bundle","type":"message","timestamp":"2026-11-20T13:34:56+01:00","entry":[
                 {"resource":{"resourceType":"MessageHeader","eventCoding":{"code":"homecareobservation-message"}}},
                 {"resource":{"resourceType":"Patient","identifier":[{"value":"251248-9996"}]}},
                 {"resource":{"resourceType":"Organization","id":"o"}},
                 {"resource":%s}]}""".formatted(
                        observation("x", "NPU19748", "12", "final").replace("\"id\":\"x\",", "")));
        SourceAdapter cura = open();
        assertThat(rows(cura, all(cura, "observation")))
                .extracting(row -> row.get(0), row -> row.get(2))
                .containsExactly(tuple(PETER, "m.json#2"));
    }

    @Test
    void onlyTheFilesOfThePersonsAskedForAreRead() {
        for (int i = 0; i < 20; i++) {
            String cpr = "01010100" + (10 + i);
            report("657/" + i + ".json", "2026-11-20T13:00:00Z", cpr, condition("active", "B2"));
        }
        report("615/x.json", "2026-11-20T13:00:00Z", "0101010015", condition("active", "B2"));
        SourceAdapter cura = open();
        rows(cura, all(cura, "tilstand"));
        scope = TestScope.unhurried();
        assertThat(rows(cura, all(cura, "tilstand").forKeys(List.of("0101010015"))))
                .extracting(row -> row.get(1))
                .containsExactly(615, 657);
        assertThat(scope.calls()).isEqualTo(2);
        assertThat(scope.parts()).containsExactlyInAnyOrder("615", "657");
        ScanRequest one = new ScanRequest(
                "tilstand",
                List.of("cpr"),
                List.of(new Condition.In("kommunekode", List.of(615))),
                Optional.empty(),
                OptionalLong.empty());
        assertThat(rows(cura, one)).containsExactly(List.of("0101010015"));
        assertThat(scope.calls()).isEqualTo(3);
    }

    @Test
    void newAndReplacedFilesAreSeen() throws IOException {
        report("615/1.json", "2026-11-20T13:00:00Z", PETER, condition("active", "B2"));
        SourceAdapter cura = open();
        assertThat(rows(cura, all(cura, "tilstand"))).hasSize(1);
        report("615/2.json", "2026-11-20T13:00:00Z", "0101010010", condition("active", "B2"));
        report("615/1.json", "2026-11-20T13:00:00Z", PETER, condition("active", "B2"), plan("active"));
        assertThat(rows(cura, all(cura, "tilstand"))).hasSize(2);
        assertThat(rows(cura, all(cura, "indsats"))).hasSize(1);
        Files.delete(inbox.resolve("615/1.json"));
        assertThat(rows(cura, all(cura, "tilstand"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"resourceType\":\"Bundle\",",
                "<html>2512489996</html>",
                "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"timestamp\":\"2026-11-20T13:00:00Z\",\"entry\":[]}",
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"timestamp\":\"2026-11-20T13:00:00Z\",\"entry\":[]}",
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"identifier\":[{\"value\":\"2512489996\"}]}}]}",
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"timestamp\":\"2026-11-20T13:00:00Z\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"identifier\":[{\"value\":\"2512489996\"}]}},{\"resource\":{\"resourceType\":\"Patient\",\"identifier\":[{\"value\":\"0101010010\"}]}}]}",
            })
    void aMalformedReportIsNamedAndItsMunicipalityHasNoAnswer(String text) {
        report("657/fine.json", "2026-11-20T13:00:00Z", PETER, condition("active", "B2"));
        write("615/broken.json", text);
        SourceAdapter cura = open();
        assertThatThrownBy(() -> rows(cura, all(cura, "tilstand").forKeys(List.of(PETER))))
                .isInstanceOf(SourceException.class)
                .hasMessage("source cura: the report 615/broken.json is malformed")
                .hasNoCause();
        ScanRequest other = new ScanRequest(
                "tilstand",
                List.of("cpr"),
                List.of(new Condition.In("kommunekode", List.of(657))),
                Optional.empty(),
                OptionalLong.empty());
        assertThat(rows(cura, other)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resourceType\":\"Condition\",\"id\":\"c\",\"recordedDate\":\"i går\"}",
                "{\"resourceType\":\"Condition\",\"id\":\"c\",\"code\":{\"coding\":[{\"code\":17}]}}",
            })
    void aMalformedResourceIsNamedByItsFile(String resource) {
        report("615/1.json", "2026-11-20T13:00:00Z", PETER, resource);
        report("615/2.json", "2026-11-21T13:00:00Z", PETER, plan("active"));
        SourceAdapter cura = open();
        assertThatThrownBy(() -> rows(cura, all(cura, "tilstand")))
                .hasMessage("source cura: the report 615/1.json is malformed");
    }

    @Test
    void aMissingInboxIsUnavailableAndACancelledQueryStops() {
        SourceAdapter none = open(inbox.resolve("none"));
        assertThat(code(() -> none.ping(scope))).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
        assertThat(code(() -> rows(none, all(none, "tilstand")))).isEqualTo(ErrorCode.SOURCE_UNAVAILABLE);
        report("615/1.json", "2026-11-20T13:00:00Z", PETER, condition("active", "B2"));
        report("615/2.json", "2026-11-20T13:00:00Z", "0101010010", condition("active", "B2"));
        SourceAdapter cura = open();
        try (RowCursor cursor = cura.scan(all(cura, "tilstand"), scope)) {
            assertThat(cursor.next()).isTrue();
            scope.cancel();
            assertThat(code(cursor::next)).isEqualTo(ErrorCode.QUERY_CANCELLED);
        }
    }

    private static String condition(String status, String severity) {
        return """
                {"resourceType":"Condition","id":"c1","clinicalStatus":{"coding":[{"code":"%s"}]},
                 "category":[{"coding":[{"code":"problem-list-item"}]},{"coding":[{"code":"sygepleje"}]}],
                 "severity":{"coding":[{"code":"%s"}]},
                 "code":{"coding":[{"system":"urn:oid:1.2.208.176.2.21","code":"%s","display":"Respirationsproblemer"}]},
                 "recordedDate":"2026-11-20"}""".formatted(status, severity, RESPIRATION);
    }

    private static String plan(String status) {
        return """
                {"resourceType":"CarePlan","id":"i1","status":"%s","intent":"plan","period":{"start":"2026-11-20"},
                 "category":[{"coding":[{"code":"SUL138"}]}],
                 "activity":[{"detail":{"status":"in-progress","statusReason":{"coding":[{"code":"E1"}]},
                   "code":{"coding":[{"code":"3198a6ba_879c_4d2e_914b_560ba1e0d63a"}]}}}]}""".formatted(status);
    }

    private static String observation(String id, String code, String value, String status) {
        return """
                {"resourceType":"Observation","id":"%s","status":"%s","code":{"coding":[{"code":"%s"}]},
                 "category":[{"coding":[{"code":"hjemmemaaling"}]}],"effectiveDateTime":"2026-11-22T10:00:00Z","performer":[{"reference":"Practitioner/1"}],
                 "valueQuantity":{"value":%s,"unit":"1"}}""".formatted(id, status, code, value);
    }

    private void report(String path, String sent, String cpr, String... resources) {
        StringBuilder entries = new StringBuilder();
        for (String resource : resources) {
            entries.append(",{\"resource\":").append(resource).append('}');
        }
        write(path, """
                {"resourceType":"Bundle","type":"collection","timestamp":"%s","entry":[
                 {"resource":{"resourceType":"Patient","identifier":[{"system":"urn:oid:1.2.208.176.1.2","value":"%s"}]}}%s]}""".formatted(sent, cpr, entries));
    }

    private void write(String path, String text) {
        try {
            Path file = inbox.resolve(path);
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SourceAdapter open() {
        return open(inbox);
    }

    private static SourceAdapter open(Path folder) {
        return new FhirInboxFactory()
                .open(new SourceConfig(
                        new SourceId("cura"),
                        "fhir-inbox",
                        Map.of("inbox", folder.toString(), "look_every", "PT0S"),
                        List.of(),
                        Duration.ofSeconds(5),
                        4,
                        folder));
    }

    private List<List<Object>> rows(SourceAdapter adapter, ScanRequest request) {
        List<List<Object>> rows = new ArrayList<>();
        try (RowCursor cursor = adapter.scan(request, scope)) {
            while (cursor.next()) {
                rows.add(Arrays.asList(cursor.row()));
            }
        }
        return rows;
    }

    private static ScanRequest all(SourceAdapter adapter, String table) {
        SourceTable found = adapter.tables().stream()
                .filter(known -> known.name().equals(table))
                .findFirst()
                .orElseThrow();
        return ScanRequest.all(found);
    }

    private static ErrorCode code(Runnable action) {
        try {
            action.run();
        } catch (SourceException e) {
            return e.code();
        }
        throw new AssertionError("no failure");
    }
}
