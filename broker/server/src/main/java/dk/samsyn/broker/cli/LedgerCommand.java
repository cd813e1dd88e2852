package dk.samsyn.broker.cli;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.audit.FileAuditLog;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.identity.SignIn;
import dk.samsyn.broker.release.LostLedger;
import dk.samsyn.broker.release.NoiseSecret;
import dk.samsyn.broker.store.OwnDatabase;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What operators do with the answer ledger itself. */
@Command(name = "ledger", description = "Starts a lost answer ledger afresh.", mixinStandardHelpOptions = true)
final class LedgerCommand {
    private static final String STEWARD = "datasteward";
    private static final int SHORTEST_REASON = 20;

    @Spec
    @Nullable
    CommandSpec spec;

    @Command(
            name = "afresh",
            description =
                    "Starts an empty answer ledger under a new noise secret, in the name of two data stewards. Only if no"
                            + " newer copy of the broker's own database can be restored, and while every broker is stopped.",
            mixinStandardHelpOptions = true)
    int afresh(
            @Option(names = "--conf", description = "folder of configuration") @Nullable Path conf,
            @Option(names = "--steward", required = true, description = "login name of a data steward") String steward,
            @Option(names = "--second", required = true, description = "login name of another one") String second,
            @Option(names = "--reason", required = true, description = "what happened, for the audit log")
                    String reason,
            @Option(names = "--whole", description = "throws away a ledger that is not lost, since its secret is known")
                    boolean whole,
            @Option(names = "--demo", description = "with the demo's users") boolean demo)
            throws IOException {
        if (reason.strip().length() < SHORTEST_REASON) {
            throw new IllegalArgumentException("--reason says in a sentence what happened");
        }
        ConfigProblems problems = new ConfigProblems();
        Optional<BrokerConfig> read = BrokerConfig.read(Installation.conf(conf), System.getenv()::get, problems);
        Optional<SignIn> signIn = read.flatMap(config -> Realms.signIn(
                config.users(), demo ? Realms.Stage.DEMO : Realms.Stage.REAL, Clock.systemUTC(), problems));
        problems.throwIfAny();
        BrokerConfig broker = read.orElseThrow();
        NoiseSecret secret = new NoiseSecret(broker.secrets().noise(), 1);
        // A log that a broker writes to is locked, so none runs beside this.
        try (FileAuditLog audit = new FileAuditLog(broker.auditFile(), Clock.systemUTC());
                OwnDatabase own = OwnDatabase.open(broker.store())) {
            signIn.orElseThrow().tell(audit::act);
            approved(signIn.orElseThrow(), steward, second);
            LostLedger.check(own.dataSource(), secret, audit.ledgers(), audit.lastLedger(), whole);
            audit.act(
                    steward,
                    AuditLog.LEDGER_AFRESH,
                    Map.of(
                            "approved_by", second,
                            "reason", reason.strip(),
                            "after", audit.lastLedger(),
                            "mark", secret.mark()));
            long thrown =
                    LostLedger.begin(own.dataSource(), secret, audit.lastLedger(), LocalDate.now(DanishTime.ZONE));
            out().println("an empty answer ledger goes on after batch " + audit.lastLedger() + "; " + thrown
                    + " batches were thrown away");
            out().println(
                            "numbers released before can be averaged with those released from now on; this quarter half as many"
                                    + " columns and lists may be used");
        }
        return 0;
    }

    /** Each gives the own password: at the terminal unseen, otherwise a line of standard input each. */
    private void approved(SignIn signIn, String steward, String second) throws IOException {
        if (steward.equals(second)) {
            throw new IllegalArgumentException("the second steward is another one");
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String name : new String[] {steward, second}) {
            Principal who = signIn.password(name, password(name, in));
            if (!who.role().equals(STEWARD) || !who.purposes().contains(Purpose.KONTROL)) {
                throw new IllegalArgumentException(name + " is no data steward");
            }
        }
    }

    /** On Java 17 there is no console where nobody sits at a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static String password(String name, BufferedReader in) throws IOException {
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword("Password of %s: ", name);
            return typed == null ? "" : new String(typed);
        }
        String line = in.readLine();
        return line == null ? "" : line;
    }

    private PrintWriter out() {
        return Output.of(spec);
    }
}
