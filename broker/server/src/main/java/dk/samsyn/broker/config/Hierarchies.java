package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What masks coarsen values by: each hierarchy gives a value its ancestor, from a list or as the value's first characters. Read
 * from {@code conf/concepts/hierarchies/*.yaml}, one file each.
 *
 * @param byName hierarchies by name
 */
public record Hierarchies(Map<String, Hierarchy> byName) {
    /** The hierarchy behind the mask {@code postal_to_municipality}. */
    public static final String MUNICIPALITY_OF_POSTAL_CODE = "postnr_kommune";

    public Hierarchies {
        byName = Map.copyOf(byName);
    }

    /**
     * One hierarchy.
     *
     * @param prefix characters that make the ancestor, or 0 if {@code ancestors} lists them
     * @param ancestors ancestor of each value
     */
    public record Hierarchy(int prefix, Map<String, String> ancestors) {
        public Hierarchy {
            ancestors = Map.copyOf(ancestors);
        }

        /** The value's ancestor; a value that nobody listed has none and is not shown. */
        public Optional<String> ancestor(String value) {
            if (prefix > 0) {
                return Optional.of(value.substring(0, Math.min(prefix, value.length())));
            }
            return Optional.ofNullable(ancestors.get(value));
        }
    }

    /** Reads every file of a directory; without the directory there are none. */
    static Hierarchies read(Path directory, ConfigProblems problems) {
        Map<String, Hierarchy> byName = new HashMap<>();
        if (!Files.isDirectory(directory)) {
            return new Hierarchies(byName);
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                SettingsFile.read(file, "hierarchy", name -> null, problems)
                        .ifPresent(yaml -> add(yaml, SchemaConfig.fileName(file), byName, problems));
            }
        } catch (IOException e) {
            problems.add("concepts/hierarchies", "cannot be read");
        }
        return new Hierarchies(byName);
    }

    private static void add(JsonNode yaml, String file, Map<String, Hierarchy> byName, ConfigProblems problems) {
        String name = yaml.get("hierarchy").asText();
        Map<String, String> ancestors = new HashMap<>();
        yaml.path("values")
                .fields()
                .forEachRemaining(e -> ancestors.put(e.getKey(), e.getValue().asText()));
        if (!file.equals(name + ".yaml")) {
            problems.add(file, "holds hierarchy " + name + " and has to be called " + name + ".yaml");
        }
        if (name.equals(MUNICIPALITY_OF_POSTAL_CODE)
                && !ancestors.values().stream().allMatch(code -> code.matches("\\d{3}"))) {
            problems.add(file, "gives municipalities, which have three digits");
        }
        byName.put(name, new Hierarchy(yaml.path("prefix").asInt(0), ancestors));
    }
}
