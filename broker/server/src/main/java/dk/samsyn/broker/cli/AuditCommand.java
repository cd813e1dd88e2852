package dk.samsyn.broker.cli;

import dk.samsyn.broker.audit.AuditVerifier;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.config.ConfigProblems;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies the audit log. */
@Command(name = "audit", description = "Verifies the audit log.", mixinStandardHelpOptions = true)
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
        Path log = file != null ? file : configured(conf);
        AuditVerifier.Report report =
                new AuditVerifier().verify(log, Optional.ofNullable(head).map(AuditVerifier.Head::parse));
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                : spec.commandLine().getOut();
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

    private static Path configured(@Nullable Path conf) {
        ConfigProblems problems = new ConfigProblems();
        Optional<BrokerConfig> config = BrokerConfig.read(Installation.conf(conf), System.getenv()::get, problems);
        problems.throwIfAny();
        return config.orElseThrow().auditFile();
    }
}
