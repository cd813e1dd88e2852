package dk.samsyn.broker.release;

import static dk.samsyn.broker.release.Cells.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * T8, T9 and T17: everything that may be asked is asked, and what fits all answers best is worked out. The attacker knows four
 * attributes of every person and wants a fifth.
 */
class ReconstructionTest {
    private static final int PERSONS = 1_500;
    private static final int[] VALUES = {8, 12, 2, 3};

    /** Two layers of variance two on each answer: the method is no secret. */
    private static final double NOISE_VARIANCE = 4;

    private static final int REGIONS = 6;

    /** Answers of the regions of which half have the trait, for each budget the same. */
    private static final Map<Integer, List<Equation>> KNOWN = new TreeMap<>();

    private static final class Region {
        final int[][] attributes = new int[PERSONS][VALUES.length];
        final boolean[] secret = new boolean[PERSONS];

        Region(Random random, double share) {
            for (int p = 0; p < PERSONS; p++) {
                for (int a = 0; a < VALUES.length; a++) {
                    // Some values are common and some rare, as in life.
                    attributes[p][a] = (int) (VALUES[a] * random.nextDouble() * Math.sqrt(random.nextDouble()));
                }
                secret[p] = random.nextDouble() < share;
            }
        }
    }

    /** Persons of one cell that was shown, and the released number of those who have the secret. */
    private static final class Equation {
        private final int[] persons;
        private final double number;

        Equation(int[] persons, double number) {
            this.persons = persons;
            this.number = number;
        }
    }

    /** T8 and T9: all tables of up to three of the four attributes; what one in eight has, known of nobody or of every second. */
    @Test
    void nobodysDiseaseFollowsFromAllTables(TestReporter reporter) {
        for (boolean half : new boolean[] {false, true}) {
            Guesses guarded = reconstructed(RuleSet.ALL, 0.125, half);
            Goals.attack(reporter, "T8, one in eight has it, half known: " + half, guarded);
            assertThat(guarded.improvementAtMost())
                    .as("half known: %s, %s", half, guarded)
                    .isLessThan(0.10);
        }
    }

    /**
     * An open residual: what half of all have is guessed better than by a coin from the shares in groups of ten to twenty. The
     * bound of {@link Information} says why no noise that leaves the numbers useful ends it.
     */
    @Test
    void whatHalfOfAllHaveIsGuessedNoBetterThanTheNumbersCanTell(TestReporter reporter) {
        Guesses guarded = reconstructed(RuleSet.ALL, 0.5, false);
        double bound = 0;
        for (int seed = 0; seed < REGIONS; seed++) {
            Region region = new Region(new Random(21 + seed), 0.5);
            bound += Information.improvementAtMost(parameters(equations(region, RuleSet.ALL)), PERSONS) / REGIONS;
        }
        Goals.attack(reporter, "T8, half have it", guarded);
        reporter.publishEntry(
                "T8", String.format(java.util.Locale.ROOT, "of all that the numbers tell, at most %.3f", bound));
        assertThat(guarded.improvementAtLeast())
                .as("%s, bound %.3f", guarded, bound)
                .isLessThan(bound);
        assertThat(guarded.improvementAtMost()).as(guarded.toString()).isLessThan(0.25);
    }

    /**
     * What a budget can do: of one number for 100 persons nobody learns more than the goal allows, whichever numbers these are; of one
     * for 64 the attack gains 0.09 and its upper bound is 0.107.
     */
    @ParameterizedTest
    @ValueSource(strings = {"of small groups", "of large groups", "of any groups"})
    void ofOneNumberForAHundredPersonsTheGoalHolds(String which, TestReporter reporter) {
        int most = Information.numbersAtMost(0.08, PERSONS);
        Guesses guesses = new Guesses(0.5);
        for (int seed = 0; seed < REGIONS; seed++) {
            Region region = new Region(new Random(21 + seed), 0.5);
            List<Equation> all = chosen(equations(region, RuleSet.ALL), which, seed);
            double[] x = solved(all.subList(0, most), region, false, 0.5);
            for (int p = 0; p < PERSONS; p++) {
                guesses.add(x[p] > 0.5 == region.secret[p]);
            }
        }
        Goals.attack(reporter, "T8, half have it, " + most + " numbers " + which, guesses);
        assertThat(guesses.improvementAtMost()).as(guesses.toString()).isLessThan(0.10);
    }

