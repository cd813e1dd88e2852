package dk.samsyn.broker.release;

import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.roaringbitmap.ArrayContainer;
import org.roaringbitmap.IntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Who contributes to an answer and how much, compactly and exactly: persons as ordinals in a bitmap, amounts as digests in the
 * persons' order; without digests every amount is one.
 */
final class Members {
    /** More of 65,536 are kept as bits. */
    private static final int MOST_IN_ARRAY = 4_096;

    private final RoaringBitmap persons;
    private final int[] digests;

    private Members(RoaringBitmap persons, int[] digests) {
        this.persons = persons;
        this.digests = digests;
    }

    /**
     * The members of contributions.
     *
     * @param ordinals of their persons, in the same order
     */
    static Members of(Contributions contributions, int[] ordinals) {
        int[] sorted = ordinals.clone();
        Arrays.sort(sorted);
        RoaringBitmap persons = bitmap(sorted);
        int[] digests = new int[contributions.countsPersons() ? 0 : ordinals.length];
        for (int i = 0; i < digests.length; i++) {
            digests[Arrays.binarySearch(sorted, ordinals[i])] = contributions.digest(i);
        }
        return new Members(persons, digests);
    }

    /** What {@link RoaringBitmap#bitmapOf} makes of them, without adding one by one. */
    private static RoaringBitmap bitmap(int[] sorted) {
        RoaringBitmap bitmap = new RoaringBitmap();
        for (int from = 0; from < sorted.length; ) {
            int high = sorted[from] >>> Character.SIZE;
            int to = from;
            while (to < sorted.length && sorted[to] >>> Character.SIZE == high) {
                to++;
            }
            char[] low = new char[to - from];
            for (int i = 0; i < low.length; i++) {
                low[i] = (char) sorted[from + i];
            }
            ArrayContainer container = new ArrayContainer(low);
            bitmap.append((char) high, low.length > MOST_IN_ARRAY ? container.toBitmapContainer() : container);
            from = to;
        }
        bitmap.runOptimize();
        return bitmap;
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

    /** Bytes that {@link #write} needs. */
    int bytes() {
        return persons.serializedSizeInBytes() + Integer.BYTES * (1 + digests.length);
    }

    void write(ByteBuffer out) {
        persons.serialize(out);
        out.putInt(digests.length);
        for (int digest : digests) {
            out.putInt(digest);
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
