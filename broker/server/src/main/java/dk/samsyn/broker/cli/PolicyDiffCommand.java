package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.GovernedTables;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.steward.LocalComparison;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares a folder, or a set, with what is in force. */
@Command(
        name = "diff",
        description =
                "Compares a folder (or a set by number) with the set in force of a running broker: per role, purpose and"
                        + " table wider, narrower, same or unknown, and the statements of the last days asked again. With --against,"
                        + " two folders, without a broker.",
        mixinStandardHelpOptions = true)
final class PolicyDiffCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    StewardCalls broker = new StewardCalls();

    @Option(names = "--conf", description = "folder of configuration")
    @Nullable
    Path conf;

    @Option(names = "--policies", description = "folder of policies")
    @Nullable
    Path policies;

    @Option(names = "--against", description = "folder of policies that counts as in force")
    @Nullable
    Path against;

    @Option(
            names = "--days",
            defaultValue = "30",
            description = "statements of how many days (default: ${DEFAULT-VALUE})")
    int days;

    @Option(names = "--rows", description = "runs the statements too and compares their rows")
    boolean rows;

    @Parameters(arity = "0..1", paramLabel = "SET", description = "a set of the running broker instead of a folder")
    @Nullable
    Integer number;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Output.of(spec);
        JsonNode answer = against != null ? local(against) : remote();
        JsonNode changes = answer.path("changes");
        for (String kind : List.of("added", "changed", "removed", "drafts", "problems")) {
            changes.path(kind).forEach(id -> out.println(kind + ": " + id.asText()));
        }
        lines(answer).forEach((line, tables) -> {
            out.println(line.get(0) + "  " + line.get(1) + " / " + tables);
            line.stream().skip(2).forEach(reason -> out.println("         " + reason));
        });
        out.println(answer.path("same").asInt() + " combinations of role, purpose and table are the same");
        if (answer.path("asked").isInt()) {
            out.println(answer.path("asked").asInt() + " kinds of statement of the last "
                    + answer.path("days").asInt() + " days asked again, "
                    + answer.path("replayed").size() + " differ");
        }
        answer.path("replayed").forEach(one -> out.println(statement(one)));
        out.println("valid while version " + answer.path("active").asText() + " is in force");
        return 0;
    }

    /**
     * Tables by what is said of them: verdict, role and purpose, reasons. A new version of a policy changes little of most of its
     * tables, and would fill a page otherwise.
     */
    private static Map<List<String>, String> lines(JsonNode answer) {
        Map<List<String>, String> tables = new LinkedHashMap<>();
        for (JsonNode line : answer.path("lines")) {
            List<String> said = new ArrayList<>();
            said.add(line.path("verdict").asText());
            said.add(line.path("role").asText() + " / " + line.path("purpose").asText());
            line.path("reasons").forEach(reason -> said.add(reason.asText()));
            tables.merge(said, line.path("table").asText(), (before, table) -> before + ", " + table);
        }
        return tables;
    }

    private static String statement(JsonNode one) {
        String counted =
                one.path("rowsBefore").isTextual() || one.path("rowsAfter").isTextual()
                        ? " (" + one.path("rowsBefore").asText("?") + " -> "
                                + one.path("rowsAfter").asText("?") + " rows)"
                        : "";
        return one.path("change").asText().toLowerCase(java.util.Locale.ROOT) + "  "
                + one.path("times").asInt() + "x "
                + one.path("role").asText() + " / " + one.path("purpose").asText() + ": "
                + one.path("before").asText() + " -> " + one.path("after").asText() + counted + "  "
                + one.path("shape").asText();
    }

    private JsonNode remote() throws IOException {
        ObjectNode body = number == null
                ? StewardCalls.body(PolicyCheckCommand.read(conf, policies).files())
                : StewardCalls.body().put("set", number);
        return broker.post("/api/policies/diff", body.put("days", days).put("rows", rows));
    }

    private JsonNode local(Path active) throws IOException {
        ConfigProblems problems = new ConfigProblems();
        SchemaConfig schema = SchemaConfig.read(Installation.conf(conf).resolve("schema"), problems);
        problems.throwIfAny();
        return new ObjectMapper()
                .valueToTree(LocalComparison.of(
                        PolicyCheckCommand.read(conf, active),
                        PolicyCheckCommand.read(conf, policies),
                        GovernedTables.of(schema),
                        LocalDate.now(DanishTime.ZONE)));
    }
}