    /**
     * T8 as a function of the budget: of so many numbers for a hundred persons, the most that one of three choices of them gains. The
     * analysts' page has the table.
     */
    @ParameterizedTest
    @CsvSource({"1, 0.10", "2, 0.13", "4, 0.15", "8, 0.17", "16, 0.20", "1000, 0.25"})
    void whatABudgetLeavesOfTheReconstruction(int perHundred, double limit, TestReporter reporter) {
        Guesses most = new Guesses(0.5);
        String which = "";
        int numbers = 0;
        for (String choice : List.of("of small groups", "of large groups", "of any groups")) {
            Guesses guesses = new Guesses(0.5);
            for (int seed = 0; seed < REGIONS; seed++) {
                Region region = new Region(new Random(21 + seed), 0.5);
                List<Equation> all = KNOWN.computeIfAbsent(seed, none -> equations(region, RuleSet.ALL));
                List<Equation> chosen = chosen(all, choice, seed);
                numbers = Math.min(chosen.size(), perHundred * PERSONS / 100);
                double[] x = solved(chosen.subList(0, numbers), region, false, 0.5);
                for (int p = 0; p < PERSONS; p++) {
                    guesses.add(x[p] > 0.5 == region.secret[p]);
                }
            }
            if (which.isEmpty() || guesses.improvementAtMost() > most.improvementAtMost()) {
                most = guesses;
                which = choice;
            }
        }
        String what =
                "T8, half have it, budget of " + perHundred + " for 100 persons, " + numbers + " numbers " + which;
        Goals.attack(reporter, what, most);
        assertThat(most.improvementAtMost()).as(most.toString()).isLessThan(limit);
    }

    /** In the order in which an attacker would ask for them. */
    private static List<Equation> chosen(List<Equation> all, String which, int seed) {
        List<Equation> chosen = new ArrayList<>(all);
        Collections.shuffle(chosen, new Random(seed));
        if (!which.equals("of any groups")) {
            chosen.sort(Comparator.comparingInt(
                    e -> which.equals("of small groups") ? e.persons.length : -e.persons.length));
        }
        return chosen;
    }

    /**
     * An open residual, held where it is: the attacker speaks of the surest in a hundred only (the goal is for claim rates from 1 %).
     * They are in small groups of which all or nobody has it, and no rule asks of a count whether enough of its group are left out.
     */
    @ParameterizedTest
    @CsvSource({"0.125, 0.95", "0.5, 0.85"})
    void theSurestInAHundredAreGuessedNoBetterThanTheyWere(double share, double limit, TestReporter reporter) {
        Guesses guesses = new Guesses(Math.max(share, 1 - share));
        for (int seed = 0; seed < REGIONS; seed++) {
            Region region = new Region(new Random(21 + seed), share);
            double[] x = solved(equations(region, RuleSet.ALL), region, false, share);
            IntStream.range(0, PERSONS)
                    .boxed()
                    .sorted(Comparator.comparingDouble(p -> -Math.abs(x[p] - 0.5)))
                    .limit(PERSONS / 100)
                    .forEach(p -> guesses.add(x[p] > 0.5 == region.secret[p]));
        }
        Goals.attack(reporter, "T8, " + share + " have it, the surest in a hundred", guesses);
        assertThat(guesses.improvementAtMost()).as(guesses.toString()).isLessThan(limit);
    }

