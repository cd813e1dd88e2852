package dk.samsyn.broker.release;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each person gives to one total of one cell: the only thing an answer is made of. Two cells whose contributions differ
 * for fewer persons than the rules allow have the same answer.
 *
 * <p>Persons are record keys, ascending; a person whose amount is zero is not held, since the total does not change with it.
 */
public final class Contributions {
    /** Parts that persons are dealt to. */
    static final int HANDS = 18;

    private static final double DIGITS = 1e6;

    private final long[] persons;
    private final double[] amounts;
    private final boolean ones;
    private final long key;

    private Contributions(long[] persons, double[] amounts) {
        this.persons = persons;
        this.amounts = amounts;
        this.ones = Arrays.stream(amounts).allMatch(amount -> amount == 1);
        this.key = sumOfElements();
    }

    /** Contributions of persons in ascending order of their keys, none twice; zero amounts are left out. */
    static Contributions of(long[] persons, double[] amounts) {
        int kept = 0;
        long[] keys = new long[persons.length];
        double[] values = new double[persons.length];
        for (int i = 0; i < persons.length; i++) {
            if (amounts[i] != 0) {
                keys[kept] = persons[i];
                values[kept++] = rounded(amounts[i]);
            }
        }
        return new Contributions(Arrays.copyOf(keys, kept), Arrays.copyOf(values, kept));
    }

    /** Sums of the same numbers in another order differ in their last bits; they must not differ here. */
    private static double rounded(double amount) {
        return Math.abs(amount) < 1e9 ? Math.rint(amount * DIGITS) / DIGITS : (double) (float) amount;
    }

    int size() {
        return persons.length;
    }

    long person(int index) {
        return persons[index];
    }

    double amount(int index) {
        return amounts[index];
    }

    double total() {
        double total = 0;
        for (double amount : amounts) {
            total += amount;
        }
        return total;
    }

    /** Whether every person counts once, so that the total is a number of persons. */
    boolean countsPersons() {
        return ones;
    }

    /** Amounts from the largest magnitude down. */
    double[] descending() {
        double[] sorted = new double[amounts.length];
        for (int i = 0; i < amounts.length; i++) {
            sorted[i] = Math.abs(amounts[i]);
        }
        Arrays.sort(sorted);
        for (int i = 0, j = sorted.length - 1; i < j; i++, j--) {
            double swap = sorted[i];
            sorted[i] = sorted[j];
            sorted[j] = swap;
        }
        return sorted;
    }

    /**
     * The set key: the sum of all elements modulo 2^61 - 1. It depends on who contributes how much and on nothing else; for
     * numbers of persons it is the sum of their record keys, which sources can be asked for.
     */
    long key() {
        return key;
    }

    private long sumOfElements() {
        long sum = 0;
        for (int i = 0; i < persons.length; i++) {
            sum += element(i);
            if (sum >= NoiseSecret.PRIME) {
                sum -= NoiseSecret.PRIME;
            }
        }
        return sum;
    }

    /** One person with one amount as a number below the prime; the record key itself if the amount is one. */
    long element(int index) {
        return amounts[index] == 1
                ? persons[index]
                : mix(persons[index] ^ mix(Double.doubleToLongBits(amounts[index]))) % NoiseSecret.PRIME;
    }

    /**
     * What finds contributions that differ for few persons: persons are dealt to {@value #HANDS} hands by their keys, and each hand
     * has a mark of who is in it with how much, 0 if nobody is. Contributions that differ for d persons have at least {@value #HANDS}
     * - d hands alike. Where more hands are empty than must be alike, marks of the first {@code count} persons in a random order
     * follow: of two that differ for fewer persons and have any in common, one is alike.
     */
    List<Integer> marks(int count) {
        long[] hands = new long[HANDS];
        for (int i = 0; i < persons.length; i++) {
            hands[hand(persons[i])] += spread(element(i));
        }
        List<Integer> marks = new ArrayList<>(HANDS);
        int empty = 0;
        for (long hand : hands) {
            empty += hand == 0 ? 1 : 0;
            marks.add(hand == 0 ? 0 : (int) mix(hand) | 1);
        }
        if (empty > HANDS - count) {
            marks.addAll(first(count));
        }
        return marks;
    }

    /**
     * The {@code count} fullest hands, or all that are not empty: as many as cannot all differ. That two sets of other persons have a
     * full hand alike is rare; a hand of one person they often have.
     */
    int[] fullestHands(int count) {
        int[] sizes = new int[HANDS];
        for (long person : persons) {
            sizes[hand(person)]++;
        }
        int[] fullest = new int[Math.min(count, HANDS)];
        int found = 0;
        while (found < fullest.length) {
            int best = 0;
            for (int hand = 1; hand < HANDS; hand++) {
                best = sizes[hand] > sizes[best] ? hand : best;
            }
            if (sizes[best] == 0) {
                return Arrays.copyOf(fullest, found);
            }
            fullest[found++] = best;
            sizes[best] = 0;
        }
        return fullest;
    }

    private static int hand(long person) {
        return (int) ((spread(person ^ HANDS) >>> 8) % HANDS);
    }

    private List<Integer> first(int count) {
        return Arrays.stream(persons)
                .map(Contributions::spread)
                .sorted()
                .limit(count)
                .mapToObj(person -> (int) person | 1)
                .toList();
    }

    /** A number that stands for the amount when two contributions of a person are compared. */
    int digest(int index) {
        return digest(amounts[index]);
    }

    static int digest(double amount) {
        return amount == 1 ? 0 : (int) (mix(Double.doubleToLongBits(amount)) | 1);
    }

    /** An order in which no person stands first by design: keys alone would always put the same persons in front. */
    private static long spread(long element) {
        return mix(element) >>> 1;
    }

    /** A one-to-one scrambling of 64 bits (the finaliser of MurmurHash3); positive. */
    private static long mix(long number) {
        long z = number;
        z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return (z ^ (z >>> 33)) & Long.MAX_VALUE;
    }
}
