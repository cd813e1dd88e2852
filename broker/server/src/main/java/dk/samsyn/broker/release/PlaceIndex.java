package dk.samsyn.broker.release;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Which answers stand at a place: a multimap from 64-bit hashes to numbers of answers, in arrays, some 24 bytes for each entry.
 * What was added last can be taken back. Two places with one hash would be looked at together, which costs a comparison and
 * changes nothing.
 */
final class PlaceIndex {
    private static final int FIRST = 1 << 10;

    private int[] heads = filled(FIRST);
    private long[] places = new long[FIRST];
    private int[] answers = new int[FIRST];
    private int[] next = new int[FIRST];
    private int size;

    private static int[] filled(int length) {
        int[] heads = new int[length];
        Arrays.fill(heads, -1);
        return heads;
    }

    /** Adds an answer at a place; answers come in ascending order. */
    void add(long place, int answer) {
        if (size == places.length) {
            grow();
        }
        places[size] = place;
        answers[size] = answer;
        link(size++);
    }

    private void link(int entry) {
        int head = (int) (places[entry] & (heads.length - 1));
        next[entry] = heads[head];
        heads[head] = entry;
    }

    private void grow() {
        int wider = 2 * places.length;
        places = Arrays.copyOf(places, wider);
        answers = Arrays.copyOf(answers, wider);
        next = Arrays.copyOf(next, wider);
        heads = filled(wider);
        for (int entry = 0; entry < size; entry++) {
            link(entry);
        }
    }

    /** Every answer at a place, the newest first. */
    void at(long place, IntConsumer each) {
        for (int entry = heads[(int) (place & (heads.length - 1))]; entry >= 0; entry = next[entry]) {
            if (places[entry] == place) {
                each.accept(answers[entry]);
            }
        }
    }

    /** The oldest answer at a place, or -1. */
    int first(long place) {
        int[] first = {-1};
        at(place, answer -> first[0] = answer);
        return first[0];
    }

    /** Takes back all entries of answers from a number on. */
    void keepBelow(int answer) {
        while (size > 0 && answers[size - 1] >= answer) {
            size--;
            heads[(int) (places[size] & (heads.length - 1))] = next[size];
        }
    }

    void clear() {
        size = 0;
        Arrays.fill(heads, -1);
    }
}
