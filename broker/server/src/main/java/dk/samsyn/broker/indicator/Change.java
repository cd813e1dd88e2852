package dk.samsyn.broker.indicator;

import java.util.Optional;

/**
 * How an indicator's value has changed from one period to another, with its 95 % limits: of two proportions by Newcombe's hybrid score
 * (Statistics in Medicine 1998, method 10), of two rates by the same way from their own limits (Zou and Donner 2008). Released counts are
 * perturbed, so the limits are wider by what two of them are off.
 *
 * @param difference the later value less the earlier
 * @param interval its limits
 */
public record Change(double difference, Interval interval) {
    /**
     * The change between two values; empty if one is withheld.
     *
     * @param noise by how many a released count is off as a rule
     */
    public static Optional<Change> of(Indicator indicator, IndicatorValue before, IndicatorValue after, double noise) {
        Double one = before.value();
        Double other = after.value();
        Interval early = before.interval();
        Interval late = after.interval();
        if (one == null || other == null || early == null || late == null) {
            return Optional.empty();
        }
        double unit = indicator.share() ? 1 : indicator.per();
        double off = noise * unit * Math.hypot(1 / before.denominator(), 1 / after.denominator());
        double difference = other - one;
        double down = Math.hypot(other - late.lower(), early.upper() - one);
        double up = Math.hypot(late.upper() - other, one - early.lower());
        return Optional.of(new Change(
                difference, new Interval(difference - Math.hypot(down, off), difference + Math.hypot(up, off))));
    }

    /** Whether more than chance and noise explain has changed. */
    public boolean certain() {
        return interval.lower() > 0 || interval.upper() < 0;
    }
}
