package dk.samsyn.broker.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.Concepts;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.ReportFiles;
import dk.samsyn.broker.indicator.Report;
import dk.samsyn.broker.release.RuleSet;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every table of every shipped report is answered for whom it is offered, and its numbers of persons are the truth of the same
 * statement as the test principal sees it, within the noise: at most 5 in each of two layers, and 5 standard deviations of the third.
 */
class ReportNumbersTest {
    private static final LocalDate END = LocalDate.of(2026, 10, 1);

    private static final double DEVIATIONS = 5;
    private static final Set<String> PERSONS = Set.of("borgere", "boern");

    static Stream<Arguments> parts() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        Concepts concepts = Concepts.read(Lille.root().resolve("conf/concepts"), problems);
        List<Report> reports = ReportFiles.read(Lille.root().resolve("conf/reports"), concepts, problems);
        problems.throwIfAny();
        assertThat(reports).hasSizeGreaterThanOrEqualTo(8);
        return reports.stream()
                .flatMap(r -> r.parts().stream().map(part -> Arguments.of(r.id(), part.title(), r, part)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("parts")
    void eachTableIsTheTruthWithinTheNoise(String id, String title, Report report, Report.Part part) {
        String sql = part.sql(END);
        Map<List<@Nullable Object>, Map<String, Double>> truth = persons(part, Lille.get().queries, Lille.alt(), sql);
        Map<List<@Nullable Object>, Map<String, Double>> released =
                persons(part, Lille.get().withEmptyLedger(RuleSet.ALL), Users.analyst(1), sql);
        assertThat(released).isNotEmpty();
        released.forEach((group, numbers) -> numbers.forEach((column, number) -> {
            double exact = truth.getOrDefault(group, Map.of()).getOrDefault(column, 0.0);
            assertThat(number)
                    .as("%s of %s", column, group)
                    .isCloseTo(exact, within(10 + DEVIATIONS * 0.12 * Math.sqrt(exact)));
        }));
        if (report.roles().contains("kommunal_planlaegger")) {
            persons(part, Lille.get().withEmptyLedger(RuleSet.ALL), Users.planner(), sql);
        }
    }

    /** Numbers of persons by group; an answer that lacks a column of the report fails here. */
    private static Map<List<@Nullable Object>, Map<String, Double>> persons(
            Report.Part part, QueryService queries, Session session, String sql) {
        Map<List<@Nullable Object>, Map<String, Double>> read = new HashMap<>();
        try (QueryAnswer answer = queries.run(session, QueryRequest.of(sql))) {
            List<String> columns =
                    answer.columns().stream().map(ResultColumn::name).toList();
            while (answer.next()) {
                @Nullable Object[] row = answer.row();
                List<@Nullable Object> group = new ArrayList<>();
                part.groups().forEach(g -> group.add(row[columns.indexOf(g.column())]));
                Map<String, Double> numbers = new HashMap<>();
                for (Report.Measure number : part.numbers()) {
                    if (row[columns.indexOf(number.column())] instanceof Number value
                            && PERSONS.contains(number.column())) {
                        numbers.put(number.column(), value.doubleValue());
                    }
                }
                read.put(group, numbers);
            }
        }
        return read;
    }
}
