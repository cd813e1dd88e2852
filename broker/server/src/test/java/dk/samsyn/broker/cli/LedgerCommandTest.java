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
import java.time.Clock;
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
                            new ReleaseSchema(Map.of()), new NoiseSecret(NEW, 1), own.dataSource(), BudgetLimits.DEFAULT, audit.lastLedger()))
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
        "steward-1, steward-1, samsyn, samsyn, the second steward is another one",
        "steward-1, steward-2, samsyn, wrong, SAM-101 user or password is wrong",
        "steward-1, planlaegger-730, samsyn, samsyn, planlaegger-730 is no data steward",
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

    private Path log() {
        return folder.resolve("audit.log");
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("broker");
    }

    private Outcome afresh(String steward, String second, String typed, String... more) {
        String[] all = {
            "ledger",
            "afresh",
            "--demo",
            "--conf",
            folder.toString(),
            "--steward",
            steward,
            "--second",
            second,
            more[0],
            more[1]
        };
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
