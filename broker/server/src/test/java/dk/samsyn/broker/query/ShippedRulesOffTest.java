package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dk.samsyn.broker.config.CaseAnswer;
import dk.samsyn.broker.config.CaseFiles;
import dk.samsyn.broker.config.CaseRunner;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.PolicyCase;
import dk.samsyn.broker.config.PolicyFiles;
import dk.samsyn.broker.config.SchemaConfig;
import dk.samsyn.broker.policy.PolicyEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each shipped policy and each named condition is switched off in turn: at least one shipped case turns red. */
@Tag("nightly")
class ShippedRulesOffTest {
    private static final Path SHIPPED = Lille.root().resolve("policies");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> withoutThePolicyACaseIsRed() throws IOException {
        try (Stream<Path> files = Files.list(SHIPPED)) {
            return files
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".policy.yaml"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(name -> DynamicTest.dynamicTest(name, () -> {
                        Path copy = copy();
                        Files.delete(copy.resolve(name));
                        assertThat(red(copy, name)).isTrue();
                    }));
        }
    }

    /** A condition that is off is met by everybody; a block that is off by nobody. */
    @TestFactory
    Stream<DynamicTest> withoutTheConditionACaseIsRed() throws IOException {
        List<String> names = new ArrayList<>();
        new YAMLMapper()
                .readTree(SHIPPED.resolve("conditions.yaml").toFile())
                .path("conditions")
                .fieldNames()
                .forEachRemaining(names::add);
        return names.stream()
                .map(name -> DynamicTest.dynamicTest(
                        name, () -> assertThat(red(without(name), name)).isTrue()));
    }

    private Path without(String condition) throws IOException {
        Path copy = copy();
        Path file = copy.resolve("conditions.yaml");
        JsonNode tree = new YAMLMapper().readTree(file.toFile());
        ObjectNode one = (ObjectNode) tree.path("conditions").path(condition);
        String met = condition.equals("blocked") ? ":pid IS NULL" : ":pid IS NOT NULL";
        for (JsonNode parameter : one.path("parameters")) {
            met += parameter.asText().equals("pid") ? "" : " AND :" + parameter.asText() + " IS NOT NULL";
        }
        one.put("sql", met);
        new YAMLMapper().writeValue(file.toFile(), tree);
        return copy;
    }

    private Path copy() throws IOException {
        Path copy = Files.createTempDirectory(folder, "policies");
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    /**
     * Whether a case turns red.
     *
     * @param rule file name or condition; cases beside policies that name it are tried first
     */
    private static boolean red(Path policies, String rule) {
        Lille lille = Lille.get();
        ConfigProblems problems = new ConfigProblems();
        SchemaConfig schema = SchemaConfig.read(Lille.root().resolve("conf/schema"), problems);
        PolicyEngine engine = new PolicyEngine(PolicyFiles.read(policies, PolicyFiles.declared(schema), problems));
        List<PolicyCase> cases = CaseFiles.read(SHIPPED, problems);
        problems.throwIfAny();
        QueryService queries = lille.queries.under(engine, lille.audit);
        CaseRunner runner = new CaseRunner((session, sql) -> {
            List<String> columns = queries.prepare(session, sql).columns().stream()
                    .map(ResultColumn::name)
                    .toList();
            return new CaseAnswer(
                    columns,
                    Lille.rows(queries, session, sql).stream()
                            .map(row -> Collections.unmodifiableList(Arrays.asList(row)))
                            .toList());
        });
        return cases.stream()
                .sorted(Comparator.comparing(one -> !isAbout(one, rule)))
                .anyMatch(one -> runner.run(List.of(one)).get(0).failure().isPresent());
    }

    private static boolean isAbout(PolicyCase one, String rule) {
        Path policy =
                SHIPPED.resolve(Path.of(one.file()).getFileName().toString().replace(".cases.", ".policy."));
        try {
            return policy.endsWith(rule)
                    || (Files.exists(policy) && Files.readString(policy).contains(rule + "("));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
