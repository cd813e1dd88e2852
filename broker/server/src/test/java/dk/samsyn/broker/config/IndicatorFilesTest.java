package dk.samsyn.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorSql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Indicators are read whole or told to be wrong, and each becomes one statement. */
class IndicatorFilesTest {
    private static final LocalDate END = LocalDate.of(2026, 10, 1);

    @TempDir
    private Path folder;

    @Test
    void allThatAreShippedAreReadAndCompile() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        List<Indicator> shipped = IndicatorFiles.read(root().resolve("conf/indicators"), problems);
        problems.throwIfAny();

        assertThat(shipped).hasSizeGreaterThanOrEqualTo(20);
        assertThat(shipped)
                .allSatisfy(indicator -> assertThat(new IndicatorSql(indicator, END).by(IndicatorSql.By.KOMMUNE))
                        .startsWith("SELECT ")
                        .contains("naevner", "taeller", "kommunekode")
                        .doesNotContain(":start", ":end"));
    }

    @Test
    void nobodyChecksTheOwnIndicator() throws IOException {
        String shipped = Files.readString(root().resolve("conf/indicators/dm-ldl.yaml"));
        Files.writeString(folder.resolve("dm-ldl.yaml"), shipped.replace("bo.steward", "anne.steward"));
        ConfigProblems problems = new ConfigProblems();

        assertThat(IndicatorFiles.read(folder, problems)).isEmpty();
        assertThat(String.join(" ", problems.all())).contains("checked_by");
    }

    @Test
    void aReasonStandsInBothLanguagesOrInNone() throws IOException {
        String shipped = Files.readString(root().resolve("conf/indicators/dm-ldl.yaml"));
        Files.writeString(folder.resolve("dm-ldl.yaml"), shipped.replaceFirst("\\nwhy: .*", ""));
        ConfigProblems problems = new ConfigProblems();

        assertThat(IndicatorFiles.read(folder, problems)).isEmpty();
        assertThat(String.join(" ", problems.all())).contains("/english/why");
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("conf"))) {
            here = java.util.Objects.requireNonNull(here.getParent());
        }
        return here;
    }
}
