package dk.samsyn.broker.release;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What one measure of one cell answers if it stands alone: size, dominance, flattening and noise (rules 9 to 12 and 15). Pure:
 * the same contributions under the same label and secret give the same answer, always.
 */
final class Answers {
    /** Persons, at least, for a spread. */
    static final int SPREAD_MINIMUM = 10;

    /** Persons, at least, for a quantile. */
    static final int QUANTILE_MINIMUM = 20;

    private static final int FEWEST_PATIENTS = 2;
    /** A border lies up to three persons higher than its number. */
    static final int JITTER = 4;

    private static final int NEAREST = 5;
    private static final double FARTHEST = 5;
    private static final double SHARE_OF_LARGEST = 0.15;
    private static final double SHARE_OF_TWO = 0.85;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final NoiseSecret secret;
    private final NoiseTable table = new NoiseTable();
    private final RuleSet rules;

    Answers(NoiseSecret secret, RuleSet rules) {
        this.secret = secret;
        this.rules = rules;
    }

    /**
     * The number that a group must reach, from that of all askers up to three more, drawn by who is in it: the border of what is shown
     * cannot be used to count. Whoever may see larger groups only is told by {@link Candidate#mayHave}.
     */
    private boolean large(int persons, int minimum, long key) {
        if (!rules.on(Rule.SIZE)) {
            return persons > 0;
        }
        return persons >= minimum + (int) (secret.draw("threshold", key) * JITTER);
    }

    /** Patients that a provider must have to count as one: 2 to 5, drawn by who is in the group. */
    int patientsOfProvider(Contributions who) {
        return FEWEST_PATIENTS + (int) (secret.draw("providers", who.key()) * JITTER);
    }

    /**
     * A number of persons or rows.
     *
     * @param persons persons with a value, whether it adds to the number or not
     */
    Candidate count(Contributions who, int persons, int minimum, String label) {
        return new Candidate("count", who, counted(who, persons, "count", label), minimum);
    }

    /** A number of persons, or of something else that persons have several of. */
    private OptionalDouble counted(Contributions who, int persons, String measure, String label) {
        if (!large(Math.min(persons, who.size()), Candidate.FEWEST, who.key())) {
            return OptionalDouble.empty();
        }
        double noisy;
        if (who.countsPersons()) {
            noisy = who.total() + setNoise(who, measure) + cellNoise(measure, label) + Math.rint(weights(who));
        } else {
            Flattened flat = flattened(who);
            noisy = Math.rint(flat.total() + gaussian(who, measure, label, flat.top()));
        }
        return rules.on(Rule.SIZE) && noisy < Candidate.FEWEST ? OptionalDouble.empty() : OptionalDouble.of(noisy);
    }

    /**
     * The sum of a quantity.
     *
     * @param persons persons with a value
     */
    Candidate sum(Contributions who, int persons, Quantity quantity, int minimum, String label) {
        if (quantity.flag() || quantity.rows()) {
            // A sum of zeros and ones is a number of rows: the one that a condition on the flag would count. So is a
            // sum of numbers of
            // rows per person.
            return count(who, who.size(), minimum, label);
        }
        return new Candidate("total " + quantity.name(), who, summed(who, persons, quantity, label), minimum);
    }

    private OptionalDouble summed(Contributions who, int persons, Quantity quantity, String label) {
        if (!large(persons, Candidate.FEWEST, who.key()) || dominated(who)) {
            return OptionalDouble.empty();
        }
        Flattened flat = flattened(who);
        double noisy = flat.total() + gaussian(who, quantity.name(), label, flat.top());
        return OptionalDouble.of(quantity.neverNegative() ? Math.max(0, noisy) : noisy);
    }

    /** The (n, k) and p-percent rules: whether one or two persons make up the sum. */
    private boolean dominated(Contributions who) {
        if (!rules.on(Rule.DOMINANCE)) {
            return false;
        }
        double[] sorted = who.descending();
        if (sorted.length < 3) {
            return true;
        }
        double total = Arrays.stream(sorted).sum();
        double two = sorted[0] + sorted[1];
        return total - two < SHARE_OF_LARGEST * sorted[0] || two > SHARE_OF_TWO * total;
    }

    private Flattened flattened(Contributions who) {
        boolean weighted = rules.on(Rule.PERTURBATION);
        Flattened flat = Flattened.of(who, secret, weighted);
        return rules.on(Rule.FLATTENING)
                ? flat
                : new Flattened(who.total() + (weighted ? weights(who) : 0), flat.top());
    }

    /** The variance of one value per person, the outliers drawn in and noise of one person's weight added. */
    Candidate variance(PersonValues values, Quantity quantity, int minimum, String label) {
        Contributions who = values.contributions();
        String measure = "spread " + quantity.name();
        if (!large(values.size(), SPREAD_MINIMUM, who.key())) {
            return new Candidate(measure, who, OptionalDouble.empty(), minimum);
        }
        Flattened flat = flattened(values.squares());
        double noisy = (flat.total() + gaussian(who, measure, label, flat.top())) / values.size();
        return new Candidate(measure, who, OptionalDouble.of(Math.max(0, noisy)), minimum);
    }

    /** A quantile of one value per person: the mean of the five persons around it, at clinical precision. */
    Candidate quantile(PersonValues values, double fraction, Quantity quantity, int minimum) {
        Contributions who = values.contributions();
        String measure = "quantile " + fraction + " " + quantity.name();
        int persons = values.size();
        if (!large(persons, QUANTILE_MINIMUM, who.key())) {
            return new Candidate(measure, who, OptionalDouble.empty(), minimum);
        }
        int middle = (int) Math.rint(fraction * (persons - 1));
        int first = Math.max(0, Math.min(middle - NEAREST / 2, persons - NEAREST));
        double mean = Arrays.stream(values.ascending(), first, first + NEAREST)
                .average()
                .orElse(0);
        return new Candidate(
                measure,
                who,
                OptionalDouble.of(Math.rint(mean / quantity.resolution()) * quantity.resolution()),
                minimum);
    }

    /** What the persons count besides one each; nothing for one without a share. */
    private double weights(Contributions who) {
        double sum = 0;
        for (int i = 0; i < who.size() && rules.on(Rule.PERTURBATION); i++) {
            sum += who.amount(i) * PersonWeights.of(who.person(i));
        }
        return sum;
    }

    private int setNoise(Contributions who, String measure) {
        return rules.on(Rule.PERTURBATION) ? table.at(secret.draw("set " + measure, who.key(), who.size())) : 0;
    }

    private int cellNoise(String measure, String label) {
        return rules.on(Rule.PERTURBATION) ? table.at(secret.draw("cell " + measure, label)) : 0;
    }

    private double gaussian(Contributions who, String measure, String label, double scale) {
        if (!rules.on(Rule.PERTURBATION)) {
            return 0;
        }
        double set = normal(secret.draw("set " + measure, who.key(), who.size()));
        double cell = normal(secret.draw("cell " + measure, label));
        return scale * (set + cell);
    }

    private static double normal(double uniform) {
        double x = NORMAL.inverseCumulativeProbability(Math.max(uniform, 0x1.0p-60));
        return Math.max(-FARTHEST, Math.min(FARTHEST, x));
    }
}
