package dk.samsyn.broker.indicator;

/** A confidence interval in the unit of what it is of. */
public record Interval(double lower, double upper) {
    /** The same in another unit. */
    Interval times(double factor) {
        return new Interval(factor * lower, factor * upper);
    }
}
