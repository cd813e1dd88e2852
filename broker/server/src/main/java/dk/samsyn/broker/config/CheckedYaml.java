package dk.samsyn.broker.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML file checked against its JSON Schema; every problem is reported with the line and the path within the file.
 * Placeholders {@code ${NAME}} and {@code ${NAME:default}} in texts are replaced before the check, and their values never come
 * into a message.
 */
final class CheckedYaml {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");

    private final String name;
    private final ConfigProblems problems;
    private final UnaryOperator<@Nullable String> placeholders;
    private final Map<String, Integer> lines = new HashMap<>();
    private boolean sound = true;

    private CheckedYaml(String name, ConfigProblems problems, UnaryOperator<@Nullable String> placeholders) {
        this.name = name;
        this.problems = problems;
        this.placeholders = placeholders;
    }

    /**
     * Reads and checks one file.
     *
     * @param schema name of the JSON Schema beside this class
     * @param placeholders value of a placeholder, or null if it has none
     * @return the content, or empty if there was any problem
     */
    static Optional<JsonNode> read(
            Path file, String schema, UnaryOperator<@Nullable String> placeholders, ConfigProblems problems) {
        Path leaf = file.getFileName();
        CheckedYaml yaml = new CheckedYaml(leaf == null ? file.toString() : leaf.toString(), problems, placeholders);
        JsonNode content = yaml.parse(file);
        if (content != null && yaml.sound) {
            yaml.validate(content, schema);
        }
        return Optional.ofNullable(content).filter(node -> yaml.sound);
    }

    private @Nullable JsonNode parse(Path file) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            Node root = new Yaml(new SafeConstructor(options)).compose(Files.newBufferedReader(file));
            return root == null ? JsonNodeFactory.instance.missingNode() : convert(root, "");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            sound = false;
            problems.add(name + ":" + line, "is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            sound = false;
            problems.add(name, "is not YAML");
        } catch (IOException e) {
            sound = false;
            problems.add(name, "cannot be read");
        }
        return null;
    }

    private JsonNode convert(Node node, String path) {
        lines.put(path, node.getStartMark().getLine() + 1);
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (NodeTuple entry : mapping.getValue()) {
                String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                String at =
                        path + JsonPointer.SEPARATOR + key.replace("~", "~0").replace("/", "~1");
                if (object.has(key)) {
                    problem(at, entry.getKeyNode().getStartMark().getLine() + 1, "stands twice");
                }
                object.set(key, convert(entry.getValueNode(), at));
                lines.put(at, entry.getKeyNode().getStartMark().getLine() + 1);
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (Node item : sequence.getValue()) {
                array.add(convert(item, path + "/" + array.size()));
            }
            return array;
        }
        return scalar((ScalarNode) node, path);
    }

    private JsonNode scalar(ScalarNode node, String path) {
        String text = node.getValue();
        if (Tag.NULL.equals(node.getTag())) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (Tag.BOOL.equals(node.getTag())) {
            return JsonNodeFactory.instance.booleanNode(text.equalsIgnoreCase("true"));
        }
        if (Tag.INT.equals(node.getTag()) && text.matches("-?[0-9]{1,18}")) {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(text));
        }
        return JsonNodeFactory.instance.textNode(resolve(text, path));
    }

    private String resolve(String text, String path) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        return matcher.replaceAll(found -> {
            String value = placeholders.apply(found.group(1));
            if (value == null) {
                value = found.group(2);
            }
            if (value == null) {
                problem(path, line(path), found.group(1) + " is not set in the environment");
                return "";
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private void validate(JsonNode content, String schema) {
        for (ValidationMessage message : schema(schema).validate(content)) {
            String path = message.getInstanceLocation().toString();
            String what = message.getMessage();
            int colon = what.indexOf(": ");
            problem(path, line(path), colon < 0 ? what : what.substring(colon + 2));
        }
    }

    /** Line from 1 of the place, or of the nearest place around it. */
    private int line(String path) {
        String at = path;
        while (!lines.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return lines.getOrDefault(at, 1);
    }

    private void problem(String path, int line, String what) {
        sound = false;
        problems.add(name + ":" + line + (path.isEmpty() ? "" : " " + path), what);
    }

    private static JsonSchema schema(String name) {
        try (InputStream in = CheckedYaml.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException(name);
            }
            SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .locale(Locale.ENGLISH)
                    .build();
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new ObjectMapper().readTree(in), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
