package dk.samsyn.broker.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.Session;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileAuditLogTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T11:00:00Z"), ZoneOffset.UTC);
    private static final Session DOCTOR = new Session(
            new Principal(
                    "laege-099001",
                    "praktiserende_laege",
                    "praksis:099001",
                    Purpose.BEHANDLING,
                    Set.of(Purpose.BEHANDLING),
                    Map.of()),
            Purpose.BEHANDLING,
            Optional.of("akut"),
            false,
            "DBeaver");

    @TempDir
    Path folder;

    @Test
    void anEntryTellsWhoAskedWhatWhyUnderWhichPoliciesAndAboutWhom() throws IOException {
        try (FileAuditLog log = open()) {
            AuditLog.Entry entry = log.open("q1", DOCTOR, "SELECT *\nFROM \"borger\"");
            entry.decided(new Decided(
                    List.of("sundhed.borger"),
                    List.of("sundhed.borger.navn"),
                    List.of("brs.relation.pid"),
                    List.of("cpr", "praksis_a"),
                    List.of("praksis:*"),
                    List.of(new PolicyRef("laege-egne-patienter", 7, "…")),
                    ReleaseMode.IDENTIFIED,
                    "v12"));
            entry.shown(PersonList.of(List.of("0101800001", "0101800002")), "borger");
            entry.closed(
                    2,
                    List.of(
                            new SourceAsked("cpr", 1, List.of()),
                            new SourceAsked("praksis_a", 3, List.of("praksis:099001"))));
        }
        List<JsonNode> lines = lines();
        assertThat(lines)
                .extracting(line -> line.get("kind").asText())
                .containsExactly("opened", "decided", "shown", "closed");
        assertThat(lines).extracting(line -> line.get("seq").asLong()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(lines.get(0).toString())
                .contains("\"time\":\"2026-11-23T11:00:00Z\"", "\"query\":\"q1\"", "\"user\":\"laege-099001\"")
                .contains("\"role\":\"praktiserende_laege\"", "\"organisation\":\"praksis:099001\"")
                .contains("\"purpose\":\"behandling\"", "\"reason\":\"akut\"", "\"client\":\"DBeaver\"")
                .contains("\"sql\":\"SELECT *\\nFROM \\\"borger\\\"\"");
        assertThat(lines.get(1).toString())
                .contains("\"tables\":[\"sundhed.borger\"]", "{\"id\":\"laege-egne-patienter\",\"version\":7}")
                .contains("\"mode\":\"identified\"", "\"policyVersion\":\"v12\"")
                .contains("\"columns\":[\"sundhed.borger.navn\"]", "\"ruleColumns\":[\"brs.relation.pid\"]")
                .contains("\"sources\":[\"cpr\",\"praksis_a\"]", "\"owners\":[\"praksis:*\"]");
        assertThat(lines.get(2).toString()).contains("\"persons\":[\"0101800001\",\"0101800002\"]");
        assertThat(lines.get(3).toString())
                .contains(
                        "\"rows\":2",
                        "{\"source\":\"cpr\",\"calls\":1}",
                        "{\"source\":\"praksis_a\",\"calls\":3,\"owners\":[\"praksis:099001\"]}");
        assertThat(verify().whole()).isTrue();
    }

    @Test
    void anOwnerSeesWhoAskedForItsDataAndManyOwnersAreWrittenOnce() throws IOException {
        List<String> practices = IntStream.range(0, 400)
                .mapToObj(i -> String.format("praksis:%06d", i))
                .toList();
        SourceAsked all = new SourceAsked("praksis_a", 400, practices);
        try (FileAuditLog log = open()) {
            log.open("all-1", DOCTOR, "SELECT 1").closed(1, List.of(all));
            log.open("all-2", DOCTOR, "SELECT 1").failed(ErrorCode.SOURCE_TIMEOUT, List.of(all));
            log.open("one", DOCTOR, "SELECT 1")
                    .closed(1, List.of(new SourceAsked("praksis_a", 1, List.of("praksis:000007"))));
            log.open("other", DOCTOR, "SELECT 1").closed(1, List.of(new SourceAsked("cpr", 1, List.of())));
            // Never ends: what it was going to ask counts.
            log.open("killed", DOCTOR, "SELECT 1")
                    .decided(new Decided(
                            List.of("sundhed.borger"),
                            List.of(),
                            List.of(),
                            List.of("praksis_a"),
                            List.of("praksis:*"),
                            List.of(),
                            ReleaseMode.IDENTIFIED,
                            "v"));
        }
        assertThat(lines().stream().filter(line -> line.toString().contains("praksis:000399")))
                .as("the set of 400 stands once")
                .hasSize(1);
        assertThat(verify().whole()).isTrue();

        try (FileAuditLog log = open()) {
            assertThat(log.latestQueriesOf("praksis:000007"))
                    .extracting(LoggedQuery::queryId, LoggedQuery::outcome)
                    .containsExactly(
                            tuple("all-1", "closed"),
                            tuple("all-2", ErrorCode.SOURCE_TIMEOUT.code()),
                            tuple("one", "closed"),
                            tuple("killed", "open"));
            assertThat(log.latestQueriesOf("praksis:000008"))
                    .extracting(LoggedQuery::queryId)
                    .containsExactly("all-1", "all-2", "killed");
            assertThat(log.latestQueriesOf("hospital:6620")).isEmpty();
        }
    }

    /** What a steward's act read is told to the owners; it is no query, no look-up and nothing that is asked again. */
    @Test
    void anOwnerSeesWhatWasReadForAnActOfAStewardThoughNobodyGotRows() throws IOException {
        try (FileAuditLog log = open()) {
            log.tried(
                    DOCTOR,
                    new Tried(
                            "policy.see_as",
                            List.of("sundhed.kontakt"),
                            List.of("sundhed.kontakt.org_id"),
                            List.of(),
                            List.of(),
                            List.of(
                                    new SourceAsked("praksis_a", 2, List.of("praksis:*")),
                                    new SourceAsked("epj", 1, List.of("hospital:6620")))));
        }
        assertThat(verify().whole()).isTrue();

        try (FileAuditLog log = open()) {
            for (String owner : List.of("praksis:000007", "hospital:6620")) {
                assertThat(log.latestQueriesOf(owner))
                        .as(owner)
                        .extracting(LoggedQuery::user, LoggedQuery::outcome, LoggedQuery::tables)
                        .containsExactly(tuple(DOCTOR.principal().name(), "policy.see_as", List.of("sundhed.kontakt")));
            }
            assertThat(log.latestQueriesOf("hospital:7005")).isEmpty();
            assertThat(log.latestQueries()).hasSize(1);
            assertThat(log.since(Instant.EPOCH)).isEmpty();
            assertThat(log.acts()).isEmpty();
        }
        DayOfLog said = DayOfLog.of(file(), LocalDate.of(2026, 11, 23), ZoneOffset.UTC);
        assertThat(said.statements()).isEmpty();
        assertThat(said.strays()).isEmpty();
    }

    @Test
    void aCitizenAmongManyFindsTheLookupToo() {
        List<String> many = IntStream.range(0, 1_000)
                .mapToObj(i -> String.format("%010d", i))
                .toList();
        try (FileAuditLog log = open()) {
            log.open("q1", DOCTOR, "SELECT 1").shown(PersonList.of(many), "medicin");
            log.open("q2", DOCTOR, "SELECT 1").shown(PersonList.of(List.of("0000000007")), "diagnose");
            assertThat(log.lookupsOf("0000000007"))
                    .extracting(Lookup::queryId, Lookup::category)
                    .containsExactlyInAnyOrder(tuple("q1", "medicin"), tuple("q2", "diagnose"));
        }
        try (FileAuditLog log = open()) {
            assertThat(log.lookupsOf("0000000999")).extracting(Lookup::queryId).containsExactly("q1");
            assertThat(log.lookupsOf("0000001000")).isEmpty();
        }
    }

    @Test
    void knowsTheNewestBatchOfTheAnswerLedgerAlsoAfterARestart() throws IOException {
        try (FileAuditLog log = open()) {
            assertThat(log.lastLedger()).isZero();
            AuditLog.Entry entry = log.open("q1", DOCTOR, "SELECT 1");
            entry.released(new GroupsReleased(7, "6:0-3 7:1-1", "abc", "[borger] where [] by [koen]"));
            log.open("q2", DOCTOR, "SELECT 1").released(new GroupsReleased(6, "6:0-3", "abc", "[borger]"));
            assertThat(log.lastLedger()).isEqualTo(7);
        }
        assertThat(lines().get(1).toString()).contains("\"answers\":\"6:0-3 7:1-1\"", "\"certificate\":\"abc\"");
        try (FileAuditLog log = open()) {
            assertThat(log.lastLedger()).isEqualTo(7);
        }
    }

    @Test
    void aCitizenFindsOwnLookupsAlsoAfterARestart() {
        try (FileAuditLog log = open()) {
            log.open("q1", DOCTOR, "SELECT 1").shown(PersonList.of(List.of("A")), "medicin");
            assertThat(log.lookupsOf("A")).hasSize(1);
        }
        try (FileAuditLog log = open()) {
            log.open("q2", DOCTOR, "SELECT 1").shown(PersonList.of(List.of("A", "B")), "diagnose");
            assertThat(log.lookupsOf("A"))
                    .extracting(Lookup::queryId, Lookup::category, Lookup::user, Lookup::reason)
                    .containsExactly(
                            tuple("q1", "medicin", "laege-099001", Optional.of("akut")),
                            tuple("q2", "diagnose", "laege-099001", Optional.of("akut")));
            assertThat(log.lookupsOf("nobody")).isEmpty();
        }
    }

    @Test
    void queriesSideBySideKeepOneWholeChain() throws Exception {
        int threads = 16;
        int each = 20;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (FileAuditLog log = open()) {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String name = "q" + t;
                all.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        log.open(name + "-" + i, DOCTOR, "SELECT 1").closed(1, List.of());
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(verify().whole()).isTrue();
        assertThat(verify().entries()).isEqualTo(2L * threads * each);
    }

    @Test
    void anInterruptedThreadHarmsNobodysEntry() throws IOException {
        try (FileAuditLog log = open()) {
            Thread.currentThread().interrupt();
            log.open("q1", DOCTOR, "SELECT 1");
            assertThat(Thread.interrupted()).isTrue();
            log.open("q2", DOCTOR, "SELECT 1");
        }
        assertThat(verify().entries()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}: {2} at entry {1}")
    @CsvSource({
        "change a field of entry 3, 3, CHANGED",
        "remove entry 3, 3, MISSING",
        "swap entries 3 and 4, 3, REORDERED",
        "repeat entry 3, 4, REORDERED",
        "cut the middle of entry 3, 3, CHANGED",
        "rewrite entry 3 with a new hash, 3, REPLACED",
        "remove entry 1, 1, MISSING"
    })
    void theFirstBadEntryIsNamed(String tampering, long sequence, AuditVerifier.Fault fault) throws IOException {
        fill(6);
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        tamper(lines, tampering);
        Files.write(file(), lines);
        AuditVerifier.Report report = verify();
        assertThat(report.problem()).contains(new AuditVerifier.Problem(sequence, fault));
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.AUDIT_UNAVAILABLE))
                .hasMessageContaining("entry " + sequence);
    }

    @Test
    void entriesCutOffAtTheEndShowAgainstANotedHead() throws IOException {
        fill(4);
        AuditVerifier.Head noted = verify().head();
        List<String> lines = Files.readAllLines(file());
        Files.write(file(), lines.subList(0, 2));
        assertThat(verify().whole()).isTrue();
        assertThat(new AuditVerifier().verify(file(), Optional.of(noted)).problem())
                .contains(new AuditVerifier.Problem(3, AuditVerifier.Fault.CUT));
        assertThat(AuditVerifier.Head.parse(noted.toString())).isEqualTo(noted);
    }

    @Test
    void aLineTornByACrashIsToldApartAndTheChainGoesOn() throws IOException {
        fill(2);
        Files.writeString(file(), "{\"seq\":3,\"ti", StandardOpenOption.APPEND);
        assertThat(verify().whole()).isTrue();
        assertThat(verify().tornBytes()).isEqualTo(12);
        try (FileAuditLog log = open()) {
            log.open("after", DOCTOR, "SELECT 1");
        }
        assertThat(verify().whole()).isTrue();
        assertThat(verify().tornBytes()).isZero();
        assertThat(lines())
                .extracting(line -> line.get("kind").asText())
                .containsExactly("opened", "opened", "recovered", "opened");
    }

    @Test
    void aSecondWriterIsRefused() {
        try (FileAuditLog first = open()) {
            assertThatThrownBy(this::open).isInstanceOf(QueryException.class);
            assertThat(first.healthy()).isTrue();
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsNoAudit() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> new FileAuditLog(notAFolder.resolve("audit.log"), NOON))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.AUDIT_UNAVAILABLE));
    }

    @Test
    void aClosedLogRefuses() {
        FileAuditLog log = open();
        log.close();
        assertThatThrownBy(() -> log.open("q", DOCTOR, "SELECT 1")).isInstanceOf(QueryException.class);
        assertThat(log.healthy()).isFalse();
    }

    @Test
    void theFileIsForItsOwnerOnly() throws IOException {
        fill(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    private static void tamper(List<String> lines, String how) {
        String third = lines.get(2);
        switch (how) {
            case "change a field of entry 3" -> lines.set(2, third.replace("SELECT 2", "SELECT 9"));
            case "remove entry 3" -> lines.remove(2);
            case "remove entry 1" -> lines.remove(0);
            case "swap entries 3 and 4" -> lines.set(2, lines.set(3, third));
            case "repeat entry 3" -> lines.add(3, third);
            case "cut the middle of entry 3" -> lines.set(2, third.substring(0, 40) + third.substring(90));
            case "rewrite entry 3 with a new hash" -> {
                String body = third.substring(0, third.indexOf(",\"hash\"")).replace("SELECT 2", "SELECT 9") + "}";
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                lines.set(
                        2,
                        body.substring(0, body.length() - 1) + ",\"hash\":\"" + ChainedLine.sha256(bytes, bytes.length)
                                + "\"}");
            }
            default -> throw new IllegalArgumentException(how);
        }
    }

    private void fill(int entries) {
        try (FileAuditLog log = open()) {
            for (int i = 0; i < entries; i++) {
                log.open("q" + i, DOCTOR, "SELECT " + i);
            }
        }
    }

    private FileAuditLog open() {
        return new FileAuditLog(file(), NOON);
    }

    private AuditVerifier.Report verify() throws IOException {
        return new AuditVerifier().verify(file());
    }

    private Path file() {
        return folder.resolve("audit").resolve("audit.log");
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> all = new ArrayList<>();
        for (String line : Files.readAllLines(file())) {
            all.add(new ObjectMapper().readTree(line));
        }
        return all;
    }
}
