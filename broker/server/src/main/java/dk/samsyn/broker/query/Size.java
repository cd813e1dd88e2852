package dk.samsyn.broker.query;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How many rows a tree has, about, and how many values each column. All numbers are at least one.
 */
final class Size {
    /** Share of the values that a share of the rows has at most, by which it is divided. */
    private static final double CLUSTERED = 3;

    private final double rows;
    private final double[] distinct;
    private final double[] domain;
    private final Map<String, Double> limits;

    /**
     * A size.
     *
     * @param rows rows
     * @param distinct distinct values of each column among these rows; the array is kept
     * @param domain values that each column could have: of a person's number the region's persons; the array is kept
     * @param limits conditions by which the rows were chosen, with the share that each keeps: two trees chosen by the same
     *     condition meet more often than by chance
     */
    Size(double rows, double[] distinct, double[] domain, Map<String, Double> limits) {
        this.rows = Math.max(1, rows);
        this.distinct = distinct;
        this.domain = domain;
        this.limits = Map.copyOf(limits);
        for (int i = 0; i < distinct.length; i++) {
            distinct[i] = Math.max(1, Math.min(distinct[i], this.rows));
            domain[i] = Math.max(distinct[i], domain[i]);
        }
    }

    double rows() {
        return rows;
    }

    double[] distinct() {
        return distinct;
    }

    double[] domain() {
        return domain;
    }

    Map<String, Double> limits() {
        return limits;
    }

    /** Rows of which nothing else is known. */
    static Size of(double rows, int width) {
        double[] same = new double[width];
        Arrays.fill(same, Math.max(1, rows));
        return new Size(rows, same, same.clone(), Map.of());
    }

    /** A set of keys that are a column's values. */
    Size keys(int column) {
        return new Size(distinct[column], new double[] {distinct[column]}, new double[] {domain[column]}, limits);
    }

    int width() {
        return distinct.length;
    }

    double distinct(int column) {
        return distinct[column];
    }

    double domain(int column) {
        return domain[column];
    }

    /** A share of the rows, taken without looking at any column. */
    Size scaled(double share) {
        double[] values = new double[distinct.length];
        for (int i = 0; i < values.length; i++) {
            // A value survives if one of its rows does; but what is chosen is rarely spread evenly: the ill have most
            // diagnoses.
            double each = rows / distinct[i];
            double spread = 1 - Math.pow(1 - share, each);
            values[i] = share >= 1 ? distinct[i] : distinct[i] * Math.min(spread, CLUSTERED * share);
        }
        return new Size(rows * Math.min(share, 1), values, domain.clone(), limits);
    }

    /** The same rows, known to be chosen by a condition. */
    Size limitedBy(String condition, double share) {
        Map<String, Double> more = new HashMap<>(limits);
        more.put(condition, Math.max(1e-9, Math.min(1, share)));
        return new Size(rows, distinct.clone(), domain.clone(), more);
    }

    /** One column has so many values now; the rows stay as they are. */
    Size withDistinct(int column, double values) {
        double[] changed = distinct.clone();
        changed[column] = values;
        return new Size(rows, changed, domain.clone(), limits);
    }

    Size withRows(double number) {
        return new Size(number, distinct.clone(), domain.clone(), limits);
    }

    Size atMost(double limit) {
        return rows <= limit ? this : withRows(limit);
    }

    Size atLeast(double floor) {
        return rows >= floor ? this : withRows(floor);
    }

    /** Every pair of rows. */
    Size times(Size other) {
        double[] values = Arrays.copyOf(distinct, width() + other.width());
        double[] possible = Arrays.copyOf(domain, values.length);
        System.arraycopy(other.distinct, 0, values, width(), other.width());
        System.arraycopy(other.domain, 0, possible, width(), other.width());
        return new Size(rows * other.rows, values, possible, both(other));
    }

    /** The same rows, chosen by what chose another's rows, too. */
    Size limitedAs(Size other) {
        return new Size(rows, distinct.clone(), domain.clone(), both(other));
    }

    private Map<String, Double> both(Size other) {
        Map<String, Double> both = new HashMap<>(limits);
        both.putAll(other.limits);
        return both;
    }

    /** How much more often than by chance values of both occur together: once for what chose the rows of both. */
    double affinity(Size other) {
        double affinity = 1;
        for (Map.Entry<String, Double> limit : limits.entrySet()) {
            if (other.limits.containsKey(limit.getKey())) {
                affinity /= limit.getValue();
            }
        }
        return affinity;
    }

    /** Rows of both, one after the other. */
    Size plus(Size other) {
        double[] values = new double[width()];
        double[] possible = new double[width()];
        for (int i = 0; i < values.length; i++) {
            possible[i] = Math.max(domain[i], other.domain[i]);
            values[i] = Math.min(possible[i], distinct[i] + other.distinct[i]);
        }
        Map<String, Double> common = new HashMap<>(limits);
        common.keySet().retainAll(other.limits.keySet());
        return new Size(rows + other.rows, values, possible, common);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return Math.round(rows) + " rows";
    }
}
