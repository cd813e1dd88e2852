package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The broker's own disease and analysis groups: which codes of which code system mean which concept. Read from {@code
 * conf/concepts/*.yaml}; a code ending in {@code *} stands for every code that starts so, and the longest match wins.
 */
public final class Concepts {
    private final Map<Key, Map<String, String>> exact = new HashMap<>();
    private final Map<Key, List<Prefix>> prefixes = new HashMap<>();
    private final Map<String, Map<String, String>> texts = new HashMap<>();
    private Hierarchies hierarchies = new Hierarchies(Map.of());

    private record Key(String group, String system) {}

    private record Prefix(String prefix, String concept) {}

    /** A code or, if {@code prefix}, the start of codes. */
    public record CodePattern(String text, boolean prefix) {}

    /** Reads every file of a directory. */
    public static Concepts read(Path directory, ConfigProblems problems) {
        Concepts concepts = new Concepts();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                String where = "concepts/" + SchemaConfig.fileName(file);
                try {
                    concepts.add(new YAMLMapper().readTree(Files.readString(file)), where, problems);
                } catch (IOException e) {
                    problems.add(where, "is not YAML");
                }
            }
        } catch (IOException e) {
            problems.add("concepts", "cannot be read");
        }
        concepts.hierarchies = Hierarchies.read(directory.resolve("hierarchies"), problems);
        return concepts;
    }

    /** What masks coarsen values by. */
    public Hierarchies hierarchies() {
        return hierarchies;
    }

    private void add(JsonNode root, String where, ConfigProblems problems) {
        String group = root.path("group").asText();
        if (group.isEmpty() || !root.path("concepts").isObject()) {
            problems.add(where, "expected group and concepts");
            return;
        }
        root.path("concepts").fields().forEachRemaining(concept -> {
            String text = concept.getValue().path("text").asText(concept.getKey());
            texts.computeIfAbsent(group, g -> new LinkedHashMap<>()).put(concept.getKey(), text);
            concept.getValue().path("codes").fields().forEachRemaining(system -> system.getValue()
                    .forEach(code -> add(group, system.getKey(), code.asText(), concept.getKey(), where, problems)));
        });
    }

    private void add(String group, String system, String code, String concept, String where, ConfigProblems problems) {
        Key key = new Key(group, system);
        if (code.endsWith("*")) {
            prefixes.computeIfAbsent(key, k -> new ArrayList<>())
                    .add(new Prefix(code.substring(0, code.length() - 1), concept));
            return;
        }
        String other = exact.computeIfAbsent(key, k -> new HashMap<>()).put(code, concept);
        if (other != null && !other.equals(concept)) {
            problems.add(where, system + " " + code + " stands under both " + other + " and " + concept);
        }
    }

    /** What a group's concepts are called in Danish, by name, in the file's order. */
    public Map<String, String> texts(String group) {
        return Collections.unmodifiableMap(texts.getOrDefault(group, Map.of()));
    }

    /** Names of a group's concepts. */
    public Set<String> names(String group) {
        Set<String> names = new TreeSet<>();
        exact.forEach((key, codes) -> {
            if (key.group().equals(group)) {
                names.addAll(codes.values());
            }
        });
        prefixes.forEach((key, codes) -> {
            if (key.group().equals(group)) {
                codes.forEach(code -> names.add(code.concept()));
            }
        });
        return names;
    }

    /** The concept of a code, if it has one. Several systems, joined by {@code |}, are looked through in order. */
    public Optional<String> of(String group, String system, String code) {
        int bar = system.indexOf('|');
        if (bar < 0) {
            return ofOne(group, system, code);
        }
        Optional<String> first = ofOne(group, system.substring(0, bar), code);
        return first.isPresent() ? first : of(group, system.substring(bar + 1), code);
    }

    private Optional<String> ofOne(String group, String system, String code) {
        Key key = new Key(group, system);
        String found = exact.getOrDefault(key, Map.of()).get(code);
        if (found != null) {
            return Optional.of(found);
        }
        int longest = -1;
        Optional<String> best = Optional.empty();
        for (Prefix prefix : prefixes.getOrDefault(key, List.of())) {
            if (prefix.prefix().length() > longest && code.startsWith(prefix.prefix())) {
                longest = prefix.prefix().length();
                best = Optional.of(prefix.concept());
            }
        }
        return best;
    }

    /**
     * Codes that mean a concept, or nothing if a code pattern of another concept overlaps them, so that membership could not
     * be told from the patterns alone. Several systems, joined by {@code |}, give the codes of all; no two of them may use the
     * same code for different concepts.
     */
    public Optional<List<CodePattern>> codes(String group, String system, String concept) {
        List<CodePattern> all = new ArrayList<>();
        for (String one : system.split("\\|", -1)) {
            Optional<List<CodePattern>> codes = codesOfOne(group, one, concept);
            if (codes.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(codes.get());
        }
        return Optional.of(List.copyOf(all));
    }

    private Optional<List<CodePattern>> codesOfOne(String group, String system, String concept) {
        Key key = new Key(group, system);
        List<CodePattern> codes = new ArrayList<>();
        exact.getOrDefault(key, Map.of()).forEach((code, c) -> {
            if (c.equals(concept)) {
                codes.add(new CodePattern(code, false));
            }
        });
        for (Prefix mine : prefixes.getOrDefault(key, List.of())) {
            if (!mine.concept().equals(concept)) {
                continue;
            }
            codes.add(new CodePattern(mine.prefix(), true));
            boolean overlaps = prefixes.getOrDefault(key, List.of()).stream()
                            .anyMatch(p ->
                                    !p.concept().equals(concept) && p.prefix().startsWith(mine.prefix()))
                    || exact.getOrDefault(key, Map.of()).entrySet().stream()
                            .anyMatch(e ->
                                    !e.getValue().equals(concept) && e.getKey().startsWith(mine.prefix()));
            if (overlaps) {
                return Optional.empty();
            }
        }
        codes.sort(java.util.Comparator.comparing(CodePattern::text));
        return Optional.of(List.copyOf(codes));
    }
}
