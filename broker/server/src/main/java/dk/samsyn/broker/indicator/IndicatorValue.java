package dk.samsyn.broker.indicator;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One number of an indicator.
 *
 * @param group the group, {@code alle} for everybody
 * @param numerator released number, or null if it is withheld
 * @param denominator released number
 * @param value share, or rate per so many
 * @param interval 95 % limits of it
 * @param method name of the interval
 * @param why why there is no value
 */
public record IndicatorValue(
        String group,
        @Nullable Double numerator,
        double denominator,
        @Nullable Double value,
        @Nullable Interval interval,
        String method,
        Optional<String> why) {
    private static final double LEVEL = 0.95;
    private static final int FEWEST_FOR_DSR = 10;

    /** The European standard population of 2013 in bands of twenty years from 0; the last is 80 and over. */
    private static final List<Double> ESP2013 = List.of(21_500.0, 25_500.0, 27_500.0, 20_500.0, 5_000.0);

    private static final int BAND = 20;

    /** A proportion or rate of released numbers. */
    public static IndicatorValue of(Indicator indicator, String group, @Nullable Double numerator, double denominator) {
        if (numerator == null) {
            return withheld(group, denominator);
        }
        boolean share = indicator.statistic() == Indicator.Statistic.PROPORTION
                || indicator.statistic() == Indicator.Statistic.PROPORTION_OF_ROWS;
        if (share) {
            // Both are perturbed: a share above one is one.
            double count = Math.min(numerator, denominator);
            return new IndicatorValue(
                    group,
                    numerator,
                    denominator,
                    count / denominator,
                    Intervals.wilson(count, denominator, LEVEL),
                    "wilson",
                    Optional.empty());
        }
        double scale = indicator.per() / denominator;
        return new IndicatorValue(
                group,
                numerator,
                denominator,
                scale * numerator,
                Intervals.count(numerator, LEVEL).times(scale),
                numerator < FEWEST_FOR_DSR ? "exact" : "byar",
                Optional.empty());
    }

    /**
     * A band of ages of a standardised rate.
     *
     * @param age its first year, a multiple of 20
     * @param numerator released number of events, or null if it is withheld
     * @param denominator released number of persons, above 0
     */
    public record Band(int age, @Nullable Double numerator, double denominator) {}

    /**
     * A rate standardised by age; withheld if the events are few. A band whose events are withheld counts as without any, so the
     * rate is a little too low rather than missing.
     */
    public static IndicatorValue standardised(Indicator indicator, String group, List<Band> bands) {
        List<Intervals.Stratum> strata = bands.stream()
                .map(b -> new Intervals.Stratum(
                        b.numerator() == null ? 0 : b.numerator(),
                        b.denominator(),
                        ESP2013.get(Math.min(b.age() / BAND, ESP2013.size() - 1))))
                .toList();
        double count = strata.stream().mapToDouble(Intervals.Stratum::count).sum();
        double all = strata.stream().mapToDouble(Intervals.Stratum::population).sum();
        if (count < FEWEST_FOR_DSR) {
            return withheld(group, all);
        }
        return new IndicatorValue(
                group,
                count,
                all,
                indicator.per() * Intervals.standardised(strata),
                Intervals.dobson(strata, LEVEL).times(indicator.per()),
                "dobson",
                Optional.empty());
    }

    private static IndicatorValue withheld(String group, double denominator) {
        return new IndicatorValue(
                group,
                null,
                denominator,
                null,
                null,
                "",
                Optional.of("for få: tælleren er tom eller for lille til at vises"));
    }
}
