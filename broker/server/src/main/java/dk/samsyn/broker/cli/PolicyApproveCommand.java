package dk.samsyn.broker.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Approves a set that somebody else has submitted. */
@Command(
        name = "approve",
        description = "Approves a set that somebody else has submitted.",
        mixinStandardHelpOptions = true)
final class PolicyApproveCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    StewardCalls broker = new StewardCalls();

    @Parameters(
            arity = "0..1",
            paramLabel = "SET",
            description = "number of the set; the newest in review if not named")
    @Nullable
    Integer number;

    @Override
    public Integer call() {
        int set = number == null ? broker.newest("REVIEW") : number;
        Output.of(spec).println(SetLine.of(broker.post("/api/policies/sets/" + set + "/approve", StewardCalls.body())));
        return 0;
    }
}
