package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * A YAML document as JSON, with the line of every value. Only what JSON has becomes something else than text: numbers without
 * leading zero, {@code true}, {@code false} and null; dates, {@code yes} and {@code 0730} stay texts. Anchors and repeated keys
 * are problems.
 *
 * @param file name for messages
 * @param root the content
 * @param lines line from 1 by JSON pointer
 */
record YamlDocument(String file, JsonNode root, Map<String, Integer> lines) {
    private static final int MAX_CHARACTERS = 2_000_000;

    /** The line of a value, or of the nearest value around it. */
    int line(String pointer) {
        String at = pointer;
        while (!lines.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        return lines.getOrDefault(at, 0);
    }

    /** All documents of a file; what cannot be read is added to the problems. */
    static List<YamlDocument> readAll(Path path, String name, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        List<YamlDocument> documents = new ArrayList<>();
        try (Reader reader = Files.newBufferedReader(path)) {
            for (Node node : new Yaml(new SafeConstructor(options)).composeAll(reader)) {
                Map<String, Integer> lines = new HashMap<>();
                JsonNode root = new Conversion(name, lines, problems).json(node, "");
                documents.add(new YamlDocument(name, root, Map.copyOf(lines)));
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.add(new Problem(name, line, "", "not YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            problems.add(new Problem(name, 0, "", "not YAML, or too large"));
        } catch (IOException e) {
            problems.add(new Problem(name, 0, "", "cannot be read as UTF-8 text"));
        }
        return documents;
    }

    /** Turns nodes into JSON and remembers their lines. */
    private record Conversion(String file, Map<String, Integer> lines, Problems problems, Set<Node> seen) {
        private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

        Conversion(String file, Map<String, Integer> lines, Problems problems) {
            this(file, lines, problems, Collections.newSetFromMap(new IdentityHashMap<>()));
        }

        JsonNode json(Node node, String pointer) {
            lines.putIfAbsent(pointer, line(node));
            if (!seen.add(node)) {
                problems.add(new Problem(file, lines.getOrDefault(pointer, 0), pointer, "anchors are not allowed"));
                return JSON.nullNode();
            }
            if (node instanceof MappingNode mapping) {
                return object(mapping, pointer);
            }
            if (node instanceof SequenceNode sequence) {
                ArrayNode array = JSON.arrayNode();
                for (Node item : sequence.getValue()) {
                    array.add(json(item, pointer + "/" + array.size()));
                }
                return array;
            }
            return scalar((ScalarNode) node);
        }

        private ObjectNode object(MappingNode mapping, String pointer) {
            ObjectNode object = JSON.objectNode();
            for (NodeTuple entry : mapping.getValue()) {
                if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                    problems.add(new Problem(file, line(entry.getKeyNode()), pointer, "a key is not a word"));
                    continue;
                }
                String child = pointer + "/" + key.getValue().replace("~", "~0").replace("/", "~1");
                if (object.has(key.getValue())) {
                    problems.add(new Problem(file, line(key), child, "the key is written twice"));
                }
                lines.put(child, line(key));
                object.set(key.getValue(), json(entry.getValueNode(), child));
            }
            return object;
        }

        private static JsonNode scalar(ScalarNode scalar) {
            String text = scalar.getValue();
            boolean plain = scalar.isPlain();
            if (plain && scalar.getTag().equals(Tag.NULL)) {
                return JSON.nullNode();
            }
            if (plain && (text.equals("true") || text.equals("false"))) {
                return JSON.booleanNode(text.equals("true"));
            }
            if (plain && text.matches("-?(0|[1-9][0-9]{0,17})")) {
                BigInteger number = new BigInteger(text);
                return number.bitLength() < Integer.SIZE
                        ? JSON.numberNode(number.intValue())
                        : JSON.numberNode(number.longValue());
            }
            if (plain && text.matches("-?(0|[1-9][0-9]{0,17})\\.[0-9]{1,18}")) {
                return JSON.numberNode(new BigDecimal(text));
            }
            return JSON.textNode(text);
        }

        private static int line(Node node) {
            return node.getStartMark().getLine() + 1;
        }
    }
}
