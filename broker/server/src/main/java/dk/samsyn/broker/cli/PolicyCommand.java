package dk.samsyn.broker.cli;

import dk.samsyn.broker.config.CaseAnswer;
import dk.samsyn.broker.config.CaseFiles;
import dk.samsyn.broker.config.CaseRunner;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.GovernedTables;
import dk.samsyn.broker.config.PolicyCase;
import dk.samsyn.broker.config.PolicyFiles;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.policy.Policy;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.query.QueryAnswer;
import dk.samsyn.broker.query.QueryRequest;
import dk.samsyn.broker.query.ResultColumn;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks policies and runs their cases. */
@Command(name = "policy", description = "Checks policies and runs their cases.", mixinStandardHelpOptions = true)
final class PolicyCommand {
    @Spec
    @Nullable
    CommandSpec spec;

    @Command(
            name = "check",
            description = "Reads policies and cases and tells every problem with file, line and path.",
            mixinStandardHelpOptions = true)
    int check(
            @Option(names = "--conf", description = "folder of configuration") @Nullable Path conf,
            @Option(names = "--policies", description = "folder of policies") @Nullable Path policies) {
        ConfigProblems problems = new ConfigProblems();
        SchemaConfig schema = SchemaConfig.read(Installation.conf(conf).resolve("schema"), problems);
        List<Policy> read = PolicyFiles.read(Installation.policies(policies), GovernedTables.of(schema), problems);
        List<PolicyCase> cases = CaseFiles.read(Installation.policies(policies), problems);
        problems.throwIfAny();
        out().println(read.size() + " policies, " + cases.size() + " cases");
        return 0;
    }

    @Command(
            name = "test",
            description = "Runs every case against a made-up region, through the real pipeline.",
            mixinStandardHelpOptions = true)
    int test(
            @Mixin DemoOptions options,
            @Option(names = "--conf", description = "folder of configuration") @Nullable Path conf,
            @Option(names = "--policies", description = "folder of policies") @Nullable Path policies)
            throws IOException {
        ConfigProblems problems = new ConfigProblems();
        List<PolicyCase> cases = CaseFiles.read(Installation.policies(policies), problems);
        problems.throwIfAny();
        try (DemoBroker demo = new DemoBroker()) {
            Queries pipeline = demo.start(options, conf, policies, Realms.Stage.DEMO)
                    .broker()
                    .pipeline();
            List<CaseRunner.Result> results =
                    new CaseRunner((session, sql) -> whole(pipeline.run(session, QueryRequest.of(sql)))).run(cases);
            results.forEach(result -> out().println(result.line()));
            long red = results.stream()
                    .filter(result -> result.failure().isPresent())
                    .count();
            out().println(results.size() + " cases, " + red + " red");
            return red == 0 ? 0 : SamsynCommand.FOUND_WRONG;
        }
    }

    private static CaseAnswer whole(QueryAnswer answer) {
        try (answer) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (answer.next()) {
                rows.add(Arrays.asList(answer.row()));
            }
            return new CaseAnswer(
                    answer.columns().stream().map(ResultColumn::name).toList(), rows);
        }
    }

    private PrintWriter out() {
        return spec == null
                ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                : spec.commandLine().getOut();
    }
}
