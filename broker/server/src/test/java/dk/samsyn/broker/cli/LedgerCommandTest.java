package dk.samsyn.broker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.Act;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.audit.FileAuditLog;
import dk.samsyn.broker.audit.GroupsReleased;
import dk.samsyn.broker.audit.ReleasedOfLog;
import dk.samsyn.broker.config.DeclaredTables;
import dk.samsyn.broker.release.BudgetLimits;
import dk.samsyn.broker.release.NoiseSecret;
import dk.samsyn.broker.release.ReleaseControl;
import dk.samsyn.broker.release.ReleaseSchema;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.broker.store.StoreSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The drill of a ledger that is lost for good: the log tells of three batches, the database is new. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class LedgerCommandTest {
    private static final String FORMER = "the noise secret of before";
    private static final String NEW = "a noise secret nobody used";
    private static final String REASON = "the disk of the database broke and its copies are older";

    private static final String WHY = "the yearly report needs all municipalities";

    @TempDir
    private Path folder;

    private record Outcome(int code, String out, String err) {}

    @BeforeEach
    void aBrokerHasReleasedThreeBatches() throws IOException {
        Path conf = DeclaredTables.repository().resolve("conf");
        Files.copy(conf.resolve("users.yaml"), folder.resolve("users.yaml"));
        Files.writeString(
                folder.resolve("broker.yaml"),
                Files.readString(conf.resolve("broker.yaml"))
                        .replace("${SAMSYN_PID_SECRET}", "a secret for the test of a command")
                        .replace("${SAMSYN_NOISE_SECRET}", NEW)
                        .replace("${SAMSYN_AUDIT_FILE:../data/audit.log}", log().toString())
                        .replace("${SAMSYN_STORE_URL:jdbc:h2:file:../data/broker}", url()));
        Principal somebody = new Principal("a", "forsker", "", Purpose.FORSKNING, Set.of(Purpose.FORSKNING), Map.of());
        Session session = new Session(somebody, Purpose.FORSKNING, Optional.empty(), false, "test");
        try (FileAuditLog audit = new FileAuditLog(log(), Clock.systemUTC())) {
            audit.act("samsyn", AuditLog.LEDGER_OPENED, Map.of("mark", new NoiseSecret(FORMER, 1).mark()));
            AuditLog.Entry entry = audit.open("q", session, "SELECT COUNT(*) FROM t");
            entry.released(new GroupsReleased(3, "3:0-0", "certificate", "t"));
            entry.closed(1, List.of());
        }
    }

    @Test
    void twoStewardsStartAnEmptyLedgerAndTheBrokerStartsAgain() throws IOException {
        assertThat(ReleasedOfLog.read(log())).hasSize(1);

        Outcome outcome = afresh("steward-1", "steward-2", "samsyn\nsamsyn\n", "--reason", REASON);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("goes on after batch 3");
        assertThat(ReleasedOfLog.read(log()))
                .as("what is in no ledger is not looked up")
                .isEmpty();
        try (FileAuditLog audit = new FileAuditLog(log(), Clock.systemUTC());
                OwnDatabase own = OwnDatabase.open(new StoreSettings(url(), "samsyn", "samsyn"))) {
            assertThat(ReleaseControl.durable(
                            new ReleaseSchema(Map.of()),
                            new NoiseSecret(NEW, 1),
                            own.dataSource(),
                            BudgetLimits.DEFAULT,
                            audit.lastLedger()))
                    .isNotNull();
            Act act = audit.acts().stream()
                    .filter(one -> one.act().equals(AuditLog.LEDGER_AFRESH))
                    .findFirst()
                    .orElseThrow();
            assertThat(act.user()).isEqualTo("steward-1");
            assertThat(act.details())
                    .containsEntry("approved_by", "steward-2")
                    .containsEntry("reason", REASON)
                    .containsEntry("after", "3");
        }
    }

    /** Nothing of it has any effect: there is no ledger afterwards. */
    @ParameterizedTest
    @CsvSource({
        "steward-1, steward-1, samsyn, samsyn, SAM-702 the second steward is another one",
        "steward-1, steward-2, samsyn, wrong, SAM-101 user or password is wrong",
        "steward-1, planlaegger-730, samsyn, samsyn, SAM-106 planlaegger-730 is no data steward",
        "steward-1, steward-2, samsyn, , SAM-101 user or password is wrong",
    })
    void oneStewardIsNotEnough(String steward, String second, String password, String other, String told)
            throws IOException {
        Outcome outcome =
                afresh(steward, second, password + "\n" + (other == null ? "" : other) + "\n", "--reason", REASON);

        assertThat(outcome.err().strip()).isEqualTo(told);
        assertThat(outcome.code()).isEqualTo(SamsynCommand.FAILED);
        assertThat(Files.readString(log())).doesNotContain(AuditLog.LEDGER_AFRESH);
    }

    @Test
    void theFormerSecretIsRefused() throws IOException {
        Path broker = folder.resolve("broker.yaml");
        Files.writeString(broker, Files.readString(broker).replace(NEW, FORMER));

        Outcome outcome = afresh("steward-1", "steward-2", "samsyn\nsamsyn\n", "--reason", REASON);

        assertThat(outcome.err()).contains("under this noise secret before").doesNotContain(FORMER, "Exception");
        assertThat(Files.readString(log())).doesNotContain(AuditLog.LEDGER_AFRESH);
    }

    @Test
    void aReasonIsASentence() {
        assertThat(afresh("steward-1", "steward-2", "samsyn\nsamsyn\n", "--reason", "lost")
                        .err())
                .isEqualTo("--reason says in a sentence what happened\n");
    }

    /** Told in the log, and in the database that brokers ask: no restart of theirs is needed. */
    @Test
    void twoStewardsApproveMoreAnswersForAPopulation() throws IOException {
        Outcome outcome = run(
                "samsyn\nsamsyn\n",
                "more --answers 7 --quarter 2026Q4 --chosen-by sygdom=DM --chosen-by koen=K",
                "steward-1",
                "steward-2",
                WHY);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out().strip()).endsWith("7 more new answers for sygdom=DM and koen=K in 2026Q4");
        try (FileAuditLog audit = new FileAuditLog(log(), Clock.systemUTC());
                OwnDatabase own = OwnDatabase.open(new StoreSettings(url(), "samsyn", "samsyn"))) {
            Act act = audit.acts().stream()
                    .filter(one -> one.act().equals(AuditLog.LEDGER_MORE))
                    .findFirst()
                    .orElseThrow();
            assertThat(act.user()).isEqualTo("steward-1");
            assertThat(act.details())
                    .containsEntry("approved_by", "steward-2")
                    .containsEntry("reason", WHY)
                    .containsEntry("for", "sygdom=DM and koen=K")
                    .containsEntry("period", "2026Q4")
                    .containsEntry("answers", "7");
            assertThat(approvals(own)).containsExactly(7L);
        }
    }

    /** Nothing is approved, and the log tells of none. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", textBlock = """
            steward-1; steward-1; samsyn; --quarter 2026Q4; SAM-702 the second steward is another one
            steward-1; steward-2; wrong; --quarter 2026Q4; SAM-101 user or password is wrong
            steward-1; planlaegger-730; samsyn; --quarter 2026Q4; SAM-106 planlaegger-730 is no data steward
            steward-1; steward-2; samsyn; --quarter 2026; SAM-211 an account's budget is of a day
            steward-1; steward-2; samsyn; --account a|p --day 2026Q4; SAM-211 an account's budget is of a day
            steward-1; steward-2; samsyn; --account a|p; Missing required argument(s): --day=<day>
            steward-1; steward-2; samsyn; --account a|p --day 2026-11-23 --quarter 2026Q4; are mutually exclusive
            steward-1; steward-2; samsyn; -; Missing required argument
            """)
    void oneStewardOrNoBudgetIsNotEnoughForMore(String steward, String second, String other, String whose, String told)
            throws IOException {
        Outcome outcome = run(
                "samsyn\n" + other + "\n",
                "more --answers 7" + (whose == null ? "" : " " + whose),
                steward,
                second,
                WHY);

        assertThat(outcome.err()).contains(told);
        assertThat(outcome.code()).isNotZero();
        assertThat(Files.readString(log())).doesNotContain(AuditLog.LEDGER_MORE);
        try (OwnDatabase own = OwnDatabase.open(new StoreSettings(url(), "samsyn", "samsyn"))) {
            assertThat(approvals(own)).isEmpty();
        }
    }

    private static List<Long> approvals(OwnDatabase own) {
        List<Long> answers = new ArrayList<>();
        try (Connection connection = own.dataSource().getConnection();
                ResultSet rows = connection.createStatement().executeQuery("SELECT answers FROM release_approval")) {
            while (rows.next()) {
                answers.add(rows.getLong(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return answers;
    }

    private Path log() {
        return folder.resolve("audit.log");
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("broker");
    }

    private Outcome afresh(String steward, String second, String typed, String... more) {
        return run(typed, "afresh", steward, second, more[1]);
    }

    private Outcome run(String typed, String command, String steward, String second, String reason) {
        List<String> arguments = new ArrayList<>(List.of("ledger"));
        arguments.addAll(List.of(command.split(" ")));
        arguments.addAll(List.of(
                "--demo", "--conf", folder.toString(), "--steward", steward, "--second", second, "--reason", reason));
        String[] all = arguments.toArray(String[]::new);
        PrintStream out = System.out;
        PrintStream err = System.err;
        InputStream in = System.in;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        try {
            int code = SamsynCommand.run(all);
            return new Outcome(
                    code, written.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
            System.setIn(in);
        }
    }
}
