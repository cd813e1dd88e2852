package dk.samsyn.broker.indicator;

/** A confidence interval. */
public record Interval(double lower, double upper) {
    /** The same in another unit. */
    Interval times(double factor) {
        return new Interval(factor * lower, factor * upper);
    }
}
