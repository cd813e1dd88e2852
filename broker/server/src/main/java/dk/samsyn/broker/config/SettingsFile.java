package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of settings: one YAML document, checked against the JSON Schema of its kind after its placeholders {@code ${NAME}} and
 * {@code ${NAME:default}} have got their values. Values never come into a message.
 */
final class SettingsFile {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");

    private final YamlDocument document;
    private final UnaryOperator<@Nullable String> placeholders;
    private final Problems problems;

    private SettingsFile(YamlDocument document, UnaryOperator<@Nullable String> placeholders, Problems problems) {
        this.document = document;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /**
     * Reads and checks one file.
     *
     * @param kind kind of file: {@code broker}, {@code users} or {@code tokens}
     * @param placeholders value of a placeholder, or null if it has none
     * @return the content, or empty if there was any problem
     */
    static Optional<JsonNode> read(
            Path file, String kind, UnaryOperator<@Nullable String> placeholders, ConfigProblems all) {
        Problems problems = new Problems();
        String name = SchemaConfig.fileName(file);
        List<YamlDocument> documents = YamlDocument.readAll(file, name, problems);
        if (problems.count() == 0 && documents.size() != 1) {
            problems.add(new Problem(name, 0, "", "expected one document"));
        }
        Optional<JsonNode> content = Optional.empty();
        if (problems.count() == 0) {
            YamlDocument raw = documents.get(0);
            JsonNode resolved = new SettingsFile(raw, placeholders, problems).resolved(raw.root(), "");
            if (problems.count() == 0
                    && FileSchema.of(kind).accepts(new YamlDocument(raw.file(), resolved, raw.lines()), problems)) {
                content = Optional.of(resolved);
            }
        }
        problems.reportTo(all);
        return content;
    }

    private JsonNode resolved(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.fields()
                    .forEachRemaining(
                            field -> copy.set(field.getKey(), resolved(field.getValue(), path + "/" + field.getKey())));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            for (JsonNode item : array) {
                copy.add(resolved(item, path + "/" + copy.size()));
            }
            return copy;
        }
        return node.isTextual() ? JsonNodeFactory.instance.textNode(resolved(node.textValue(), path)) : node;
    }

    private String resolved(String text, String path) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.replaceAll(found -> {
            String value = placeholders.apply(found.group(1));
            if (value == null) {
                value = found.group(2);
            }
            if (value == null) {
                problems.add(document, path, found.group(1) + " is not set in the environment");
                return "";
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
