package dk.samsyn.broker.release;

/**
 * The distribution of one layer of noise on a count: integers from -5 to 5 with mean 0 and variance 2, of all such the one of
 * greatest entropy. Source: the perturbation tables of cell-key methods (Fraser and Wooton 2005; package ptable).
 */
final class NoiseTable {
    private static final int BOUND = 5;
    private static final double VARIANCE = 2;

    private final double[] cumulative = new double[2 * BOUND + 1];

    NoiseTable() {
        double low = 0;
        double high = 5;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            if (variance(middle) > VARIANCE) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double[] weights = weights(low);
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i];
            cumulative[i] = sum;
        }
    }

    /** Probabilities proportional to exp(-rate x²), which maximise entropy under a given variance. */
    private static double[] weights(double rate) {
        double[] weights = new double[2 * BOUND + 1];
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            int x = i - BOUND;
            weights[i] = Math.exp(-rate * x * x);
            total += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= total;
        }
        return weights;
    }

    private static double variance(double rate) {
        double[] weights = weights(rate);
        double variance = 0;
        for (int i = 0; i < weights.length; i++) {
            int x = i - BOUND;
            variance += weights[i] * x * x;
        }
        return variance;
    }

    /**
     * The noise at a place of the distribution.
     *
     * @param uniform from 0 (included) to 1 (excluded)
     */
    int at(double uniform) {
        for (int i = 0; i < cumulative.length; i++) {
            if (uniform < cumulative[i]) {
                return i - BOUND;
            }
        }
        return BOUND;
    }
}
