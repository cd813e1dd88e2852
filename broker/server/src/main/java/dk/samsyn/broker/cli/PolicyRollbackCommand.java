package dk.samsyn.broker.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Returns to the set that was in force before. */
@Command(
        name = "rollback",
        description = "Returns to the set that was in force before.",
        mixinStandardHelpOptions = true)
final class PolicyRollbackCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    StewardCalls broker = new StewardCalls();

    @Override
    public Integer call() {
        Output.of(spec).println(SetLine.of(broker.post("/api/policies/rollback", StewardCalls.body())));
        return 0;
    }
}
