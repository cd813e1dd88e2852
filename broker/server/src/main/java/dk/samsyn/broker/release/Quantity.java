package dk.samsyn.broker.release;

import java.math.BigDecimal;
import java.util.List;

/**
 * A number that may be summed and averaged: a governed measure, or a column of one unit.
 *
 * @param name the same for every column that shows the same thing, so that a copy gives no second answer
 * @param min smallest value that counts; what is below counts as this
 * @param max largest value that counts
 * @param resolution clinical precision to which quantiles are rounded
 * @param cuts values at which a condition may cut, ascending; none, no condition
 * @param flag whether it is 0 or 1, so that its sum is a number of persons
 */
public record Quantity(String name, double min, double max, double resolution, List<BigDecimal> cuts, boolean flag) {
    private static final String ROWS = "antal pr. borger";

    public Quantity {
        cuts = List.copyOf(cuts);
        if (min > max || resolution <= 0) {
            throw new IllegalArgumentException(name + " needs min <= max and a resolution above 0");
        }
    }

    /** A number of rows per person. */
    public static Quantity ofRows(double most, List<BigDecimal> cuts) {
        return new Quantity(ROWS, 0, most, 1, cuts, false);
    }

    /** Whether it is a number of rows per person, so that its sum is a number of rows. */
    boolean rows() {
        return name.equals(ROWS);
    }

    double clamped(double value) {
        return Math.max(min, Math.min(max, value));
    }

    boolean neverNegative() {
        return min >= 0;
    }
}
