package dk.samsyn.broker.config;

import com.fasterxml.jackson.databind.JsonNode;
import dk.samsyn.broker.policy.ConditionException;
import dk.samsyn.broker.policy.GovernedTable;
import dk.samsyn.broker.policy.NamedCondition;
import dk.samsyn.broker.policy.NamedConditions;
import dk.samsyn.broker.policy.Policy;
import dk.samsyn.broker.policy.SqlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a directory of policies: {@code roles.yaml} (the roles a policy may name), {@code conditions.yaml} (named conditions)
 * and every {@code *.policy.yaml} below it, one or more policies each.
 */
public final class PolicyFiles {
    private PolicyFiles() {}

    /**
     * The policies, by file and place, named conditions opened. With any problem the list is not to be used.
     *
     * @param directory the directory
     * @param declared all declared governed tables ({@link #declared}), whether or not a source fills them: a policy may name
     *     a table that has no source yet
     * @param all receives every problem of every file, with file, line and path
     */
    public static List<Policy> read(Path directory, List<GovernedTable> declared, ConfigProblems all) {
        return read(directory, declared, ConditionProof.NONE, all);
    }

    /** The same with proof of every condition. */
    public static List<Policy> read(
            Path directory, List<GovernedTable> declared, ConditionProof proof, ConfigProblems all) {
        Problems problems = new Problems();
        TablesOfSchema schema = new TablesOfSchema(declared);
        Set<String> roles = roles(directory, problems);
        ConditionCheck conditions = new ConditionCheck(conditions(directory, problems), schema, proof);
        FileSchema policySchema = FileSchema.of("policy");
        List<Policy> policies = new ArrayList<>();
        Map<String, String> fileById = new HashMap<>();
        for (Path file : files(directory, ".policy.yaml", problems)) {
            for (YamlDocument document : YamlDocument.readAll(file, name(directory, file), problems)) {
                if (!policySchema.accepts(document, problems)) {
                    continue;
                }
                String id = document.root().get("policy").asText();
                String other = fileById.putIfAbsent(id, document.file());
                if (other != null) {
                    problems.add(document, "/policy", "policy " + id + " is also in " + other);
                }
                new PolicyReader(document, roles, schema, conditions, problems)
                        .read()
                        .ifPresent(policies::add);
            }
        }
        if (fileById.isEmpty() && problems.count() == 0) {
            problems.add(
                    new Problem(String.valueOf(directory.getFileName()), 0, "", "no policy: nobody may see anything"));
        }
        problems.reportTo(all);
        return List.copyOf(policies);
    }

    /** The tables of a schema as policies see them, whether or not a source fills them. */
    public static List<GovernedTable> declared(SchemaConfig schema) {
        return GovernedTables.of(schema);
    }

    private static Set<String> roles(Path directory, Problems problems) {
        Set<String> roles = new HashSet<>();
        for (YamlDocument document : single(directory, "roles", problems)) {
            document.root().get("roles").fieldNames().forEachRemaining(roles::add);
        }
        return roles;
    }

    private static NamedConditions conditions(Path directory, Problems problems) {
        List<NamedCondition> conditions = new ArrayList<>();
        for (YamlDocument document : single(directory, "conditions", problems)) {
            Iterator<String> names = document.root().get("conditions").fieldNames();
            while (names.hasNext()) {
                String name = names.next();
                JsonNode node = document.root().get("conditions").get(name);
                String sql = node.get("sql").asText();
                try {
                    SqlText.of(sql).tables();
                    conditions.add(new NamedCondition(name, PolicyReader.texts(node.get("parameters")), sql));
                } catch (ConditionException e) {
                    problems.add(document, "/conditions/" + name + "/sql", e.sentence());
                }
            }
        }
        return new NamedConditions(conditions);
    }

    /** The document of a file that the directory has at most once. */
    private static List<YamlDocument> single(Path directory, String kind, Problems problems) {
        Path file = directory.resolve(kind + ".yaml");
        if (!Files.exists(file)) {
            return List.of();
        }
        FileSchema schema = FileSchema.of(kind);
        return YamlDocument.readAll(file, name(directory, file), problems).stream()
                .filter(document -> schema.accepts(document, problems))
                .toList();
    }

    /** Files below a directory whose names end so, in order. */
    static List<Path> files(Path directory, String ending, Problems problems) {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(file -> file.toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            problems.add(new Problem(String.valueOf(directory.getFileName()), 0, "", "the directory cannot be read"));
            return List.of();
        }
    }

    /** Name of a file for messages: its path below the directory. */
    static String name(Path directory, Path file) {
        return directory.relativize(file).toString();
    }
}
