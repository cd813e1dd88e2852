package dk.samsyn.broker.config;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.release.BudgetLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Budgets are a reviewed file: read whole, or told to be wrong with line and field. */
class BudgetsFileTest {
    private static final String FILE = """
            version: 1
            author: a@region.example
            checked_by: b@region.example
            next_review: 2027-06-01
            account:
              answers_per_day: 300
              answers_per_day_for: { forskning: 50 }
            set:
              columns_per_quarter: 3
              lists_per_quarter: 5
            population:
              answers_per_quarter:
                everybody: 900
                one: 400
                two: 100
              of_one_organisation:
                everybody: 500
                one: 300
                two: 90
            """;

    @TempDir
    private Path folder;

    @Test
    void aBrokerHasTheLimitsOfItsFile() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        assertThat(read(FILE, problems))
                .isEqualTo(new BudgetLimits(
                        300,
                        Map.of("forskning", 50L),
                        3,
                        5,
                        new BudgetLimits.Population(900, 400, 100),
                        new BudgetLimits.Population(500, 300, 90)));
        problems.throwIfAny();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            answers_per_day: 300    | answers_per_day: 0      | budgets.yaml:6 /account/answers_per_day: must have a minimum value of 1
            answers_per_day: 300    | answers_per_day: many   | budgets.yaml:6 /account/answers_per_day: string found, integer expected
            lists_per_quarter: 5    | lists_per_quater: 5     | budgets.yaml:10 /set/lists_per_quater: property 'lists_per_quater' is not defined
            lists_per_quarter: 5    | x: 5                    | /set/lists_per_quarter: required property 'lists_per_quarter' not found
            columns_per_quarter: 3  | columns_per_quarter: -1 | budgets.yaml:9 /set/columns_per_quarter
            forskning: 50           | forskninq: 50           | budgets.yaml:7 /account/answers_per_day_for/forskninq: is no purpose; there are behandling
            forskning: 50           | forskning: 0            | budgets.yaml:7 /account/answers_per_day_for/forskning: must have a minimum value of 1
            one: 400                | one: 901                | budgets.yaml:14 /population/answers_per_quarter/one: is above everybody
            two: 100                | two: 401                | budgets.yaml:15 /population/answers_per_quarter/two: is above one
            two: 100                | two: 99999999           | budgets.yaml:15 /population/answers_per_quarter/two: must have a maximum
            one: 300                | one: 501                | budgets.yaml:18 /population/of_one_organisation/one: is above everybody
            two: 90                 | two: 101                | budgets.yaml:19 /population/of_one_organisation/two: is above the number for all
            b@region.example        | a@region.example        | budgets.yaml:3 /checked_by: must be somebody else
            """)
    void whatIsWrongIsToldWithItsPlace(String right, String wrong, String told) throws IOException {
        ConfigProblems problems = new ConfigProblems();
        read(FILE.replace(right, wrong), problems);
        assertThat(String.join("\n", problems.all())).contains(told);
    }

    @Test
    void aBrokerWithoutTheFileHasTheDefaults() {
        ConfigProblems problems = new ConfigProblems();
        assertThat(BudgetsFile.read(folder, problems)).isEqualTo(BudgetLimits.DEFAULT);
        problems.throwIfAny();
    }

    /** The shipped file is what holds without one, and the analysts' page tells its numbers. */
    @Test
    void theShippedFileIsWhatTheAnalystsPageTells() throws IOException {
        ConfigProblems problems = new ConfigProblems();
        Path conf = DeclaredTables.repository().resolve("conf");
        BudgetLimits shipped = BudgetsFile.read(conf, problems);
        problems.throwIfAny();
        assertThat(shipped).isEqualTo(BudgetLimits.DEFAULT);
        String page = Files.readString(conf.resolve("workload/README.md"));
        BudgetLimits.Population population = shipped.population();
        assertThat(page)
                .contains(
                        number(shipped.answersPerDay()) + " new numbers a day",
                        shipped.columnsPerQuarter() + " columns and " + shipped.listsPerQuarter() + " lists",
                        number(population.everybody()) + " about everybody",
                        number(population.one()) + " about those with one value",
                        number(population.two()) + " about those with two",
                        number(shipped.organisation().everybody()) + ", "
                                + number(shipped.organisation().one()) + " and "
                                + number(shipped.organisation().two()) + " of these for one organisation");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private BudgetLimits read(String text, ConfigProblems problems) throws IOException {
        Files.writeString(folder.resolve("budgets.yaml"), text);
        return BudgetsFile.read(folder, problems);
    }
}
