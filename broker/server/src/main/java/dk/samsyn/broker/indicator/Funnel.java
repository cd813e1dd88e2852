package dk.samsyn.broker.indicator;

/**
 * Limits of a funnel plot: between which values a unit of a size would lie by chance alone, if its true value were the centre.
 * Proportions: p ± z √(p (1 − p) / n). Rates: Byar's or the exact limits of the count that is expected.
 */
public final class Funnel {
    private Funnel() {}

    /** On which side of its limits a unit lies. */
    public enum Side {
        BELOW,
        INSIDE,
        ABOVE
    }

    /** Whether an indicator has a funnel: the limits of a standardised rate depend on more than a unit's size. */
    public static boolean drawn(Indicator indicator) {
        return indicator.statistic() != Indicator.Statistic.DSR;
    }

    /**
     * The limits for a unit.
     *
     * @param centre value of all, a share or a rate per {@code per}
     * @param denominator the unit's size, above 0
     * @param level 0.95 or 0.998
     */
    public static Interval limits(Indicator indicator, double centre, double denominator, double level) {
        if (indicator.share()) {
            double half = Intervals.z(level) * Math.sqrt(centre * (1 - centre) / denominator);
            return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
        }
        double scale = indicator.per() / denominator;
        return Intervals.count(centre / scale, level).times(scale);
    }

    /**
     * Where a unit lies. Its numerator is first moved towards the centre by as much as released numbers may be off, so that noise
     * alone puts nobody outside.
     *
     * @param value a value that is not withheld
     * @param noise by how many the numerator may be off
     */
    public static Side side(Indicator indicator, double centre, IndicatorValue value, double level, double noise) {
        if (value.value() == null) {
            return Side.INSIDE;
        }
        Interval limits = limits(indicator, centre, value.denominator(), level);
        double off = noise * (indicator.share() ? 1 : indicator.per()) / value.denominator();
        if (value.value() - off > limits.upper()) {
            return Side.ABOVE;
        }
        return value.value() + off < limits.lower() ? Side.BELOW : Side.INSIDE;
    }
}
