package dk.samsyn.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.policy.ColumnClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A column that holds a source's own key is classed as one, and nobody declares it as something to count by. */
class SourceKeysTest {
    private static final String BEFORE = "  kontakt:\n    rows: event\n    columns:\n";

    @TempDir
    private Path folder;

    @Test
    void everyKeyColumnOfTheSchemaIsClassedAsAKey() {
        assertThat(DeclaredTables.all())
                .flatMap(table -> table.columns().stream()
                        .filter(column ->
                                column.name().endsWith("_id") && !column.name().equals("org_id"))
                        .filter(column -> column.columnClass() != ColumnClass.SOURCE_KEY)
                        .map(column -> table.name() + "." + column.name())
                        .toList())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kontakt_id: { kind: category, values: any }", "kilde_id: { kind: code, prefixes: [3] }"})
    void aKeyThatCouldBeCountedByIsAProblem(String declared) throws IOException {
        assertThat(problems("")).isEmpty();
        assertThat(problems("      " + declared + "\n")).contains("nobody may count by");
    }

    private String problems(String declared) throws IOException {
        Path conf = DeclaredTables.repository().resolve("conf");
        String text = Files.readString(conf.resolve("measures/columns.yaml"));
        assertThat(text).contains(BEFORE);
        Files.writeString(folder.resolve("columns.yaml"), text.replace(BEFORE, BEFORE + declared));
        ConfigProblems problems = new ConfigProblems();
        MeasuresFile.read(
                folder,
                SchemaConfig.read(conf.resolve("schema"), problems),
                Concepts.read(conf.resolve("concepts"), problems),
                problems);
        try {
            problems.throwIfAny();
            return "";
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
