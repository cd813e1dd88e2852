package dk.samsyn.broker.release;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * How often an attacker guessed right, and what that is worth: the confidence improvement (C − S) / (1 − S) over the best guess
 * without any answer, with the one-sided 95 % bound of Clopper and Pearson.
 */
final class Guesses {
    private static final double CONFIDENCE = 0.95;

    private final double prior;
    private int right;
    private int all;

    /** Guesses whose best chance without an answer is {@code prior}. */
    Guesses(double prior) {
        this.prior = prior;
    }

    void add(boolean correct) {
        right += correct ? 1 : 0;
        all++;
    }

    double accuracy() {
        return (double) right / all;
    }

    /** Upper bound of the share of right guesses. */
    double accuracyAtMost() {
        return right == all
                ? 1
                : BetaDistribution.of(right + 1.0, all - right).inverseCumulativeProbability(CONFIDENCE);
    }

    /** Upper bound of the confidence improvement. */
    double improvementAtMost() {
        return (accuracyAtMost() - prior) / (1 - prior);
    }

    /** Lower bound of the confidence improvement. */
    double improvementAtLeast() {
        double bound = right == 0
                ? 0
                : BetaDistribution.of(right, all - right + 1.0).inverseCumulativeProbability(1 - CONFIDENCE);
        return (bound - prior) / (1 - prior);
    }

    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "%d of %d right, accuracy %.3f, prior %.3f, improvement %.3f, at most %.3f",
                right,
                all,
                accuracy(),
                prior,
                (accuracy() - prior) / (1 - prior),
                improvementAtMost());
    }
}
