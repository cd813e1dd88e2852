package dk.samsyn.broker.release;

import java.util.Arrays;

/** Persons, in ascending order of their keys, and one value of each. */
final class PersonValues {
    private final long[] persons;
    private final double[] values;

    PersonValues(long[] persons, double[] values) {
        this.persons = persons;
        this.values = values;
    }

    int size() {
        return persons.length;
    }

    /** Values from the smallest up. */
    double[] ascending() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Who has which value. */
    Contributions contributions() {
        return Contributions.of(persons, values);
    }

    /** Who is how far from the mean, squared. */
    Contributions squares() {
        double mean = Arrays.stream(values).average().orElse(0);
        return Contributions.of(
                persons, Arrays.stream(values).map(v -> (v - mean) * (v - mean)).toArray());
    }
}
