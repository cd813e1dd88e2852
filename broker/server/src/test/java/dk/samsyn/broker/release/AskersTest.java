package dk.samsyn.broker.release;

import static dk.samsyn.broker.release.Cells.persons;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One ledger for all who ask (rule 13, T12): what they know together is no more than what each was told, and nobody is told
 * through it what only others may see.
 */
class AskersTest {
    private static final int TRIALS = 1_000;

    /** The number of persons, to somebody who may see groups from a number of persons on. */
    private static OptionalDouble count(
            ReleaseControl control, Map<String, Double> persons, String account, int minimum) {
        GateSpec plain = Cells.one(GateSpec.Statistic.PERSONS, null, account + persons.size());
        GateSpec spec = new GateSpec(
                plain.dimensions(), plain.groupSets(), false, plain.measures(), plain.outputs(), plain.cell(), minimum);
        PersonRows rows = control.collect(spec);
        persons.keySet().forEach(person -> rows.add(new Object[] {person, 1L}));
        Charge charge = new Charge("query", account, "version", LocalDate.of(2026, 11, 23), Set.of());
        return Cells.number(control.release(rows, spec, charge));
    }

    /** Sensitive groups and policies with a number of their own: the planner asks before the analyst, or after. */
    @ParameterizedTest
    @CsvSource({"10, true", "10, false", "20, true", "20, false"})
    void anAnswerAboutASmallGroupIsNotGivenToWhoeverMaySeeLargeOnesOnly(int minimum, boolean before) {
        int shown = 0;
        for (int i = 0; i < 200; i++) {
            ReleaseControl control = Cells.control();
            Map<String, Double> group = persons(100 * i, 100 * i + minimum - 1, 1);
            OptionalDouble first = count(control, group, "one", before ? minimum : 5);
            OptionalDouble second = count(control, group, "other", before ? 5 : minimum);
            assertThat(before ? first : second).isEmpty();
            shown += (before ? second : first).isPresent() ? 1 : 0;
        }
        assertThat(shown).as("answers to whoever may see small groups").isGreaterThan(190);
    }

    /** Where the group is large enough for both they are told one number, whoever asks first. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLargeGroupHasOneNumberForBoth(boolean before) {
        for (int i = 0; i < 100; i++) {
            ReleaseControl control = Cells.control();
            OptionalDouble first = count(control, persons(100 * i, 100 * i + 40, 1), "one", before ? 20 : 5);
            OptionalDouble second = count(control, persons(100 * i + 1, 100 * i + 40, 1), "other", before ? 5 : 20);
            assertThat(first).isPresent();
            assertThat(second).isEqualTo(first);
        }
    }

    /** Around the border of the larger groups too, a row does not come or go with one person. */
    @Test
    void oneMoreDoesNotMakeALargerGroupAppear() {
        int shown = 0;
        for (int i = 0; i < 400; i++) {
            ReleaseControl control = Cells.control();
            int size = 10 + i % 4;
            OptionalDouble without = count(control, persons(100 * i + 1, 100 * i + size, 1), "one", 10);
            OptionalDouble with = count(control, persons(100 * i, 100 * i + size, 1), "one", 10);
            assertThat(with).isEqualTo(without);
            shown += with.isPresent() ? 1 : 0;
        }
        assertThat(shown).as("groups of nine to twelve").isBetween(50, 350);
    }

    /** T12: five organisations divide the differencing of T4 among them; with a ledger of its own for each it works. */
    @Test
    void fiveOrganisationsLearnNoMoreThanOne(TestReporter reporter) {
        Guesses together = colluding(true);
        Goals.attack(reporter, "T12, five organisations, one ledger", together, 0.10);
        assertThat(together.improvementAtMost()).as(together.toString()).isLessThan(0.10);
        assertThat(colluding(false).improvementAtLeast())
                .as("with a ledger for each the attack works")
                .isGreaterThan(0.15);
    }

    private static Guesses colluding(boolean oneLedger) {
        Guesses guesses = new Guesses(0.5);
        Random random = new Random(12);
        for (int i = 0; i < TRIALS; i++) {
            boolean in = random.nextBoolean();
            ReleaseControl shared = Cells.control();
            int size = 30 + random.nextInt(60);
            Map<String, Double> others = persons(1_000 * i, 1_000 * i + size, 1);
            Map<String, Double> group = new LinkedHashMap<>(others);
            if (in) {
                group.put("victim " + i, 1.0);
            }
            double more = 0;
            for (int organisation = 0; organisation < 4; organisation++) {
                ReleaseControl own = oneLedger ? shared : shared.apart();
                ReleaseControl next = oneLedger ? shared : shared.apart();
                more += count(own, group, "with " + organisation, 5).orElse(0)
                        - count(next, others, "without " + organisation, 5).orElse(0);
            }
            guesses.add(more > 0 == in);
        }
        return guesses;
    }
}
