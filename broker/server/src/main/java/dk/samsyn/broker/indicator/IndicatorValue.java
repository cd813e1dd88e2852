package dk.samsyn.broker.indicator;

import java.util.ArrayList;
import java.util.Arrays;
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
        if (indicator.share()) {
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
     * A rate standardised by age. It is not computed if a band is missing or its events are: they are withheld or there are none,
     * which cannot be told apart, and counted as none they would make the rate too low by nobody knows how much. Withheld if the
     * events are few.
     */
    public static IndicatorValue standardised(Indicator indicator, String group, List<Band> bands) {
        double[] events = new double[ESP2013.size()];
        double[] persons = new double[ESP2013.size()];
        boolean[] unknown = new boolean[ESP2013.size()];
        for (Band band : bands) {
            int at = Math.min(band.age() / BAND, ESP2013.size() - 1);
            events[at] += band.numerator() == null ? 0 : band.numerator();
            persons[at] += band.denominator();
            unknown[at] |= band.numerator() == null;
        }
        List<Intervals.Stratum> strata = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int at = 0; at < persons.length; at++) {
            if (unknown[at] || persons[at] == 0) {
                missing.add(at == persons.length - 1 ? at * BAND + "+" : at * BAND + "-" + (at * BAND + BAND - 1));
            }
            strata.add(new Intervals.Stratum(events[at], persons[at], ESP2013.get(at)));
        }
        double count = Arrays.stream(events).sum();
        double all = Arrays.stream(persons).sum();
        if (!missing.isEmpty()) {
            return withheld(
                    group,
                    all,
                    "ikke beregnet: tallet er tomt eller for lille til at vises for alderen "
                            + String.join(", ", missing));
        }
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
        return withheld(group, denominator, "for få: tælleren er tom eller for lille til at vises");
    }

    private static IndicatorValue withheld(String group, double denominator, String why) {
        return new IndicatorValue(group, null, denominator, null, null, "", Optional.of(why));
    }
}
