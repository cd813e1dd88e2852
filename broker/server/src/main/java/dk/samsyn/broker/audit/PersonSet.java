package dk.samsyn.broker.audit;

import java.util.HashSet;
import java.util.Set;

/**
 * A set of canonical person numbers for hundreds of thousands, packed as {@link PackedPerson} says, in an open table; made-up
 * numbers that cannot be packed stand beside it. Not thread-safe.
 */
public final class PersonSet {
    private static final int FIRST_SIZE = 16;
    private static final int AT_ONCE = 256;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Packed numbers at the places that their hash gives or behind them; 0 is a free place. */
    private long[] places = new long[FIRST_SIZE];

    private int taken;
    private final Set<String> others = new HashSet<>();
    private final long[] seen = new long[AT_ONCE];

    /**
     * Takes persons in.
     *
     * @param persons whose numbers
     * @param fresh gets those who were not in the set
     */
    public void addAll(PersonList persons, PersonList fresh) {
        long[] packed = persons.packed();
        for (int from = 0; from < persons.packedSize(); from += AT_ONCE) {
            int count = Math.min(AT_ONCE, persons.packedSize() - from);
            // Read side by side, since in a large table each read waits for the memory and no read depends on another.
            for (int i = 0; i < count; i++) {
                seen[i] = places[home(packed[from + i])];
            }
            for (int i = 0; i < count; i++) {
                long person = packed[from + i];
                if (seen[i] != person && add(person)) {
                    fresh.add(person);
                }
            }
        }
        for (String person : persons.others()) {
            if (others.add(person)) {
                fresh.add(person);
            }
        }
    }

    private boolean add(long packed) {
        int place = place(packed);
        if (places[place] == packed) {
            return false;
        }
        places[place] = packed;
        taken++;
        if (taken * 2 > places.length) {
            grow();
        }
        return true;
    }

    private int place(long packed) {
        int mask = places.length - 1;
        int place = home(packed);
        while (places[place] != 0 && places[place] != packed) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private int home(long packed) {
        return (int) ((packed * SPREAD) >>> Integer.SIZE) & (places.length - 1);
    }

    private void grow() {
        long[] old = places;
        places = new long[old.length * 2];
        for (long packed : old) {
            if (packed != 0) {
                places[place(packed)] = packed;
            }
        }
    }
}
