package dk.samsyn.broker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.IndicatorFiles;
import dk.samsyn.broker.config.ReportFiles;
import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.Report;
import dk.samsyn.broker.portal.outreach.Criterion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final Pattern TEXT = Pattern.compile("\"([^\"]+)\" \\| t\\b");
    private static final Path TEMPLATES =
            Path.of("src", "main", "resources", "dk", "samsyn", "broker", "portal", "templates");

    @Test
    void everyTextOfATemplateHasEnglish() throws IOException {
        Texts texts = new Texts();
        TreeSet<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher text = TEXT.matcher(Files.readString(file));
                while (text.find()) {
                    if (!texts.knows(text.group(1))) {
                        missing.add(text.group(1));
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyChoiceOfAGroupHasEnglish() {
        Texts texts = new Texts();
        assertThat(Criterion.ALL.stream()
                        .flatMap(one -> Stream.concat(
                                Stream.of(one.label()), one.choices().stream().map(Criterion.Choice::label)))
                        .filter(text -> !texts.knows(text)))
                .isEmpty();
    }

    /** Titles and helping sentences of reports are their own Danish texts. */
    @Test
    void everyHeadingOfAReportHasEnglish() throws IOException {
        Path conf = Path.of("..", "..", "conf");
        ConfigProblems problems = new ConfigProblems();
        Concepts concepts = Concepts.read(conf.resolve("concepts"), problems);
        Texts texts = new Texts();
        List<Report> reports = ReportFiles.read(conf.resolve("reports"), concepts, problems);
        assertThat(problems.all()).isEmpty();
        assertThat(reports).isNotEmpty().allMatch(report -> report.english().isPresent());
        assertThat(reports.stream()
                        .flatMap(report -> report.parts().stream())
                        .flatMap(part -> Stream.concat(
                                part.groups().stream().map(Report.Group::label),
                                part.numbers().stream().map(Report.Measure::label)))
                        .filter(text -> !texts.knows(text)))
                .isEmpty();
    }

    @Test
    void everyIndicatorSaysInEnglishWhatItIsAbout() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        List<Indicator> indicators = IndicatorFiles.read(Path.of("..", "..", "conf", "indicators"), problems);
        assertThat(problems.all()).isEmpty();
        assertThat(indicators).isNotEmpty().allSatisfy(one -> assertThat(one.in("en"))
                .satisfies(english -> assertThat(english.title()).isNotEqualTo(one.title()))
                .satisfies(english -> assertThat(english.about().why())
                        .isNotEqualTo(one.about().why())));
    }

    @Test
    void whatIsNotTranslatedStaysDanish() {
        assertThat(new Texts().of("Noget, ingen har oversat", "en")).isEqualTo("Noget, ingen har oversat");
    }
}
