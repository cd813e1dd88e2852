package dk.samsyn.broker.release;

import java.util.BitSet;
import java.util.List;

/**
 * How much a set of released numbers can tell of single persons at most, whatever is worked out from them.
 *
 * <p>Let each of N persons have a trait by chance, with a share s, and let the numbers be sums over groups with independent noise of
 * variance V. The best linear guess explains, of the variance of all traits together, the part dof / N, where dof is the sum over the
 * eigenvalues λ of the groups' overlaps (the matrix of how many persons two groups have in common) of λ / (λ + V / (s (1 - s))): the
 * effective number of parameters of a ridge regression (Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 3.4.1).
 * For a trait of half of all, a guess of which the part r² of the variance is explained is right in 1/2 + r / √(2π) of cases, so the
 * confidence improvement is at most √(2 dof / (π N)). A group of m persons in one table brings m / (m + 4 V), so T tables of such
 * groups that have little in common bring T / (m + 4 V) for each person.
 *
 * <p>Of 1,500 persons and all tables of up to three of four attributes with 8, 12, 2 and 3 values, by this bound and by the attack
 * (made of the same formulas, means of three regions):
 *
 * <pre>
 *   smallest number   variance   dof   bound    attack
 *          6              4      105   0.21     0.20     as it is
 *          6             16       63   0.16     0.14
 *         20              4       53   0.15     0.13
 *         20             16       36   0.12     0.09
 *         20             36       26   0.11     0.08     the goal of 0.10
 *         40             36       18   0.09     0.08
 *          6              4       18   0.09     0.06     the four tables of one attribute alone
 *          6              4       73   0.18     0.16     tables of up to two
 * </pre>
 */
final class Information {
    private Information() {}

    /**
     * How many numbers may be given of {@code persons} whose trait is not known, so that the improvement stays within a bound whatever
     * the groups are and however little noise there is: each number is less than one parameter. For 0.10 it is one number for 64
     * persons, for 0.08 one for 100.
     */
    static int numbersAtMost(double improvement, int persons) {
        return (int) (Math.PI * improvement * improvement * persons / 2);
    }

    /**
     * Effective number of parameters.
     *
     * @param groups persons of each group
     * @param variances noise of each number, in units of the variance of one person's trait
     */
    static double parameters(List<BitSet> groups, double[] variances) {
        int size = groups.size();
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                BitSet both = (BitSet) groups.get(i).clone();
                both.and(groups.get(j));
                matrix[i][j] = both.cardinality() / Math.sqrt(variances[i] * variances[j]) + (i == j ? 1 : 0);
            }
        }
        // With G the overlaps in units of the noise, the trace of G (G + 1)⁻¹ is the size less the trace of (G + 1)⁻¹.
        return size - traceOfInverse(matrix);
    }

    /**
     * Variance of the noise of a number that half of a group's persons have, in units of the variance of one person's trait.
     *
     * @param drawn variance of the two drawn layers
     * @param persons persons of the group
     */
    static double variance(double drawn, int persons) {
        return 4 * (drawn + PersonWeights.DEVIATION * PersonWeights.DEVIATION * persons / 2);
    }

    /** Confidence improvement over a coin, at most, for a trait of half of all. */
    static double improvementAtMost(double parameters, int persons) {
        return Math.sqrt(2 * parameters / (Math.PI * persons));
    }

    /** The trace of a positive definite matrix's inverse, by Cholesky's decomposition; the lower triangle is overwritten. */
    private static double traceOfInverse(double[][] a) {
        int n = a.length;
        for (int j = 0; j < n; j++) {
            for (int i = j; i < n; i++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i][k] * a[j][k];
                }
                a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
            }
        }
        double trace = 0;
        double[] column = new double[n];
        for (int c = 0; c < n; c++) {
            for (int i = c; i < n; i++) {
                double sum = i == c ? 1 : 0;
                for (int k = c; k < i; k++) {
                    sum -= a[i][k] * column[k];
                }
                column[i] = sum / a[i][i];
                trace += column[i] * column[i];
            }
        }
        return trace;
    }
}
