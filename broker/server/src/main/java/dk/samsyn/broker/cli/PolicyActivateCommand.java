package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.steward.SetFiles;
import dk.samsyn.broker.steward.SignedFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the cases of an approved set and brings it into force. */
@Command(
        name = "activate",
        description = "Runs the cases of an approved set and brings it into force.",
        mixinStandardHelpOptions = true)
final class PolicyActivateCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    StewardCalls broker = new StewardCalls();

    @Option(names = "--policies", description = "folder of policies, to be brought in line with the set")
    @Nullable
    Path policies;

    @Parameters(arity = "0..1", paramLabel = "SET", description = "number of the set; the newest approved if not named")
    @Nullable
    Integer number;

    @Override
    public Integer call() throws IOException {
        int set = number == null ? broker.newest("APPROVED") : number;
        JsonNode active = broker.post("/api/policies/sets/" + set + "/activate", StewardCalls.body());
        PrintWriter out = Output.of(spec);
        out.println(SetLine.of(active));
        Path folder = Installation.policies(policies);
        Map<String, String> texts = new HashMap<>();
        broker.get("/api/policies/sets/" + set)
                .path("files")
                .fields()
                .forEachRemaining(
                        file -> texts.put(file.getKey(), file.getValue().asText()));
        int signed = SignedFiles.write(
                folder, SetFiles.of(texts), active.at("/approved/by").asText());
        out.println(
                signed < 0
                        ? "the folder differs from set " + set + " and stays as it is"
                        : signed + " files in the folder now say active and approved_by; commit them");
        return 0;
    }
}
