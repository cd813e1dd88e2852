package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.steward.SetFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts a folder of policies before a second steward. */
@Command(
        name = "submit",
        description = "Puts a folder of policies before a second steward.",
        mixinStandardHelpOptions = true)
final class PolicySubmitCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    StewardCalls broker = new StewardCalls();

    @Option(names = "--policies", description = "folder of policies")
    @Nullable
    Path policies;

    @Option(names = "--note", defaultValue = "", description = "what the second steward should know")
    String note = "";

    @Override
    public Integer call() throws IOException {
        SetFiles files = SetFiles.read(Installation.policies(policies));
        JsonNode set =
                broker.post("/api/policies/sets", StewardCalls.body(files).put("note", note));
        JsonNode changes =
                broker.get("/api/policies/sets/" + set.path("number").asInt()).path("changes");
        PrintWriter out = Output.of(spec);
        out.println(SetLine.of(set));
        for (String kind : List.of("added", "changed", "removed", "drafts")) {
            changes.path(kind).forEach(id -> out.println("  " + kind + ": " + id.asText()));
        }
        return 0;
    }
}
