package dk.samsyn.broker.release;

import java.util.Arrays;

/**
 * Which answers may stand at a place: a multimap from 64-bit hashes to numbers of answers, in arrays, some 24 bytes for each entry.
 * Most places that are asked for are free, and a few bits for each, which stay in the processor's cache, say so. Two places with one
 * hash are looked at together, so whoever asks compares what is found.
 */
final class PlaceIndex {
    private static final int FIRST = 1 << 10;

    /** Bits for each entry, of which two of one word are set: one place in 20 to 70 looks taken and is free. */
    private static final int BITS = 8;

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
        taken[word(place)] |= bits(place);
    }

    private int head(long place) {
        return (int) (place & (heads.length - 1));
    }

    /** The upper bits of a hash. */
    private int word(long place) {
        return (int) (place >>> 38) & (taken.length - 1);
    }

    /** The bits below choose two within the word. */
    private static long bits(long place) {
        return 1L << (place >>> 32) | 1L << (place >>> 26);
    }

    private void grow() {
        entries = Arrays.copyOf(entries, 2 * entries.length);
        heads = filled(2 * heads.length);
        taken = new long[2 * taken.length];
        for (int entry = 0; entry < size; entry++) {
            link(entry, entries[2 * entry], answer(entry));
        }
    }

    /** The entry that was added last at a place, or -1. */
    int last(long place) {
        long bits = bits(place);
        return (taken[word(place)] & bits) == bits ? at(heads[head(place)], place) : -1;
    }

    /** The entry at the place that was added before one of it, or -1. */
    int before(int entry, long place) {
        return at((int) entries[2 * entry + 1], place);
    }

    private int at(int entry, long place) {
        int found = entry;
        while (found >= 0 && entries[2 * found] != place) {
            found = (int) entries[2 * found + 1];
        }
        return found;
    }

    /** An entry's answer. */
    int answer(int entry) {
        return (int) (entries[2 * entry + 1] >>> 32);
    }

    void clear() {
        size = 0;
        Arrays.fill(heads, -1);
        Arrays.fill(taken, 0);
    }
}
