package dk.samsyn.broker.release;

import java.util.Arrays;

/**
 * What each person gives to one total of one cell: the only thing an answer is made of. Two cells whose contributions differ
 * for fewer persons than the rules allow have the same answer.
 *
 * <p>Persons are record keys, ascending; a person whose amount is zero is not held, since the total does not change with it.
 */
public final class Contributions {
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
     * What finds contributions that differ for fewer than {@code count} persons: where more hands are empty than must be alike, marks of
     * the first {@code count} persons, too.
     */
    Marks marks(int count) {
        long[] hands = new long[Marks.HANDS];
        int[] sizes = new int[Marks.HANDS];
        for (int i = 0; i < persons.length; i++) {
            int hand = hand(persons[i]);
            hands[hand] += spread(element(i));
            sizes[hand]++;
        }
        int empty = 0;
        for (long hand : hands) {
            empty += hand == 0 ? 1 : 0;
        }
        int[] first = empty > Marks.HANDS - count ? first(count) : new int[0];
        int[] marks = new int[Marks.HANDS + first.length];
        System.arraycopy(first, 0, marks, Marks.HANDS, first.length);
        for (int hand = 0; hand < Marks.HANDS; hand++) {
            marks[hand] = hands[hand] == 0 ? 0 : (int) mix(hands[hand]) | 1;
        }
        return new Marks(marks, fullest(sizes, count));
    }

    /** The fullest hands, the first of equal ones, or all that are not empty. */
    private static int[] fullest(int[] sizes, int count) {
        long[] order = new long[Marks.HANDS];
        for (int hand = 0; hand < order.length; hand++) {
            order[hand] = ((long) -sizes[hand] << Integer.SIZE) + hand;
        }
        Arrays.sort(order);
        int[] fullest = new int[Math.min(count, Marks.HANDS)];
        int found = 0;
        while (found < fullest.length && order[found] < 0) {
            fullest[found] = (int) order[found];
            found++;
        }
        return Arrays.copyOf(fullest, found);
    }

    private static int hand(long person) {
        return (int) ((spread(person ^ Marks.HANDS) >>> 8) % Marks.HANDS);
    }

    private int[] first(int count) {
        return Arrays.stream(persons)
                .map(Contributions::spread)
                .sorted()
                .limit(count)
                .mapToInt(person -> (int) person | 1)
                .toArray();
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