    /** Effective number of parameters of all numbers that were shown. */
    private static double parameters(List<Equation> equations) {
        List<BitSet> groups = new ArrayList<>();
        double[] variances = new double[equations.size()];
        for (Equation equation : equations) {
            BitSet group = new BitSet();
            Arrays.stream(equation.persons).forEach(group::set);
            variances[groups.size()] = Information.variance(NOISE_VARIANCE, equation.persons.length);
            groups.add(group);
        }
        return Information.parameters(groups, variances);
    }

    /** One table of groups of m persons has the closed form N / (m + 4 V). */
    @ParameterizedTest
    @CsvSource({"10, 4", "20, 4", "20, 16", "100, 4"})
    void oneTableTellsSoMuch(int group, double variance) {
        List<BitSet> groups = new ArrayList<>();
        double[] variances = new double[200];
        for (int i = 0; i < variances.length; i++) {
            BitSet persons = new BitSet();
            persons.set(i * group, (i + 1) * group);
            groups.add(persons);
            variances[i] = 4 * variance;
        }
        assertThat(Information.parameters(groups, variances))
                .isCloseTo(200 * group / (group + 4 * variance), within(1e-6));
    }

    private static Guesses reconstructed(RuleSet rules, double share, boolean half) {
        Guesses guesses = new Guesses(Math.max(share, 1 - share));
        for (int seed = 0; seed < REGIONS; seed++) {
            Region region = new Region(new Random(21 + seed), share);
            List<Equation> equations = equations(region, rules);
            double[] x = solved(equations, region, half, share);
            for (int p = 0; p < PERSONS; p++) {
                if (!known(p, half)) {
                    guesses.add(x[p] > 0.5 == region.secret[p]);
                }
            }
        }
        return guesses;
    }

    private static List<Equation> equations(Region region, RuleSet rules) {
        ReleaseControl control = Cells.withoutBudget(rules);
        List<Equation> equations = new ArrayList<>();
        for (int chosen = 0; chosen < 1 << VALUES.length; chosen++) {
            if (Integer.bitCount(chosen) > 3) {
                continue;
            }
            Map<String, List<Integer>> cells = new TreeMap<>();
            for (int p = 0; p < PERSONS; p++) {
                StringBuilder cell = new StringBuilder().append(chosen);
                for (int a = 0; a < VALUES.length; a++) {
                    cell.append('|').append((chosen >> a & 1) == 1 ? region.attributes[p][a] : -1);
                }
                cells.computeIfAbsent(cell.toString(), none -> new ArrayList<>())
                        .add(p);
            }
            cells.forEach((label, persons) -> {
                Map<String, Double> having = new TreeMap<>();
                persons.stream().filter(p -> region.secret[p]).forEach(p -> having.put("p" + p, 1.0));
                OptionalDouble shown = count(control, having, label);
                shown.ifPresent(n -> equations.add(new Equation(
                        persons.stream().mapToInt(Integer::intValue).toArray(), n)));
            });
        }
        return equations;
    }

    /**
     * The likeliest values: those that fit all answers best, each weighed by its noise, and are nearest to what is known without any
     * answer, weighed by how much it varies (ridge regression, by coordinate descent). It does what plain least squares does where
     * answers say much, and leaves the prior where they say little, so it is not worse than the prior.
     */
    private static double[] solved(List<Equation> equations, Region region, boolean half, double share) {
        double[] x = new double[PERSONS];
        for (int p = 0; p < PERSONS; p++) {
            x[p] = known(p, half) ? (region.secret[p] ? 1 : 0) : share;
        }
        double[] left = new double[equations.size()];
        List<List<Integer>> of = new ArrayList<>();
        for (int p = 0; p < PERSONS; p++) {
            of.add(new ArrayList<>());
        }
        for (int e = 0; e < left.length; e++) {
            Equation equation = equations.get(e);
            left[e] = equation.number
                    - Arrays.stream(equation.persons).mapToDouble(p -> x[p]).sum();
            for (int p : equation.persons) {
                of.get(p).add(e);
            }
        }
        double pull = NOISE_VARIANCE / (share * (1 - share));
        for (int round = 0; round < 200; round++) {
            for (int p = 0; p < PERSONS; p++) {
                if (!known(p, half)) {
                    double sum = pull * (share - x[p]);
                    for (int e : of.get(p)) {
                        sum += left[e];
                    }
                    double change = sum / (pull + of.get(p).size());
                    x[p] += change;
                    for (int e : of.get(p)) {
                        left[e] -= change;
                    }
                }
            }
        }
        return x;
    }

