package dk.samsyn.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HierarchiesTest {
    @TempDir
    private Path folder;

    @Test
    void shippedHierarchiesAreReadWithoutProblems() {
        ConfigProblems problems = new ConfigProblems();
        Hierarchies shipped = Concepts.read(DeclaredTables.repository().resolve("conf/concepts"), problems)
                .hierarchies();

        assertThat(problems.all()).isEmpty();
        assertThat(shipped.byName()).containsKeys("postnr_kommune", "atc_niveau3", "sygdomsgruppe");
        assertThat(ancestor(shipped, "postnr_kommune", "8305")).contains("741");
        assertThat(ancestor(shipped, "postnr_kommune", "1000")).isEmpty();
        assertThat(ancestor(shipped, "atc_niveau3", "A10BA02")).contains("A10B");
        assertThat(ancestor(shipped, "atc_niveau3", "A1")).contains("A1");
    }

    private static Optional<String> ancestor(Hierarchies shipped, String hierarchy, String value) {
        return Optional.ofNullable(shipped.byName().get(hierarchy)).flatMap(known -> known.ancestor(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    hierarchy: x; text: T | x.yaml
                    hierarchy: x; text: T; prefix: 0 | prefix
                    hierarchy: x; text: T; prefix: 2; values: {a: b} | x.yaml
                    hierarchy: x; text: T; values: {} | values
                    hierarchy: x; text: T; values: {a: 1} | values
                    hierarchy: y; text: T; prefix: 2 | has to be called y.yaml
                    hierarchy: x; text: T; prefix: 2; levels: 3 | levels
                    """)
    void whatIsWrongIsSaid(String yaml, String said) throws IOException {
        Files.writeString(folder.resolve("x.yaml"), yaml.replace("; ", "\n"));
        ConfigProblems problems = new ConfigProblems();

        Hierarchies.read(folder, problems);

        assertThat(problems.all()).isNotEmpty().allMatch(problem -> problem.contains(said));
    }

    @Test
    void aMunicipalityHasThreeDigits() throws IOException {
        Files.writeString(
                folder.resolve("postnr_kommune.yaml"),
                "hierarchy: postnr_kommune\ntext: T\nvalues: {\"8000\": \"Aarhus\"}\n");
        ConfigProblems problems = new ConfigProblems();

        Hierarchies.read(folder, problems);

        assertThat(problems.all()).singleElement().asString().contains("three digits");
    }
}
