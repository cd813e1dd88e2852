package dk.samsyn.broker.cli;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.audit.AuditVerifier;
import dk.samsyn.broker.audit.Completeness;
import dk.samsyn.broker.audit.DayOfLog;
import dk.samsyn.broker.audit.GroupsReleased;
import dk.samsyn.broker.audit.MinLog;
import dk.samsyn.broker.audit.ReleasedOfLog;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.release.ReleasedAnswers;
import dk.samsyn.broker.store.OwnDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies the audit log, says whether a day of it is complete, and exports a day for the citizens' national log. */
@Command(
        name = "audit",
        description = "Verifies the audit log, checks a day for completeness and exports it to MinLog.",
        mixinStandardHelpOptions = true)
final class AuditCommand {
    @Spec
    @Nullable
    CommandSpec spec;

    @Command(
            name = "verify",
            description = "Proves that no entry was changed, removed or moved; names the first that was.",
            mixinStandardHelpOptions = true)
    int verify(
            @Parameters(arity = "0..1", paramLabel = "FILE", description = "the log; from broker.yaml if not named")
                    @Nullable
                    Path file,
            @Option(names = "--conf", description = "folder of configuration") @Nullable Path conf,
            @Option(
                            names = "--head",
                            description = "NUMBER:HASH that an earlier run printed: proves that nothing was cut off")
                    @Nullable
                    String head)
            throws IOException {
        Path log = log(file, conf);
        AuditVerifier.Report report =
                new AuditVerifier().verify(log, Optional.ofNullable(head).map(AuditVerifier.Head::parse));
        PrintWriter out = out();
        if (report.tornBytes() > 0) {
            out.println("unfinished last line of " + report.tornBytes()
                    + " bytes, as a crash leaves it; the next start cuts it off");
        }
        report.problem()
                .ifPresentOrElse(
                        problem -> out.println("entry " + problem.sequence() + " is " + problem.fault() + "; "
                                + report.entries() + " entries before it are proved"),
                        () -> out.println(report.entries() + " entries, whole; head " + report.head()));
        return report.whole() ? 0 : SamsynCommand.FOUND_WRONG;
    }

    @Command(
            name = "complete",
            description =
                    "Compares the statements of a day with what the log says of them; every morning, for the day before.",
            mixinStandardHelpOptions = true)
    int complete(
            @Parameters(arity = "0..1", paramLabel = "FILE", description = "the log; from broker.yaml if not named")
                    @Nullable
                    Path file,
            @Option(names = "--conf", description = "folder of configuration") @Nullable Path conf,
            @Option(names = "--day", description = "Danish day, YYYY-MM-DD; yesterday if not named") @Nullable
                    LocalDate day,
            @Option(
                            names = "--executed",
                            description =
                                    "statements that the broker counted that day, as /metrics or the balancer has it")
                    @Nullable
                    Long executed)
            throws IOException {
        LocalDate meant = day != null ? day : LocalDate.now(DanishTime.ZONE).minusDays(1);
        DayOfLog log = DayOfLog.of(log(file, conf), meant, DanishTime.ZONE);
        Completeness found = Completeness.of(log, Optional.ofNullable(executed));
        found.lines(meant).forEach(out()::println);
        return found.complete() ? 0 : SamsynCommand.FOUND_WRONG;
    }

    @Command(
            name = "minlog",
            description =
                    "Writes a day's look-ups as a registration to MinLog2: a row per citizen shown in clear and statement.",
            mixinStandardHelpOptions = true)
    int minlog(
            @Parameters(arity = "0..1", paramLabel = "FILE", description = "the log; from broker.yaml if not named")
                    @Nullable
                    Path file,
            @Option(names = "--conf", description = "folder of configuration") @Nullable Path conf,
            @Option(names = "--day", description = "Danish day, YYYY-MM-DD; yesterday if not named") @Nullable
                    LocalDate day,
            @Option(names = "--out", required = true, description = "the file to write; it holds person numbers")
                    Path target)
            throws IOException {
        LocalDate meant = day != null ? day : LocalDate.now(DanishTime.ZONE).minusDays(1);
        DayOfLog log = DayOfLog.of(log(file, conf), meant, DanishTime.ZONE);
        StringWriter xml = new StringWriter();
        MinLog.Written written;
        try {
            written = MinLog.write(log, xml);
        } catch (XMLStreamException e) {
            throw new IOException("the registration cannot be written", e);
        }
        if (written.rows() > 0) {
            Files.deleteIfExists(target);
            Files.createFile(
                    target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(target, xml.toString());
        }
        out().println(meant + ": " + written.rows() + " registrations");
        written.unregistered().forEach(line -> out().println("not registered: " + line));
        return written.unregistered().isEmpty() ? 0 : SamsynCommand.FOUND_WRONG;
    }

    @Command(
            name = "released",
            description =
                    "Looks every released number that the log names up in the answer ledger, where it can be told again.",
            mixinStandardHelpOptions = true)
    int released(
            @Parameters(arity = "0..1", paramLabel = "FILE", description = "the log; from broker.yaml if not named")
                    @Nullable
                    Path file,
            @Option(names = "--conf", description = "folder of configuration") @Nullable Path conf)
            throws IOException {
        List<String> entries = ReleasedOfLog.read(log(file, conf)).stream()
                .map(GroupsReleased::answers)
                .toList();
        try (OwnDatabase own = OwnDatabase.open(settings(conf).store())) {
            ReleasedAnswers.Found found = ReleasedAnswers.find(own.dataSource(), entries);
            out().println(entries.size() + " statements released " + found.named() + " numbers; " + found.found()
                    + " are in the ledger");
            found.missing().forEach(missing -> out().println("missing: " + missing));
            return found.missing().isEmpty() ? 0 : SamsynCommand.FOUND_WRONG;
        }
    }

    private PrintWriter out() {
        return spec == null
                ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                : spec.commandLine().getOut();
    }

    private static Path log(@Nullable Path file, @Nullable Path conf) {
        return file != null ? file : configured(conf);
    }

    private static Path configured(@Nullable Path conf) {
        return settings(conf).auditFile();
    }

    private static BrokerConfig settings(@Nullable Path conf) {
        ConfigProblems problems = new ConfigProblems();
        Optional<BrokerConfig> config = BrokerConfig.read(Installation.conf(conf), System.getenv()::get, problems);
        problems.throwIfAny();
        return config.orElseThrow();
    }
}