    private static boolean known(int person, boolean half) {
        return half && person % 2 == 0;
    }

    /**
     * T17: every question about groups that the target belongs to by some of five attributes; a logistic model learns on regions
     * drawn anew, under secrets drawn anew, to tell from the answers whether the target is there. The residual is that of T8: some
     * twenty groups that have nobody in common but the target.
     */
    @Test
    void aModelOfAllAnswersGainsNoMoreThanItDid() {
        Guesses guesses = modelled(8, 400, 150);
        assertThat(guesses.improvementAtMost()).as(guesses.toString()).isLessThan(0.20);
    }

    /** The same for the fifty targets and the hundred regions to learn on of the release rules, and with four times as many. */
    @ParameterizedTest
    @ValueSource(ints = {100, 400})
    @Tag("nightly")
    void aModelOfAllAnswersGuessesHardlyBetterThanACoin(int shadows, TestReporter reporter) {
        Guesses guesses = modelled(50, shadows, 400);
        Goals.atMost(reporter, "G2", "T17, " + shadows + " shadows: " + guesses, guesses.accuracyAtMost(), 0.55);
        assertThat(guesses.accuracyAtMost()).as(guesses.toString()).isLessThan(0.57);
    }

    private static Guesses modelled(int targets, int shadows, int trials) {
        Guesses guesses = new Guesses(0.5);
        for (int target = 0; target < targets; target++) {
            Random random = new Random(100 + target);
            int[] pool = random.ints(600, 0, 32).toArray();
            double[] weights = new double[33];
            for (int shadow = 0; shadow < shadows; shadow++) {
                boolean in = random.nextBoolean();
                double[] shown = answers(pool, in, random);
                double error = (in ? 1 : 0) - sigmoid(weights, shown);
                for (int i = 0; i < shown.length; i++) {
                    weights[i] += 0.03 * error * shown[i];
                }
            }
            for (int trial = 0; trial < trials; trial++) {
                boolean in = random.nextBoolean();
                guesses.add(sigmoid(weights, answers(pool, in, random)) > 0.5 == in);
            }
        }
        return guesses;
    }

    /**
     * Released numbers of the groups that share some of the target's attributes, less what is expected, in units of their spread.
     *
     * @param pool of every candidate, which attributes are the target's, as bits; every second is in the region
     */
    private static double[] answers(int[] pool, boolean in, Random random) {
        Answers answers = new Answers(new NoiseSecret("a secret of one region " + random.nextLong(), 1), RuleSet.ALL);
        long[] keys =
                random.longs(pool.length + 1, 1, NoiseSecret.PRIME).sorted().toArray();
        boolean[] there = new boolean[pool.length];
        for (int p = 0; p < pool.length; p++) {
            there[p] = random.nextBoolean();
        }
        double[] shown = new double[33];
        shown[32] = 1;
        for (int group = 0; group < 32; group++) {
            double[] ones = new double[keys.length];
            double expected = 0;
            for (int p = 0; p < pool.length; p++) {
                boolean member = (pool[p] & group) == group;
                expected += member ? 0.5 : 0;
                ones[p] = member && there[p] ? 1 : 0;
            }
            ones[pool.length] = in ? 1 : 0;
            Contributions who = Contributions.of(keys, ones);
            double n =
                    answers.count(who, who.size(), 5, "group " + group).value().orElse(expected + 0.5);
            shown[group] = (n - expected - 0.5) / Math.sqrt(expected / 2 + 5);
        }
        return shown;
    }

    private static double sigmoid(double[] weights, double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }
}
