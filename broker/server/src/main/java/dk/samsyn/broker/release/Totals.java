package dk.samsyn.broker.release;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** A whole cell: its persons in ascending order of their keys and what each adds up to. */
final class Totals {
    private final long[] persons;
    private final double[][] sums;
    private final List<Integer> providerPersons;

    /**
     * A cell.
     *
     * @param persons record keys
     * @param sums rows, then number and sum of each measure, each in the persons' order
     * @param providerPersons persons of each provider
     */
    Totals(long[] persons, double[][] sums, Collection<Integer> providerPersons) {
        this.persons = persons;
        this.sums = sums;
        this.providerPersons = List.copyOf(providerPersons);
    }

    /** Number of persons. */
    int size() {
        return persons.length;
    }

    /** Persons of each provider. */
    List<Integer> providerPersons() {
        return providerPersons;
    }

    /** One contribution of one each. */
    Contributions everybody() {
        double[] ones = new double[persons.length];
        Arrays.fill(ones, 1);
        return Contributions.of(persons, ones);
    }

    Contributions rows() {
        return Contributions.of(persons, sums[0]);
    }

    Contributions values(int measure) {
        return Contributions.of(persons, sums[1 + 2 * measure]);
    }

    /** Persons with at least one value of a measure. */
    int measured(int measure) {
        int count = 0;
        for (double values : sums[1 + 2 * measure]) {
            count += values > 0 ? 1 : 0;
        }
        return count;
    }

    /** Sums of a measure; nobody's values are on average beyond the declared bounds. */
    Contributions sum(int measure, Quantity quantity) {
        double[] counts = sums[1 + 2 * measure];
        double[] totals = sums[2 + 2 * measure];
        double[] bounded = new double[totals.length];
        for (int i = 0; i < totals.length; i++) {
            bounded[i] = counts[i] == 0 ? 0 : counts[i] * quantity.clamped(totals[i] / counts[i]);
        }
        return Contributions.of(persons, bounded);
    }

    /** One contribution of one each of the persons who have values of a measure and sum up to zero. */
    Contributions without(int measure) {
        double[] ones = new double[persons.length];
        for (int i = 0; i < ones.length; i++) {
            ones[i] = sums[1 + 2 * measure][i] > 0 && sums[2 + 2 * measure][i] == 0 ? 1 : 0;
        }
        return Contributions.of(persons, ones);
    }

    /** One value per person, the mean of theirs, of the persons who have any. */
    PersonValues means(int measure, Quantity quantity) {
        double[] counts = sums[1 + 2 * measure];
        double[] totals = sums[2 + 2 * measure];
        long[] keys = new long[persons.length];
        double[] means = new double[persons.length];
        int count = 0;
        for (int i = 0; i < persons.length; i++) {
            if (counts[i] > 0) {
                keys[count] = persons[i];
                means[count++] = quantity.clamped(totals[i] / counts[i]);
            }
        }
        return new PersonValues(Arrays.copyOf(keys, count), Arrays.copyOf(means, count));
    }
}
