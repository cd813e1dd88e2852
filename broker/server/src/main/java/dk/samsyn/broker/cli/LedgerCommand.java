package dk.samsyn.broker.cli;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.audit.FileAuditLog;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.identity.SignIn;
import dk.samsyn.broker.release.BudgetApproval;
import dk.samsyn.broker.release.LostLedger;
import dk.samsyn.broker.release.NoiseSecret;
import dk.samsyn.broker.store.OwnDatabase;
import dk.samsyn.spi.ErrorCode;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What operators do with the answer ledger itself. */
@Command(
        name = "ledger",
        description = "Starts a lost answer ledger afresh; approves answers beyond a budget.",
        mixinStandardHelpOptions = true)
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
        isSentence(reason);
        ConfigProblems problems = new ConfigProblems();
        Optional<BrokerConfig> read = BrokerConfig.read(Installation.conf(conf), System.getenv()::get, problems);
        Optional<SignIn> signIn = signIn(read, demo, problems);
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
                                    + " numbers, columns and lists may be used");
        }
        return 0;
    }

    @Command(
            name = "more",
            description =
                    "Approves more new answers than a budget allows, for one account on one day or one population in one"
                            + " quarter, in the name of two data stewards; while no broker writes to the audit log. Brokers that"
                            + " share the database have it from their next statement on.",
            mixinStandardHelpOptions = true)
    int more(
            @Option(names = "--conf", description = "folder of configuration") @Nullable Path conf,
            @Option(names = "--steward", required = true, description = "login name of a data steward") String steward,
            @Option(names = "--second", required = true, description = "login name of another one") String second,
            @Option(names = "--reason", required = true, description = "why, for the audit log") String reason,
            @Option(names = "--answers", required = true, description = "how many more") long answers,
            @ArgGroup(multiplicity = "1") Whose whose,
            @Option(names = "--demo", description = "with the demo's users") boolean demo)
            throws IOException {
        isSentence(reason);
        BudgetApproval approval = whose.approval(answers, steward, second, reason.strip());
        ConfigProblems problems = new ConfigProblems();
        Optional<BrokerConfig> read = BrokerConfig.read(Installation.conf(conf), System.getenv()::get, problems);
        Optional<SignIn> signIn = signIn(read, demo, problems);
        problems.throwIfAny();
        BrokerConfig broker = read.orElseThrow();
        try (FileAuditLog audit = new FileAuditLog(broker.auditFile(), Clock.systemUTC());
                OwnDatabase own = OwnDatabase.open(broker.store())) {
            signIn.orElseThrow().tell(audit::act);
            approved(signIn.orElseThrow(), steward, second);
            audit.act(
                    steward,
                    AuditLog.LEDGER_MORE,
                    Map.of(
                            "approved_by", second,
                            "reason", reason.strip(),
                            "for", approval.subject().words(),
                            "period", approval.period(),
                            "answers", answers));
            approval.grant(own.dataSource());
        }
        out().println(answers + " more new answers for " + approval.subject().words() + " in " + approval.period());
        return 0;
    }

    /** Whose budget: one of an account with its day, and a population with its quarter. */
    static final class Whose {
        @ArgGroup(exclusive = false)
        @Nullable
        Account account;

        @ArgGroup(exclusive = false)
        @Nullable
        Population population;

        /** An account's day. */
        static final class Account {
            @Option(
                    names = "--account",
                    required = true,
                    description = "organisation and purpose, as kommune:730|planlaegning")
            String name = "";

            @Option(names = "--day", required = true, description = "the day, as 2026-11-23")
            String day = "";
        }

        /** A population's quarter. */
        static final class Population {
            @Option(names = "--quarter", required = true, description = "the quarter, as 2026Q4")
            String quarter = "";

            @Option(
                    names = "--chosen-by",
                    description =
                            "what chooses the population, as the refusal names it, with the value: sygdom=DM; twice for"
                                    + " two, not at all for everybody")
            List<String> parts = List.of();
        }

        BudgetApproval approval(long answers, String steward, String second, String reason) {
            if (account != null) {
                return new BudgetApproval(
                        BudgetApproval.Subject.account(account.name), account.day, answers, steward, second, reason);
            }
            Population of = Objects.requireNonNull(population);
            return new BudgetApproval(
                    BudgetApproval.Subject.population(of.parts), of.quarter, answers, steward, second, reason);
        }
    }

    private static void isSentence(String reason) {
        if (reason.strip().length() < SHORTEST_REASON) {
            throw new IllegalArgumentException("--reason says in a sentence what happened");
        }
    }

    private static Optional<SignIn> signIn(Optional<BrokerConfig> read, boolean demo, ConfigProblems problems) {
        return read.flatMap(config -> Realms.signIn(
                config.users(), demo ? Realms.Stage.DEMO : Realms.Stage.REAL, Clock.systemUTC(), problems));
    }

    /** Each gives the own password: at the terminal unseen, otherwise a line of standard input each. */
    private void approved(SignIn signIn, String steward, String second) throws IOException {
        if (steward.equals(second)) {
            throw new QueryException(ErrorCode.SECOND_PERSON, "the second steward is another one");
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String name : new String[] {steward, second}) {
            Principal who = signIn.password(name, password(name, in));
            if (!who.role().equals(STEWARD) || !who.purposes().contains(Purpose.KONTROL)) {
                throw new QueryException(ErrorCode.NOT_ALLOWED, name + " is no data steward");
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
