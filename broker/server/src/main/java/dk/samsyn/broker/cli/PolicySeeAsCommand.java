package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at a statement as somebody else. */
@Command(
        name = "see-as",
        description =
                "Says how much of a statement a role sees: rows seen of rows existing, masks, columns that do not exist."
                        + " Shows no row; is in the audit log; takes a right of its own.",
        mixinStandardHelpOptions = true)
final class PolicySeeAsCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    StewardCalls broker = new StewardCalls();

    @Mixin
    IdentityOptions who = new IdentityOptions();

    @Parameters(index = "0", paramLabel = "SQL", description = "the statement")
    String sql = "";

    @Override
    public Integer call() {
        ObjectNode body = StewardCalls.body().put("sql", sql);
        who.into(body);
        JsonNode sight = broker.post("/api/policies/see-as", body);
        PrintWriter out = Output.of(spec);
        if (sight.path("refused").isTextual()) {
            out.println("refused: " + sight.path("refused").asText());
        } else {
            out.println(sight.path("seen").asText() + " of "
                    + sight.path("existing").asText("?") + " rows (rounded to 5)");
        }
        for (JsonNode table : sight.path("tables")) {
            out.println(
                    table.path("table").asText() + (table.path("filtered").asBoolean() ? ": some rows" : ": all rows"));
            table.path("masks")
                    .fields()
                    .forEachRemaining(mask -> out.println(
                            "  " + mask.getKey() + " through " + mask.getValue().asText()));
            table.path("withheld").forEach(column -> out.println("  " + column.asText() + " does not exist"));
        }
        sight.path("notices").forEach(notice -> out.println(notice.asText()));
        sight.path("policies").forEach(policy -> out.println("policy " + policy.asText()));
        out.println("version " + sight.path("version").asText());
        return 0;
    }
}
