package dk.samsyn.broker.config;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dk.samsyn.spi.SourceConfig;
import dk.samsyn.spi.SourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sources of {@code conf/sources/*.yaml}: one file, one source.
 *
 * @param sources sources in order of their file names
 */
public record SourcesConfig(List<Source> sources) {
    private static final Pattern OWNER = Pattern.compile("[a-z]+:(\\*|[A-Za-z0-9.-]{1,40})");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");

    /**
     * One source.
     *
     * @param config what its adapter is opened with
     * @param title the name that people know
     * @param switchedOff why the source may not be asked, or empty
     * @param owners organisations whose data it holds and who see who asked for them, such as {@code hospital:6620}; with {@code *}
     *     in place of the code, each part of the source, such as a practice's database, has an owner of its own
     * @param provides governed table to a SELECT over this source's own tables
     */
    public record Source(
            SourceConfig config, String title, String switchedOff, List<String> owners, Map<String, String> provides) {}

    /**
     * Reads every file of a directory.
     *
     * @param placeholders values for {@code ${NAME}}; a source with a name that has no value is a problem
     */
    public static SourcesConfig read(Path directory, Map<String, String> placeholders, ConfigProblems problems) {
        List<Source> sources = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                Source source = source(file, placeholders, problems);
                if (source != null) {
                    sources.add(source);
                }
            }
        } catch (IOException e) {
            problems.add("sources", "cannot be read");
        }
        return new SourcesConfig(List.copyOf(sources));
    }

    private static List<String> owners(JsonNode owner, String where, ConfigProblems problems) {
        List<String> owners = new ArrayList<>();
        (owner.isArray() ? owner : owner.isMissingNode() ? List.<JsonNode>of() : List.of(owner)).forEach(one -> {
            if (OWNER.matcher(one.asText()).matches()) {
                owners.add(one.asText());
            } else {
                problems.add(
                        where + " owner",
                        "expected an organisation such as hospital:6620, or praksis:* for one per part");
            }
        });
        return List.copyOf(owners);
    }

    /** The name that people know each source by, by its id. */
    public Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        sources.forEach(source -> names.put(source.config().id().value(), source.title()));
        return names;
    }

    private static @Nullable Source source(Path file, Map<String, String> placeholders, ConfigProblems problems) {
        String where = "sources/" + SchemaConfig.fileName(file);
        int before = problems.all().size();
        try {
            JsonNode raw = new YAMLMapper().readTree(Files.readString(file));
            if (!(raw instanceof ObjectNode)) {
                problems.add(where, "expected a mapping with source, kind, settings and provides");
                return null;
            }
            JsonNode root = resolve(raw, placeholders, where, problems);
            for (String required : List.of("source", "kind")) {
                if (!root.path(required).isTextual()) {
                    problems.add(where + " " + required, "is missing");
                }
            }
            if (problems.all().size() > before) {
                return null;
            }
            Map<String, String> provides = new LinkedHashMap<>();
            root.path("provides")
                    .fields()
                    .forEachRemaining(e -> provides.put(e.getKey(), e.getValue().asText()));
            ObjectMapper json = new ObjectMapper();
            Map<String, Object> settings = json.convertValue(
                    root.path("settings").isObject() ? root.path("settings") : json.createObjectNode(),
                    new TypeReference<>() {});
            List<Map<String, Object>> tables = json.convertValue(
                    root.path("tables").isArray() ? root.path("tables") : json.createArrayNode(),
                    new TypeReference<>() {});
            Path parent = file.toAbsolutePath().getParent();
            SourceConfig config = new SourceConfig(
                    new SourceId(root.path("source").asText()),
                    root.path("kind").asText(),
                    settings,
                    tables,
                    Duration.parse(root.path("timeout").asText("PT30S")),
                    root.path("calls_at_once").asInt(8),
                    parent == null ? file.toAbsolutePath() : parent);
            return new Source(
                    config,
                    root.path("name").asText(config.id().value()),
                    root.path("switched_off").asText(""),
                    owners(root.path("owner"), where, problems),
                    provides);
        } catch (IOException e) {
            problems.add(where, "is not YAML: line " + lineOf(e));
        } catch (DateTimeParseException e) {
            problems.add(where + " timeout", "expected an ISO duration such as PT20S");
        } catch (IllegalArgumentException e) {
            problems.add(where, String.valueOf(e.getMessage()));
        }
        return null;
    }

    private static String lineOf(IOException e) {
        return e instanceof com.fasterxml.jackson.core.JsonProcessingException j && j.getLocation() != null
                ? String.valueOf(j.getLocation().getLineNr())
                : "unknown";
    }

    private static JsonNode resolve(
            JsonNode node, Map<String, String> placeholders, String where, ConfigProblems problems) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : new ArrayList<>(object.properties())) {
                object.set(
                        field.getKey(),
                        resolve(field.getValue(), placeholders, where + " " + field.getKey(), problems));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, resolve(array.get(i), placeholders, where + "[" + i + "]", problems));
            }
        } else if (node.isTextual() && node.asText().contains("${")) {
            Matcher m = PLACEHOLDER.matcher(node.asText());
            StringBuilder text = new StringBuilder();
            while (m.find()) {
                String value = placeholders.getOrDefault(m.group(1), m.group(2));
                if (value == null) {
                    problems.add(where, "the variable " + m.group(1) + " is not set");
                    value = "";
                }
                m.appendReplacement(text, Matcher.quoteReplacement(value));
            }
            m.appendTail(text);
            return new TextNode(text.toString());
        }
        return node;
    }
}
