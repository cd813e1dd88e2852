package dk.samsyn.broker.audit;

import java.util.ArrayList;
import java.util.List;

/** Canonical numbers of persons, packed as in {@link PersonSet}: quick to write and small, slower to search. Not thread-safe. */
final class PersonList {
    private final long[] packed;
    private int size;
    private final List<String> others = new ArrayList<>(0);

    /**
     * Nobody yet.
     *
     * @param most how many will be added at most
     */
    PersonList(int most) {
        packed = new long[most];
    }

    /** Adds a person. */
    void add(String person) {
        long number = PersonSet.packed(person);
        if (number == 0) {
            others.add(person);
        } else {
            packed[size++] = number;
        }
    }

    /** Whether a person is in it; looks at all of them. */
    boolean contains(String person) {
        long number = PersonSet.packed(person);
        if (number == 0) {
            return others.contains(person);
        }
        for (int i = 0; i < size; i++) {
            if (packed[i] == number) {
                return true;
            }
        }
        return false;
    }
}
