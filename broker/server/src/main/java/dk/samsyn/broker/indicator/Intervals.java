package dk.samsyn.broker.indicator;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Confidence intervals of proportions, counts and directly standardised rates. Two-sided; {@code level} is 0.95 or 0.998.
 * Sources: Wilson 1927; Byar's approximation (Breslow and Day 1987); Dobson et al. 1991.
 */
public final class Intervals {
    /** From this count on Byar's approximation is used, below it the exact limits. */
    private static final int EXACT_BELOW = 10;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Intervals() {}

    /** How many standard deviations a two-sided level reaches. */
    static double z(double level) {
        return NORMAL.inverseCumulativeProbability(1 - (1 - level) / 2);
    }

    /** The score interval of a proportion, {@code count} of {@code all} (above 0); limits from 0 to 1. */
    public static Interval wilson(double count, double all, double level) {
        double z = z(level);
        double p = count / all;
        double middle = p + z * z / (2 * all);
        double half = z * Math.sqrt(p * (1 - p) / all + z * z / (4 * all * all));
        double scale = 1 + z * z / all;
        return new Interval(Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale));
    }

    /** Exact limits of a Poisson count. */
    public static Interval exact(double count, double level) {
        double tail = (1 - level) / 2;
        double lower = count == 0 ? 0 : ChiSquaredDistribution.of(2 * count).inverseCumulativeProbability(tail) / 2;
        double upper = ChiSquaredDistribution.of(2 * count + 2).inverseCumulativeProbability(1 - tail) / 2;
        return new Interval(lower, upper);
    }

    /** Byar's limits of a Poisson count. */
    public static Interval byar(double count, double level) {
        double z = z(level);
        double next = count + 1;
        double lower = count == 0 ? 0 : count * Math.pow(1 - 1 / (9 * count) - z / (3 * Math.sqrt(count)), 3);
        return new Interval(lower, next * Math.pow(1 - 1 / (9 * next) + z / (3 * Math.sqrt(next)), 3));
    }

    /** Limits of a count: exact if it is small. */
    public static Interval count(double count, double level) {
        return count < EXACT_BELOW ? exact(count, level) : byar(count, level);
    }

    /**
     * A stratum of a standardised rate.
     *
     * @param count events
     * @param population persons
     * @param weight of the standard population
     */
    public record Stratum(double count, double population, double weight) {}

    /** A directly standardised rate per person. */
    public static double standardised(List<Stratum> strata) {
        double weights = strata.stream().mapToDouble(Stratum::weight).sum();
        return strata.stream()
                        .mapToDouble(s -> s.weight() * s.count() / s.population())
                        .sum()
                / weights;
    }

    /** Dobson's limits of a directly standardised rate per person, with Byar's limits of the total count. */
    public static Interval dobson(List<Stratum> strata, double level) {
        double weights = strata.stream().mapToDouble(Stratum::weight).sum();
        double total = strata.stream().mapToDouble(Stratum::count).sum();
        double variance = strata.stream()
                        .mapToDouble(s -> s.weight() * s.weight() * s.count() / (s.population() * s.population()))
                        .sum()
                / (weights * weights);
        double rate = standardised(strata);
        double scale = Math.sqrt(variance / total);
        Interval of = byar(total, level);
        return new Interval(rate + scale * (of.lower() - total), rate + scale * (of.upper() - total));
    }
}
