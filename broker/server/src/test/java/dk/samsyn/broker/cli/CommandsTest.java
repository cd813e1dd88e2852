package dk.samsyn.broker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.audit.FileAuditLog;
import dk.samsyn.broker.audit.GroupsReleased;
import dk.samsyn.broker.config.DeclaredTables;
import dk.samsyn.broker.doors.DoorsFixture;
import dk.samsyn.broker.release.BudgetLimits;
import dk.samsyn.broker.release.Charge;
import dk.samsyn.broker.release.GateSpec;
import dk.samsyn.broker.release.NoiseSecret;
import dk.samsyn.broker.release.PersonRows;
import dk.samsyn.broker.release.ReleaseControl;
import dk.samsyn.broker.release.ReleaseSchema;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import dk.samsyn.spi.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ResourceLock(Resources.SYSTEM_OUT)
class CommandsTest {
    private static final String NOISE = "a noise secret of some length";
    private static final Path REPOSITORY = DeclaredTables.repository();

    @TempDir
    Path folder;

    /** What a command wrote, and how it ended. */
    private record Outcome(int code, String out, String err) {}

    @Test
    void theShippedFilesAreSound() {
        Outcome outcome = run("config", "check", "--demo", "--conf", conf(), "--policies", policies());
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("sources").endsWith("ok\n");
        assertThat(run("policy", "check", "--conf", conf(), "--policies", policies())
                        .code())
                .isZero();
    }

