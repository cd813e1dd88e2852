package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the set in force, its policies and the sets that wait. */
@Command(
        name = "status",
        description = "Shows the set in force, its policies and the sets that wait.",
        mixinStandardHelpOptions = true)
final class PolicyStatusCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    StewardCalls broker = new StewardCalls();

    @Override
    public Integer call() {
        JsonNode answer = broker.get("/api/policies");
        PrintWriter out = Output.of(spec);
        out.println("in force: set " + answer.path("active").asInt() + ", version "
                + answer.path("version").asText());
        for (JsonNode policy : answer.path("policies")) {
            String ends = policy.path("endsInDays").isNumber()
                    ? "  ENDS IN " + policy.path("endsInDays").asLong() + " DAYS"
                    : "";
            out.println("  " + policy.path("id").asText() + " v"
                    + policy.path("version").asInt() + " "
                    + policy.path("status").asText() + " to "
                    + policy.path("to").asText("-") + ends);
        }
        for (JsonNode set : answer.path("sets")) {
            out.println(SetLine.of(set));
        }
        return 0;
    }
}
