package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.IndicatorFiles;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorAnswer;
import dk.samsyn.broker.indicator.IndicatorSql;
import dk.samsyn.broker.indicator.IndicatorValue;
import dk.samsyn.spi.ErrorCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Indicators over a running broker. */
@Command(name = "indicator", description = "Computes indicators.", mixinStandardHelpOptions = true)
final class IndicatorCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec
    @Nullable
    CommandSpec spec;

    /** How values are written. */
    enum Format {
        CSV,
        JSON
    }

    @Command(
            name = "run",
            description =
                    "Asks the broker for each indicator, one statement each, and writes values with 95 %% limits.",
            mixinStandardHelpOptions = true)
    int run(
            @Mixin RemoteQueries broker,
            @Option(names = "--folder", description = "folder of indicators (default: conf/indicators)") @Nullable
                    Path folder,
            @Option(names = "--only", split = ",", description = "names of indicators") @Nullable List<String> only,
            @Option(
                            names = "--by",
                            defaultValue = "total",
                            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
                    IndicatorSql.By by,
            @Option(names = "--end", description = "first day after the period (default: of this quarter)") @Nullable
                    LocalDate end,
            @Option(names = "--sql", description = "writes the statements and asks nothing") boolean sqlOnly,
            @Option(names = "--format", defaultValue = "csv", description = "csv or json (default: ${DEFAULT-VALUE})")
                    Format format)
            throws IOException, InterruptedException {
        ConfigProblems problems = new ConfigProblems();
        List<Indicator> all = IndicatorFiles.read(
                folder != null ? folder : Installation.conf(null).resolve("indicators"), problems);
        problems.throwIfAny();
        List<Indicator> chosen = only == null ? all : chosen(all, only);
        LocalDate until = end != null ? end : LocalDate.now(DanishTime.ZONE).with(IsoFields.DAY_OF_QUARTER, 1);
        ArrayNode written = JSON.createArrayNode();
        int refused = 0;
        for (Indicator indicator : chosen) {
            IndicatorSql sql = new IndicatorSql(indicator, until);
            try {
                String statement = sql.by(by);
                if (sqlOnly) {
                    written.add(head(indicator, sql, until).put("sql", statement));
                    continue;
                }
                RemoteQueries.Reply reply = broker.ask(statement);
                if (reply.answered()) {
                    values(indicator, reply).forEach(v -> written.add(node(indicator, sql, until, v)));
                } else {
                    refused++;
                    written.add(head(indicator, sql, until).put("why", reply.code() + " " + reply.detail()));
                }
            } catch (IllegalArgumentException e) {
                written.add(head(indicator, sql, until).put("why", e.getMessage()));
            }
        }
        write(written, format, sqlOnly);
        return refused == 0 ? 0 : SamsynCommand.FOUND_WRONG;
    }

    private static List<Indicator> chosen(List<Indicator> all, List<String> only) {
        List<String> known = all.stream().map(Indicator::id).toList();
        List<String> unknown =
                only.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new QueryException(
                    ErrorCode.REQUEST_INVALID,
                    "no indicator is named " + String.join(", ", unknown) + "; there are " + String.join(", ", known));
        }
        return all.stream().filter(indicator -> only.contains(indicator.id())).toList();
    }

    /** Values of one answer, in the order of its groups. */
    static List<IndicatorValue> values(Indicator indicator, RemoteQueries.Reply reply) {
        int group = reply.column("gruppe");
        int denominator = reply.column("naevner");
        int numerator = reply.column("taeller");
        int age = reply.column("alder");
        List<IndicatorAnswer.Row> rows = new ArrayList<>();
        for (JsonNode row : reply.rows()) {
            rows.add(new IndicatorAnswer.Row(
                    row.get(group).asText(),
                    age < 0 || row.get(age).isNull() ? null : row.get(age).asInt(),
                    row.get(numerator).isNull() ? null : row.get(numerator).asDouble(),
                    row.get(denominator).asDouble()));
        }
        return IndicatorAnswer.values(indicator, rows);
    }

    private static ObjectNode head(Indicator indicator, IndicatorSql sql, LocalDate end) {
        return JSON.createObjectNode()
                .put("indicator", indicator.id())
                .put("version", indicator.version())
                .put("title", indicator.title())
                .put("polarity", indicator.polarity())
                .put("author", indicator.author())
                .put("checked_by", indicator.checkedBy())
                .put("start", sql.start().toString())
                .put("end", end.toString());
    }

    private static ObjectNode node(Indicator indicator, IndicatorSql sql, LocalDate end, IndicatorValue value) {
        ObjectNode node = head(indicator, sql, end)
                .put("group", value.group())
                .put("numerator", value.numerator())
                .put("denominator", value.denominator())
                .put("value", value.value());
        if (value.interval() != null) {
            node.put("lower", value.interval().lower())
                    .put("upper", value.interval().upper());
        }
        node.put("method", value.method());
        if (value.value() != null) {
            node.put("met", indicator.met(value.value()));
        }
        value.why().ifPresent(why -> node.put("why", why));
        return node;
    }

    private void write(ArrayNode values, Format format, boolean sqlOnly) throws IOException {
        PrintWriter out = Output.of(spec);
        if (format == Format.JSON) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(values));
            return;
        }
        List<String> columns = sqlOnly
                ? List.of("indicator", "version", "start", "end", "sql")
                : List.of(
                        "indicator",
                        "version",
                        "start",
                        "end",
                        "group",
                        "numerator",
                        "denominator",
                        "value",
                        "lower",
                        "upper",
                        "method",
                        "polarity",
                        "met",
                        "why");
        out.println(String.join(",", columns));
        for (JsonNode value : values) {
            List<String> cells = columns.stream().map(c -> cell(value.get(c))).toList();
            out.println(String.join(",", cells));
        }
    }

    private static String cell(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return "";
        }
        if (node.isDouble()) {
            String text = String.format(Locale.ROOT, "%.4f", node.asDouble());
            return text.endsWith(".0000") ? text.substring(0, text.length() - 5) : text;
        }
        String text = node.asText();
        return text.matches("(?s).*[\",\\n;].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }
}
