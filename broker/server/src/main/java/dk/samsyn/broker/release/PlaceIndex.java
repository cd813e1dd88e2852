package dk.samsyn.broker.release;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Which answers may stand at a place: a multimap from 64-bit hashes to numbers of answers, in arrays, some 24 bytes for each entry.
 * Most places that are asked for are free, and a few bits for each, which stay in the processor's cache, say so. What was added last
 * can be taken back. Two places with one hash are looked at together, so whoever asks compares what is found.
 */
final class PlaceIndex {
    private static final int FIRST = 1 << 10;

    /** Bits for each entry, of which one is set: one place in four to eight looks taken and is free. */
    private static final int BITS = 4;

    private int[] heads = filled(FIRST);

    /** Of each entry the place, then its answer and the entry before it: one look at memory for all. */
    private long[] entries = new long[2 * FIRST];

    private long[] taken = new long[FIRST * BITS / Long.SIZE];
    private int size;

    private static int[] filled(int length) {
        int[] heads = new int[length];
        Arrays.fill(heads, -1);
        return heads;
    }

    /** Adds an answer at a place; answers come in ascending order. */
    void add(long place, int answer) {
        if (2 * size == entries.length) {
            grow();
        }
        link(size++, place, answer);
    }

    private void link(int entry, long place, int answer) {
        int head = head(place);
        entries[2 * entry] = place;
        entries[2 * entry + 1] = ((long) answer << 32) | (heads[head] & 0xffff_ffffL);
        heads[head] = entry;
        taken[word(place)] |= 1L << (place >>> 32);
    }

    private int head(long place) {
        return (int) (place & (heads.length - 1));
    }

    private int answer(int entry) {
        return (int) (entries[2 * entry + 1] >>> 32);
    }

    /** The bits of a hash's upper half; of them the lowest six choose the bit within the word. */
    private int word(long place) {
        return (int) (place >>> 38) & (taken.length - 1);
    }

    private void grow() {
        entries = Arrays.copyOf(entries, 2 * entries.length);
        heads = filled(2 * heads.length);
        taken = new long[2 * taken.length];
        for (int entry = 0; entry < size; entry++) {
            link(entry, entries[2 * entry], answer(entry));
        }
    }

    /** Every answer at a place, the newest first. */
    void at(long place, IntConsumer each) {
        if ((taken[word(place)] >>> (place >>> 32) & 1) == 0) {
            return;
        }
        int entry = heads[head(place)];
        while (entry >= 0) {
            long found = entries[2 * entry + 1];
            if (entries[2 * entry] == place) {
                each.accept((int) (found >>> 32));
            }
            entry = (int) found;
        }
    }

    void clear() {
        size = 0;
        Arrays.fill(heads, -1);
        Arrays.fill(taken, 0);
    }
}