    @Test
    void aBrokerOverRealSourcesRefusesTheDemosFilesAndSaysAllThatIsMissing() {
        Outcome outcome = run("serve", "--conf", conf(), "--policies", policies());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("SAMSYN_PID_SECRET is not set", "SAMSYN_NOISE_SECRET is not set");
        assertThat(outcome.err()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void everyProblemOfEveryFileIsReportedAtOnce() throws IOException {
        Path copy = copyOf(REPOSITORY.resolve("conf"));
        replace(copy.resolve("broker.yaml"), "port: 8080", "port: many");
        replace(copy.resolve("sources").resolve("cpr.yaml"), "kind: cpr", "kind: ");
        Outcome outcome = run("config", "check", "--demo", "--conf", copy.toString(), "--policies", policies());
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err())
                .contains("broker.yaml:")
                .contains("/server/port")
                .contains("sources/cpr.yaml");
    }

    @Test
    void theAuditLogIsVerified() throws IOException {
        Path log = folder.resolve("audit.log");
        try (FileAuditLog audit = new FileAuditLog(log, Clock.systemUTC())) {
            Principal somebody =
                    new Principal("a", "forsker", "", Purpose.FORSKNING, Set.of(Purpose.FORSKNING), Map.of());
            Session session = new Session(somebody, Purpose.FORSKNING, Optional.empty(), false, "test");
            audit.open("q1", session, "SELECT 1").closed(1, List.of());
        }
        Outcome whole = run("audit", "verify", log.toString());
        assertThat(whole.code()).isZero();
        assertThat(whole.out()).startsWith("2 entries, whole; head 2:");
        replace(log, "SELECT 1", "SELECT 2");
        Outcome changed = run("audit", "verify", log.toString());
        assertThat(changed.code()).isEqualTo(1);
        assertThat(changed.out()).contains("entry 1 is CHANGED");
    }

    /** The restore drill: with the ledger of the log all is found, with an older copy the broker does not start. */
    @Test
    void whatWasReleasedIsToldAgainAndAnOlderLedgerIsNotUsed() throws IOException {
        Path copy = copyOf(REPOSITORY.resolve("conf"));
        replace(copy.resolve("broker.yaml"), "${SAMSYN_PID_SECRET}", "a secret for the test of a command");
        replace(copy.resolve("broker.yaml"), "${SAMSYN_NOISE_SECRET}", NOISE);
        replace(
                copy.resolve("broker.yaml"),
                "${SAMSYN_STORE_URL:jdbc:h2:file:../data/broker}",
                "jdbc:h2:file:" + folder.resolve("broker"));
        Path log = folder.resolve("audit.log");
        released(log, "q1", 0);
        Files.copy(folder.resolve("broker.mv.db"), folder.resolve("older.mv.db"));
        released(log, "q2", 100);

        Outcome whole = run("audit", "released", log.toString(), "--conf", copy.toString());
        assertThat(whole.out()).startsWith("2 statements released 2 numbers; 2 are in the ledger");
        assertThat(whole.code()).isZero();

        Files.move(
                folder.resolve("older.mv.db"),
                folder.resolve("broker.mv.db"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Outcome older = run("audit", "released", log.toString(), "--conf", copy.toString());
        assertThat(older.out()).contains("1 are in the ledger").contains("missing: 2:0-0");
        assertThat(older.code()).isEqualTo(1);
        assertThatThrownBy(() -> released(log, "q3", 200))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.errorCode()).isEqualTo(ErrorCode.CONFIGURATION))
                .hasMessageContaining("older than the audit log");
    }

    /** A broker that starts, counts sixty persons, logs that and ends. */
    private void released(Path log, String query, int firstPerson) {
        GateSpec spec = new GateSpec(
                List.of(),
                List.of(new BitSet()),
                false,
                List.of(),
                List.of(new GateSpec.Output(GateSpec.Statistic.PERSONS, -1, 0, List.of(), GateSpec.Form.LONG, 0)),
                new GateSpec.Base(List.of("t"), List.of(query), List.of("t"), Map.of(), false),
                5);
        Principal somebody = new Principal("a", "forsker", "", Purpose.FORSKNING, Set.of(Purpose.FORSKNING), Map.of());
        Session session = new Session(somebody, Purpose.FORSKNING, Optional.empty(), false, "test");
        StoreSettings store = new StoreSettings("jdbc:h2:file:" + folder.resolve("broker"), "samsyn", "samsyn");
        try (FileAuditLog audit = new FileAuditLog(log, Clock.systemUTC());
                OwnDatabase own = OwnDatabase.open(store)) {
            ReleaseControl control = ReleaseControl.durable(
                    new ReleaseSchema(Map.of()),
                    new NoiseSecret(NOISE, 1),
                    own.dataSource(),
                    BudgetLimits.DEFAULT,
                    audit.lastLedger());
            PersonRows rows = control.collect(spec);
            for (int i = 0; i < 60; i++) {
                rows.add(new Object[] {"p" + (firstPerson + i), 1L});
            }
            ReleaseControl.Released released =
                    control.release(rows, spec, new Charge(query, "o|p", "v", LocalDate.of(2026, 11, 23), Set.of()));
            AuditLog.Entry entry = audit.open(query, session, "SELECT COUNT(*) FROM t");
            entry.released(new GroupsReleased(released.ledger(), released.answers(), "certificate", spec.canonical()));
            entry.closed(1, List.of());
        }
    }

    @Test
    void aQuerysPasswordComesFromTheEnvironmentAndItsErrorIsOneLine() {
        try (DoorsFixture doors = new DoorsFixture()) {
            Outcome missing = run(
                    "query",
                    "--url",
                    doors.url(),
                    "--user",
                    "analytiker",
                    "--password-env",
                    "NOT_SET_ANYWHERE",
                    "rows 1");
            assertThat(missing.err()).isEqualTo("the environment has no NOT_SET_ANYWHERE\n");
            Outcome wrong =
                    run("query", "--url", doors.url(), "--user", "analytiker", "--password-env", "PATH", "rows 1");
            assertThat(wrong.code()).isEqualTo(2);
            assertThat(wrong.err()).isEqualTo("SAM-101 user or password is wrong\n");
        }
    }

    /** Port 1 of this machine: nobody listens there. */
    @ParameterizedTest
    @ValueSource(strings = {"query SELECT_1", "policy status", "policy rollback"})
    void aBrokerThatIsNotThereIsOneLineToo(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        arguments.addAll(List.of("--url", "http://127.0.0.1:1", "--user", "somebody", "--password-env", "PATH"));

        Outcome outcome = run(arguments.toArray(String[]::new));

        assertThat(outcome.err().lines())
                .containsExactly("no broker answers at http://127.0.0.1:1/; --url names another address");
        assertThat(outcome.code()).isEqualTo(2);
    }

    @Test
    void anIndicatorThatDoesNotExistIsNamedAndNothingIsAsked() {
        String folder = REPOSITORY.resolve("conf/indicators").toString();
        Outcome outcome = run(
                "indicator",
                "run",
                "--user",
                "a",
                "--password-env",
                "PATH",
                "--folder",
                folder,
                "--only",
                "dm-ldl,dm-ldll");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("SAM-211 no indicator is named dm-ldll; there are aks-aarskontrol,");
    }

    @Test
    void anIndicatorSaysWhoAnswersForItAndWhichWayIsGood() {
        String folder = REPOSITORY.resolve("conf/indicators").toString();
        Outcome outcome = run(
                "indicator",
                "run",
                "--user",
                "a",
                "--password-env",
                "PATH",
                "--folder",
                folder,
                "--only",
                "dm-ldl",
                "--sql",
                "--format",
                "json");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("\"polarity\" : \"high_is_good\"", "\"author\" : \"anne.", "\"checked_by\" : \"bo.");
    }

    @Test
    void nonsenseIsAnsweredWithUsage() {
        assertThat(run("nonsense").code()).isNotZero();
        assertThat(run().code()).isNotZero();
        assertThat(run("demo", "--size", "kæmpe").err()).contains("--size");
        assertThat(run("--help").out()).contains("demo", "serve", "query", "generate", "config", "policy", "audit");
    }

    private static Outcome run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            int code = SamsynCommand.run(arguments);
            // Pools of other tests' databases, which are gone, may complain at any time.
            String own = complained
                    .toString(StandardCharsets.UTF_8)
                    .replaceAll("(?m)^\\S+ WARN  (PoolBase|HikariPool) .*\\R", "");
            return new Outcome(code, written.toString(StandardCharsets.UTF_8), own);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private Path copyOf(Path source) throws IOException {
        Path target = folder.resolve("conf");
        try (Stream<Path> all = Files.walk(source)) {
            for (Path path : all.toList()) {
                Files.copy(path, target.resolve(source.relativize(path).toString()));
            }
        }
        return target;
    }

    private static void replace(Path file, String old, String fresh) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(old);
        Files.writeString(file, text.replace(old, fresh));
    }

    private static String conf() {
        return REPOSITORY.resolve("conf").toString();
    }

    private static String policies() {
        return REPOSITORY.resolve("policies").toString();
    }
}
