package dk.samsyn.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.indicator.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports are read whole or told to be wrong, with file and path. */
class ReportFilesTest {
    private static final String REPORT = """
            report: proeve
            version: 1
            title: En prøve
            why: For at prøve.
            parts:
              - title: Forløb
                help: Efter forløbets art.
                groups: { fsiii_begreb: { label: Forløb, words: "concepts:fsiii" } }
                numbers: { borgere: Borgere }
                sql: SELECT fsiii_begreb, COUNT(DISTINCT pid) AS borgere FROM kommunal_indsats WHERE start_dato >= :start AND start_dato < :end GROUP BY fsiii_begreb
            author: a@region.example
            checked_by: b@region.example
            next_review: 2027-06-01
            """;

    @TempDir
    private Path folder;

    @Test
    void aPartHasItsStatementForAPeriodAndWordsForItsGroups() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        Report report = read(REPORT, problems).get(0);
        problems.throwIfAny();
        Report.Part part = report.parts().get(0);
        assertThat(part.sql(LocalDate.of(2026, 10, 1)))
                .contains("start_dato >= DATE '2025-10-01' AND start_dato < DATE '2026-10-01'");
        assertThat(part.groups().get(0).words()).containsEntry("KOSTVEJLEDNING", "Kostvejledning");
        assertThat(report.roles()).containsExactlyInAnyOrder("kommunal_planlaegger", "regional_analytiker");
    }

    @Test
    void aReportHasItsTextsInEnglishIfSomebodyHasWrittenThem() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        String english = "english: { title: A try, why: To try., parts: [{ title: Courses, help: By kind. }] }\n";
        Report report = read(REPORT + english, problems).get(0);
        problems.throwIfAny();
        assertThat(report.in("en").title()).isEqualTo("A try");
        assertThat(report.in("en").parts().get(0).title()).isEqualTo("Courses");
        assertThat(report.in("en").parts().get(0).statement())
                .isEqualTo(report.parts().get(0).statement());
        assertThat(report.in("da").title()).isEqualTo("En prøve");
        assertThat(read(REPORT, new ConfigProblems()).get(0).in("en").title()).isEqualTo("En prøve");
    }

    @Test
    void englishForAnotherNumberOfTablesIsTold() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        String english =
                "english: { title: A try, why: To try., parts: [{ title: A, help: B }, { title: C, help: D }] }\n";
        assertThat(read(REPORT + english, problems)).isEmpty();
        assertThat(problems.all().toString()).contains("/english/parts", "as many as there are parts: 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            b@region.example        | a@region.example      | /checked_by: must be somebody else than the author
            2027-06-01              | 2027-06-31            | /next_review: is no date
            concepts:fsiii          | concepts:findesikke   | /parts/0/groups/fsiii_begreb/words: names no group
            numbers: { borgere: Borgere } | numbers: {}     | /parts/0/numbers
            version: 1              | hvad: 1               | /hvad
            """)
    void whatIsWrongIsToldWithItsPlace(String right, String wrong, String told) throws IOException {
        ConfigProblems problems = new ConfigProblems();
        assertThat(read(REPORT.replace(right, wrong), problems)).isEmpty();
        assertThat(String.join("\n", problems.all())).contains("reports/proeve.yaml", told);
    }

    @Test
    void aBrokerWithoutReportsHasNone() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        assertThat(ReportFiles.read(folder.resolve("nothing"), concepts(problems), problems))
                .isEmpty();
        problems.throwIfAny();
    }

    private List<Report> read(String yaml, ConfigProblems problems) throws IOException {
        Files.writeString(folder.resolve("proeve.yaml"), yaml);
        return ReportFiles.read(folder, concepts(problems), problems);
    }

    private static Concepts concepts(ConfigProblems problems) {
        return Concepts.read(root().resolve("conf/concepts"), problems);
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(here.resolve("conf"))) {
            here = Objects.requireNonNull(here.getParent());
        }
        return here;
    }
}
