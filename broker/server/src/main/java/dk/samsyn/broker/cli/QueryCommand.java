package dk.samsyn.broker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One query from the shell, over HTTP. */
@Command(name = "query", description = "Runs one query and writes its answer.", mixinStandardHelpOptions = true)
final class QueryCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_WIDTH = 60;

    /** How the answer is written. */
    enum Format {
        TABLE,
        CSV,
        JSON
    }

    @Mixin
    RemoteQueries broker = new RemoteQueries();

    @Option(names = "--reason", description = "reason for break-glass")
    @Nullable
    String reason;

    @Option(names = "--partial", description = "accepts answers with a named gap")
    boolean partial;

    @Option(names = "--format", defaultValue = "table", description = "table, csv or json (default: ${DEFAULT-VALUE})")
    Format format = Format.TABLE;

    @Parameters(index = "0", paramLabel = "SQL", description = "the statement")
    String sql = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("sql", sql).put("partial", partial);
        if (reason != null) {
            body.put("reason", reason);
        }
        HttpResponse<InputStream> response =
                broker.send(body, format == Format.CSV ? "text/csv" : "application/json", "samsyn query");
        try (InputStream answer = response.body()) {
            return response.statusCode() == RemoteQueries.OK ? write(answer) : refused(answer);
        }
    }

    private int write(InputStream answer) throws IOException {
        if (format == Format.TABLE) {
            table(JSON.readTree(answer));
        } else {
            answer.transferTo(System.out);
        }
        System.out.flush();
        return 0;
    }

    private static int refused(InputStream answer) throws IOException {
        JsonNode problem = JSON.readTree(answer);
        String place = problem.has("line")
                ? " (line " + problem.get("line").asInt() + ", column "
                        + problem.path("column").asInt() + ")"
                : "";
        System.err.println(
                problem.path("code").asText() + " " + problem.path("detail").asText() + place);
        return SamsynCommand.FAILED;
    }

    private static void table(JsonNode answer) {
        List<List<String>> lines = new ArrayList<>();
        List<String> head = new ArrayList<>();
        answer.path("columns").forEach(column -> head.add(column.path("name").asText()));
        lines.add(head);
        for (JsonNode row : answer.path("rows")) {
            List<String> line = new ArrayList<>();
            row.forEach(value -> line.add(value.isNull() ? "" : value.asText()));
            lines.add(line);
        }
        int[] widths = new int[head.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.min(MAX_WIDTH, Math.max(widths[i], line.get(i).length()));
            }
        }
        for (int number = 0; number < lines.size(); number++) {
            System.out.println(aligned(lines.get(number), widths));
            if (number == 0) {
                System.out.println(
                        "-".repeat(Math.max(1, java.util.Arrays.stream(widths).sum() + 2 * widths.length - 2)));
            }
        }
        System.out.println("(" + (lines.size() - 1) + " rows)");
        answer.path("notices")
                .forEach(notice -> System.err.println(
                        notice.path("code").asText() + " " + notice.path("text").asText()));
    }

    private static String aligned(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            text.append(line.get(i))
                    .append(" ".repeat(Math.max(0, widths[i] - line.get(i).length()) + 2));
        }
        return text.toString().stripTrailing();
    }
}
