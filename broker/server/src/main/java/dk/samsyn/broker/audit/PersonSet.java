package dk.samsyn.broker.audit;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A set of canonical person numbers for hundreds of thousands: numbers of at most twelve digits and capital letters, as all but
 * made-up ones are, stand as one {@code long} each in an open table. Not thread-safe.
 */
public final class PersonSet {
    private static final int LONGEST = 12;
    /** Ten digits, 26 letters, and nothing, so that numbers of different length differ. */
    private static final int SIGNS = 37;

    private static final int FIRST_SIZE = 16;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    /** Packed numbers at the places that their hash gives or behind them; 0 is a free place. */
    private long[] places = new long[FIRST_SIZE];

    private int taken;
    private final Set<String> others = new HashSet<>();

    /** Takes a person in; false if it was there. */
    public boolean add(String person) {
        long packed = packed(person);
        if (packed == 0) {
            return others.add(person);
        }
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
        int place = (int) ((packed * SPREAD) >>> Integer.SIZE) & mask;
        while (places[place] != 0 && places[place] != packed) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] old = places;
        places = new long[old.length * 2];
        Arrays.stream(old).filter(packed -> packed != 0).forEach(packed -> places[place(packed)] = packed);
    }

    /** The number as one positive {@code long}, equal for equal numbers only; 0 if it is no such number. */
    static long packed(String person) {
        int length = person.length();
        if (length == 0 || length > LONGEST) {
            return 0;
        }
        long packed = 0;
        for (int i = 0; i < length; i++) {
            char sign = person.charAt(i);
            int value;
            if (sign >= '0' && sign <= '9') {
                value = sign - '0' + 1;
            } else if (sign >= 'A' && sign <= 'Z') {
                value = sign - 'A' + 11;
            } else {
                return 0;
            }
            packed = packed * SIGNS + value;
        }
        return packed;
    }
}
