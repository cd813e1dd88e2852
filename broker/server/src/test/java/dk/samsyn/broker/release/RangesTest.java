package dk.samsyn.broker.release;

import static dk.samsyn.broker.release.Cells.persons;
import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * T6 on a difference, which the ledger does not see. A range and the same range with one more group beside it differ by the group;
 * other ranges and the same with what one more condition leaves of the group differ by that. No two of all these are nearly alike,
 * and the noise of each is drawn anew, so the means of both differences are as good as there are ranges, and their difference is
 * the one person whom the condition leaves out.
 */
class RangesTest {
    private static final int TRIALS = 2_000;
    private static final int FEW_TRIALS = 200;
    private static final int RANGES = 100;
    private static final int IN_RANGE = 40;
    private static final int IN_GROUP = 20;

    /**
     * The residual of rule 23 as a function of how many ranges are answered: the goal of 0.10 takes four. The default is 16; the
     * analysts' page has the table.
     */
    @ParameterizedTest
    @CsvSource({"16, 0.26", "8, 0.21", "4, 0.15"})
    void whoeverAsksForManyRangesLearnsLittleOfTheOneWhoIsLeftOut(int ranges, double limit, TestReporter reporter) {
        Guesses guarded = guessed(RuleSet.ALL, ranges, TRIALS);
        Goals.attack(reporter, "T6, one person by two families of ranges, budget of " + ranges, guarded);
        assertThat(guarded.improvementAtMost()).as(guarded.toString()).isLessThan(limit);
    }

    @Test
    void withoutBudgetsManyRangesTellOfTheOneWhoIsLeftOut() {
        assertThat(guessed(RuleSet.without(Rule.BUDGET), 16, FEW_TRIALS).improvementAtLeast())
                .isGreaterThan(0.50);
    }

    private static Guesses guessed(RuleSet rules, int ranges, int trials) {
        Guesses guesses = new Guesses(0.5);
        for (int trial = 0; trial < trials; trial++) {
            boolean in = trial % 2 == 0;
            double[] sum = new double[2];
            int[] differences = new int[2];
            ReleaseControl control = Cells.control(rules)
                    .under(new BudgetLimits(20_000, Map.of(), 8, ranges, BudgetLimits.DEFAULT.population()));
            try {
                for (int i = 0; i < 2 * RANGES; i++) {
                    int first = trial * 100_000 + 100 + i * IN_RANGE;
                    Map<String, Double> range = persons(first, first + IN_RANGE, 1);
                    // Another draw of noise in each trial: with one for all, it is a bias that hides what is gained.
                    String label = "range " + i + " of " + trial;
                    double without = Cells.ranged(control, range, label).orElseThrow();
                    range.putAll(persons(trial * 100_000, trial * 100_000 + IN_GROUP, 1));
                    if (in && i % 2 == 0) {
                        range.put("victim " + trial, 1.0);
                    }
                    sum[i % 2] +=
                            Cells.ranged(control, range, "longer " + label).orElseThrow() - without;
                    differences[i % 2]++;
                }
            } catch (QueryException e) {
                assertThat(e.errorCode()).isEqualTo(ErrorCode.BUDGET_RULE);
            }
            guesses.add(sum[0] / differences[0] - sum[1] / differences[1] > 0.5 == in);
        }
        return guesses;
    }
}
