package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.GovernedTables;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.policy.AccessRequest;
import dk.samsyn.broker.policy.Explainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
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

/** Explains a decision in Danish and English. */
@Command(
        name = "explain",
        description =
                "Says why a role may or may not see a table or column: of a folder as it would be once approved, or with"
                        + " --url or --user of a running broker (the set in force, or one by number).",
        mixinStandardHelpOptions = true)
final class PolicyExplainCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    StewardCalls broker = new StewardCalls();

    @Mixin
    IdentityOptions who = new IdentityOptions();

    @Option(names = "--conf", description = "folder of configuration")
    @Nullable
    Path conf;

    @Option(names = "--policies", description = "folder of policies")
    @Nullable
    Path policies;

    @Option(names = "--set", description = "a set of the running broker instead of the one in force")
    @Nullable
    Integer number;

    @Parameters(index = "0", paramLabel = "TABLE[.COLUMN]", description = "such as sundhed.borger or borger.cpr")
    String what = "";

    @Override
    public Integer call() throws IOException {
        List<String> parts = List.of(what.split("\\."));
        boolean schema = parts.get(0).equals("sundhed") || parts.get(0).equals("samsyn");
        int table = schema ? 1 : 0;
        if (parts.size() <= table || parts.size() > table + 2) {
            throw new IllegalArgumentException("expected TABLE or TABLE.COLUMN, was " + what);
        }
        TableName name = new TableName(schema ? parts.get(0) : "sundhed", parts.get(table));
        Optional<String> column = parts.size() > table + 1 ? Optional.of(parts.get(table + 1)) : Optional.empty();
        JsonNode explanation = broker.meant() ? remote(name, column) : local(name, column);
        PrintWriter out = Output.of(spec);
        out.println(explanation.path("outcome").asText());
        for (JsonNode sentence : explanation.path("sentences")) {
            out.println("  " + sentence.path("danish").asText());
            out.println("    " + sentence.path("english").asText());
        }
        for (JsonNode policy : explanation.path("policies")) {
            out.println("  " + policy.path("id").asText() + " v"
                    + policy.path("version").asInt());
        }
        out.println("version " + explanation.path("version").asText());
        return 0;
    }

    private JsonNode remote(TableName table, Optional<String> column) {
        ObjectNode body = StewardCalls.body().put("table", table.toString());
        who.into(body);
        column.ifPresent(name -> body.put("column", name));
        if (number != null) {
            body.put("set", number);
        }
        return broker.post("/api/policies/explain", body);
    }

    /** Every declared table counts as filled: which ones are is known to a broker over its sources. */
    private JsonNode local(TableName table, Optional<String> column) throws IOException {
        ConfigProblems problems = new ConfigProblems();
        SchemaConfig schema = SchemaConfig.read(Installation.conf(conf).resolve("schema"), problems);
        problems.throwIfAny();
        AccessRequest request = AccessRequest.of(
                who.identity().session("somebody"), LocalDate.now(DanishTime.ZONE), GovernedTables.of(schema));
        return new ObjectMapper()
                .valueToTree(Explainer.explain(
                        PolicyCheckCommand.read(conf, policies).asProposed(), request, table, column));
    }
}
