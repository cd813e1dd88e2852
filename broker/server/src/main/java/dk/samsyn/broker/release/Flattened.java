package dk.samsyn.broker.release;

import java.util.Arrays;

/**
 * A total in which the largest contributions are no larger than the next ones (rule 9), and the size of the noise that such a
 * total needs (rule 12).
 *
 * @param total the flattened total
 * @param top mean of the group that the largest were replaced by: the most that one person can have made of the total
 */
record Flattened(double total, double top) {
    private static final int FEWEST_OUTLIERS = 1;
    private static final int SMALLEST_TOP = 3;

    /**
     * Flattens. How many persons count as outliers (1 or 2) and how many follow them (3 or 4) is drawn by the set key, so that
     * nobody can place a person at the border.
     *
     * @param weighted whether persons count with their weights
     */
    static Flattened of(Contributions contributions, NoiseSecret secret, boolean weighted) {
        long key = contributions.key();
        int outliers = FEWEST_OUTLIERS + (secret.draw("outliers", key) < 0.5 ? 0 : 1);
        int top = SMALLEST_TOP + (secret.draw("top group", key) < 0.5 ? 0 : 1);
        return of(contributions, outliers, top, weighted);
    }

    private static Flattened of(Contributions contributions, int outliers, int top, boolean weighted) {
        double[] sorted = contributions.descending();
        int first = Math.min(outliers, sorted.length);
        int last = Math.min(first + top, sorted.length);
        if (first == last) {
            return new Flattened(0, sorted.length == 0 ? 0 : sorted[0]);
        }
        double mean = Arrays.stream(sorted, first, last).average().orElse(0);
        double total = 0;
        int replaced = 0;
        for (int i = 0; i < contributions.size(); i++) {
            double amount = contributions.amount(i);
            boolean outlier = replaced < first && Math.abs(amount) >= sorted[first - 1] && Math.abs(amount) > mean;
            double counted = outlier ? Math.signum(amount) * mean : amount;
            total += weighted ? counted * (1 + PersonWeights.of(contributions.person(i))) : counted;
            replaced += outlier ? 1 : 0;
        }
        return new Flattened(total, mean);
    }
}
