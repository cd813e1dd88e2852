package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.access.Purpose;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the cases beside policies: every {@code *.cases.yaml} below a directory. */
public final class CaseFiles {
    private static final List<String> ATTRIBUTES =
            List.of("ydernr", "shak", "afdeling", "godkendelse", "cpr", "kommunekode");

    private CaseFiles() {}

    /**
     * The cases, by file and place. With any problem the list is not to be used.
     *
     * @param all receives every problem of every file, with file, line and path
     */
    public static List<PolicyCase> read(Path directory, ConfigProblems all) {
        Problems problems = new Problems();
        FileSchema schema = FileSchema.of("cases");
        List<PolicyCase> cases = new ArrayList<>();
        for (Path file : PolicyFiles.files(directory, ".cases.yaml", problems)) {
            for (YamlDocument document : YamlDocument.readAll(file, PolicyFiles.name(directory, file), problems)) {
                if (schema.accepts(document, problems)) {
                    for (int i = 0; i < document.root().size(); i++) {
                        read(document, i, problems).ifPresent(cases::add);
                    }
                }
            }
        }
        problems.reportTo(all);
        return List.copyOf(cases);
    }

    private static Optional<PolicyCase> read(YamlDocument document, int index, Problems problems) {
        JsonNode node = document.root().get(index);
        String path = "/" + index;
        String label = node.at("/as/purpose").asText();
        Optional<Purpose> purpose = Purpose.of(label);
        if (purpose.isEmpty()) {
            problems.add(document, path + "/as/purpose", "unknown purpose " + label);
            return Optional.empty();
        }
        List<Expectation> expectations = expectations(node.get("expect"));
        boolean refused = expectations.stream().anyMatch(Expectation.Refused.class::isInstance);
        if (refused && expectations.size() > 1) {
            problems.add(document, path + "/expect", "a refused query has no rows to expect");
        }
        return Optional.of(new PolicyCase(
                document.file(),
                document.line(path),
                node.get("name").asText(),
                user(node.get("as"), purpose.get()),
                node.get("sql").asText(),
                expectations));
    }

    private static CaseUser user(JsonNode as, Purpose purpose) {
        Map<String, Object> constants = new HashMap<>();
        Map<String, String> queries = new HashMap<>();
        for (String attribute : ATTRIBUTES) {
            JsonNode value = as.path(attribute);
            if (value.isObject()) {
                queries.put(attribute, value.get("query").asText());
            } else if (value.isInt()) {
                constants.put(attribute, value.asInt());
            } else if (value.isTextual()) {
                constants.put(attribute, value.asText());
            }
        }
        return new CaseUser(
                as.path("user").asText("case"),
                as.get("role").asText(),
                purpose,
                Optional.ofNullable(as.get("reason")).map(JsonNode::asText),
                Optional.ofNullable(as.get("organisation")).map(JsonNode::asText),
                constants,
                queries);
    }

    private static List<Expectation> expectations(JsonNode expect) {
        List<Expectation> expectations = new ArrayList<>();
        if (expect.has("error")) {
            expectations.add(new Expectation.Refused(PolicyReader.texts(expect.get("error"))));
        }
        if (expect.has("columns")) {
            expectations.add(new Expectation.ColumnNames(PolicyReader.texts(expect.get("columns"))));
        }
        if (expect.has("rows")) {
            expectations.add(new Expectation.Rows(rows(expect.get("rows"))));
        }
        if (expect.has("same_as")) {
            expectations.add(new Expectation.SameAs(expect.get("same_as").asText()));
        }
        if (expect.has("none_of")) {
            expectations.add(new Expectation.NoneOf(expect.get("none_of").asText()));
        }
        if (expect.has("min_rows") || expect.has("max_rows")) {
            expectations.add(new Expectation.RowCount(
                    expect.path("min_rows").asInt(0), expect.path("max_rows").asInt(Integer.MAX_VALUE)));
        }
        if (expect.has("count_between")) {
            JsonNode bounds = expect.get("count_between");
            expectations.add(new Expectation.CountBetween(number(bounds.get(0)), number(bounds.get(1))));
        }
        return expectations;
    }

    private static List<List<@Nullable Object>> rows(JsonNode rows) {
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (JsonNode row : rows) {
            List<@Nullable Object> values = new ArrayList<>();
            row.forEach(value -> values.add(value(value)));
            all.add(Collections.unmodifiableList(values));
        }
        return all;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isNumber()) {
            return number(node);
        }
        return node.isBoolean() ? (Object) node.asBoolean() : node.asText();
    }

    private static BigDecimal number(JsonNode node) {
        return node.decimalValue();
    }
}
