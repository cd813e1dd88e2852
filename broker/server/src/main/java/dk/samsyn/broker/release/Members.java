package dk.samsyn.broker.release;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Who contributes to an answer and how much, compactly and exactly: persons as ordinals in a bitmap, amounts as digests in the
 * persons' order; without digests every amount is one.
 */
final class Members {
    private final RoaringBitmap persons;
    private final int[] digests;

    private Members(RoaringBitmap persons, int[] digests) {
        this.persons = persons;
        this.digests = digests;
    }

    static Members of(Contributions contributions, Ordinals ordinals) {
        int size = contributions.size();
        long[] order = new long[size];
        boolean ones = contributions.countsPersons();
        for (int i = 0; i < size; i++) {
            order[i] = ((long) ordinals.of(contributions.person(i)) << 32) | i;
        }
        Arrays.sort(order);
        int[] sorted = new int[size];
        int[] digests = new int[ones ? 0 : size];
        for (int i = 0; i < size; i++) {
            sorted[i] = (int) (order[i] >>> 32);
            if (!ones) {
                digests[i] = contributions.digest((int) order[i]);
            }
        }
        RoaringBitmap persons = RoaringBitmap.bitmapOf(sorted);
        persons.runOptimize();
        return new Members(persons, digests);
    }

    /** Whether contributions differ for fewer than {@code limit} persons. */
    boolean differsByFewerThan(int limit, Members other) {
        int both = RoaringBitmap.andCardinality(persons, other.persons);
        int different = persons.getCardinality() + other.persons.getCardinality() - 2 * both;
        if (different >= limit || (digests.length == 0 && other.digests.length == 0)) {
            return different < limit;
        }
        IntIterator common = RoaringBitmap.and(persons, other.persons).getIntIterator();
        while (common.hasNext() && different < limit) {
            int person = common.next();
            different += digest(person) == other.digest(person) ? 0 : 1;
        }
        return different < limit;
    }

    private int digest(int person) {
        return digests.length == 0 ? 0 : digests[persons.rank(person) - 1];
    }

    void write(DataOutput out) throws IOException {
        persons.serialize(out);
        out.writeInt(digests.length);
        for (int digest : digests) {
            out.writeInt(digest);
        }
    }

    static Members read(DataInput in) throws IOException {
        RoaringBitmap persons = new RoaringBitmap();
        persons.deserialize(in);
        int[] digests = new int[in.readInt()];
        for (int i = 0; i < digests.length; i++) {
            digests[i] = in.readInt();
        }
        return new Members(persons, digests);
    }
}
