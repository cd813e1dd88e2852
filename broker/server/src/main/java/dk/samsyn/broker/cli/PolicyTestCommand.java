package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.broker.config.CaseRunner;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.identity.Realms;
import dk.samsyn.broker.steward.ReadSet;
import dk.samsyn.broker.steward.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs every case as if the policies in review were active. */
@Command(
        name = "test",
        description =
                "Runs every case of a folder through the real pipeline: over a made-up region that it starts, over the"
                        + " sources of --conf with --live, or on a running broker with --url or --user (a folder, or a set by number).",
        mixinStandardHelpOptions = true)
final class PolicyTestCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    DemoOptions options = new DemoOptions();

    @Mixin
    StewardCalls broker = new StewardCalls();

    @Option(names = "--conf", description = "folder of configuration")
    @Nullable
    Path conf;

    @Option(names = "--policies", description = "folder of policies")
    @Nullable
    Path policies;

    @Option(names = "--live", description = "over the sources of --conf instead of a made-up region")
    boolean live;

    @Parameters(arity = "0..1", paramLabel = "SET", description = "a set of the running broker instead of a folder")
    @Nullable
    Integer number;

    @Override
    public Integer call() throws IOException {
        if (broker.meant()) {
            return remote();
        }
        ReadSet set = PolicyCheckCommand.read(conf, policies);
        if (live) {
            return live(set);
        }
        try (DemoBroker demo = new DemoBroker()) {
            return demo.start(options, conf, policies, Realms.Stage.DEMO)
                    .broker()
                    .tried(trial -> report(set, trial));
        }
    }

    private int live(ReadSet set) throws IOException {
        ConfigProblems problems = new ConfigProblems();
        Optional<Configuration> config = Configuration.read(
                Installation.conf(conf), Installation.policies(policies), System.getenv(), Realms.Stage.REAL, problems);
        problems.throwIfAny();
        try (RunningBroker running = new RunningBroker(config.orElseThrow(), Optional.empty(), problems)) {
            running.warmUp();
            return running.tried(trial -> report(set, trial));
        }
    }

    private int report(ReadSet set, Trial trial) {
        PrintWriter out = Output.of(spec);
        List<String> unloadable = trial.unloadable(set.asProposed());
        unloadable.forEach(out::println);
        if (!unloadable.isEmpty()) {
            return SamsynCommand.FOUND_WRONG;
        }
        List<CaseRunner.Result> results = trial.run(set.asProposed(), set.cases());
        results.forEach(result -> out.println(result.line()));
        return total(
                results.size(),
                results.stream().filter(result -> result.failure().isPresent()).count());
    }

    private int remote() throws IOException {
        ObjectNode body = number == null
                ? StewardCalls.body(PolicyCheckCommand.read(conf, policies).files())
                : StewardCalls.body().put("set", number);
        JsonNode answer = broker.post("/api/policies/test", body);
        PrintWriter out = Output.of(spec);
        answer.path("unloadable").forEach(line -> out.println(line.asText()));
        answer.path("lines").forEach(line -> out.println(line.asText()));
        int code = total(answer.path("lines").size(), answer.path("red").asLong());
        return answer.path("unloadable").isEmpty() ? code : SamsynCommand.FOUND_WRONG;
    }

    private int total(int cases, long red) {
        Output.of(spec).println(cases + " cases, " + red + " red");
        return red == 0 ? 0 : SamsynCommand.FOUND_WRONG;
    }
}
