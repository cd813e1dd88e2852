package dk.samsyn.broker.portal.published;

import dk.samsyn.broker.indicator.Indicator;
import dk.samsyn.broker.indicator.IndicatorValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How an indicator's released values are spread over practices: what a practice may see of the others, of whom it never sees one (E3).
 * Each quartile is the mean of the three or four released values nearest to it, so that none of them is a practice's own (R15 does so with
 * persons). The values are perturbed: practices look further apart here than they are, the small ones most.
 *
 * @param practices practices with a released value
 * @param lower first quartile
 * @param middle median
 * @param upper third quartile
 */
public record Spread(int practices, double lower, double middle, double upper) {
    /** Practices that a spread must be of. */
    public static final int FEWEST = 5;

    /**
     * The largest share of practices whose value may be withheld. They are no random ones: where nearly all patients reach a target, they
     * are the best.
     */
    private static final double MOST_WITHHELD = 0.1;

    private static final double QUARTER = 0.25;
    private static final double HALF = 0.5;
    /** Ranks on either side of a quartile that are of its mean: three, or four where it lies between two. */
    private static final double AROUND = 1.5;

    private static final List<String> GROUPS = List.of("P25", "P50", "P75");

    /**
     * The spread of released values; empty if they are of too few practices, or too many practices have none.
     *
     * @param practices how many practices there are, also those without a value
     */
    public static Optional<Spread> of(List<IndicatorValue> values, int practices) {
        List<Double> known = new ArrayList<>();
        for (IndicatorValue one : values) {
            Double value = one.value();
            if (value != null) {
                known.add(value);
            }
        }
        Collections.sort(known);
        return known.size() < FEWEST || practices - known.size() > MOST_WITHHELD * practices
                ? Optional.empty()
                : Optional.of(new Spread(
                        known.size(), quantile(known, QUARTER), quantile(known, HALF), quantile(known, 1 - QUARTER)));
    }

    private static double quantile(List<Double> sorted, double share) {
        double at = share * (sorted.size() - 1);
        return sorted.subList((int) Math.ceil(at - AROUND), (int) Math.floor(at + AROUND) + 1).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }

    /** The spread as groups beside those of the region and the municipalities: numerator over as many as there are practices. */
    public List<IndicatorValue> groups(Indicator indicator) {
        List<Double> values = List.of(lower, middle, upper);
        double one = indicator.share() ? practices : practices / (double) indicator.per();
        List<IndicatorValue> groups = new ArrayList<>();
        for (int i = 0; i < GROUPS.size(); i++) {
            groups.add(IndicatorValue.of(indicator, GROUPS.get(i), values.get(i) * one, practices));
        }
        return groups;
    }

    /** The spread among an indicator's published groups, if it was published. */
    public static Optional<Spread> of(Indicator indicator, List<Published.Figure> figures) {
        List<Double> values = new ArrayList<>();
        double practices = 0;
        for (String group : GROUPS) {
            for (Published.Figure figure : figures) {
                if (figure.group().equals(group)) {
                    practices = figure.denominator();
                    double value = figure.numerator() / figure.denominator();
                    values.add(indicator.share() ? value : value * indicator.per());
                }
            }
        }
        return values.size() < GROUPS.size()
                ? Optional.empty()
                : Optional.of(new Spread((int) practices, values.get(0), values.get(1), values.get(2)));
    }
}
