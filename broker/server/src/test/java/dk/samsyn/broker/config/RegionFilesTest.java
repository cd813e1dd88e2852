package dk.samsyn.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.indicator.Elsewhere;
import dk.samsyn.broker.indicator.Indicator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of other regions are read with their source, or told to be wrong. */
class RegionFilesTest {
    private static final Path CONF = Path.of("..", "..", "conf");
    private static final String FILE = """
            region: aarsrapport-2025
            source: { name: En årsrapport, year: 2025, address: "https://example.org/rapport" }
            figures: [{ indicator: dm-ldl, name: Region A, value: 0.7 }]
            author: a@region.example
            checked_by: b@region.example
            next_review: 2027-06-01
            """;

    @TempDir
    private Path folder;

    private List<Elsewhere> read(String text, boolean inventedToo, ConfigProblems problems) throws IOException {
        Files.writeString(folder.resolve("aarsrapport-2025.yaml"), text);
        List<Indicator> indicators = IndicatorFiles.read(CONF.resolve("indicators"), problems);
        return RegionFiles.read(folder, indicators, inventedToo, problems);
    }

    @Test
    void aFigureHasItsSourceAndYear() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        Elsewhere read = read(FILE, false, problems).get(0);
        problems.throwIfAny();
        assertThat(read.source()).isEqualTo("En årsrapport");
        assertThat(read.year()).isEqualTo(2025);
        assertThat(read.address()).contains("https://example.org/rapport");
        assertThat(read.figures()).containsExactly(new Elsewhere.Figure("dm-ldl", "Region A", 0.7));
        assertThat(read.invented()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            indicator: dm-ldl       | indicator: dm-lld       | /figures/0/indicator: is no indicator
            value: 0.7              | value: 70               | /figures/0/value: is a share: from 0 to 1
            b@region.example        | a@region.example        | /checked_by: must be somebody else than the author
            ', year: 2025'          | ''                      | year
            https://                | http://                 | address
            """)
    void whatIsWrongIsToldAndTheFileIsLeftOut(String right, String wrong, String told) throws IOException {
        ConfigProblems problems = new ConfigProblems();
        assertThat(read(FILE.replace(right, wrong), true, problems)).isEmpty();
        assertThat(String.join(" ", problems.all())).contains(told);
    }

    @Test
    void inventedFiguresAreTheDemosOnly() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        List<Indicator> indicators = IndicatorFiles.read(CONF.resolve("indicators"), problems);
        assertThat(RegionFiles.read(CONF.resolve("regions"), indicators, true, problems))
                .isNotEmpty()
                .allMatch(Elsewhere::invented);
        problems.throwIfAny();
        assertThat(RegionFiles.read(CONF.resolve("regions"), indicators, false, problems))
                .isEmpty();
        assertThat(String.join(" ", problems.all()))
                .contains("/invented: figures are invented: they are for the demo only");
    }

    @Test
    void withoutAFolderThereAreNone() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        assertThat(RegionFiles.read(folder.resolve("none"), List.of(), false, problems))
                .isEmpty();
        problems.throwIfAny();
    }
}
