package dk.samsyn.broker.release;

import java.util.Arrays;

/** Small numbers for record keys, given in the order in which the ledger has met them; never taken back. */
final class Ordinals {
    private static final int FIRST = 1 << 10;

    private long[] keys = new long[FIRST];
    private int[] ordinals = new int[FIRST];
    private int size;

    int size() {
        return size;
    }

    /** The ordinal of a key, or -1 if it has none yet. */
    int of(long key) {
        int slot = slot(keys, key);
        return keys[slot] == key ? ordinals[slot] : -1;
    }

    /** Gives the next ordinal. */
    void add(long key) {
        if (2 * (size + 1) > keys.length) {
            grow();
        }
        int slot = slot(keys, key);
        if (keys[slot] != key) {
            keys[slot] = key;
            ordinals[slot] = size++;
        }
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] old = ordinals;
        keys = new long[2 * oldKeys.length];
        ordinals = Arrays.copyOf(ordinals, keys.length);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(keys, oldKeys[i]);
                keys[slot] = oldKeys[i];
                ordinals[slot] = old[i];
            }
        }
    }

    /** Takes back all ordinals from a number on. */
    void keep(int number) {
        long[] kept = new long[number];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0 && ordinals[i] < number) {
                kept[ordinals[i]] = keys[i];
            }
        }
        if (number < size) {
            clear();
            for (long key : kept) {
                add(key);
            }
        }
    }

    void clear() {
        keys = new long[FIRST];
        ordinals = new int[FIRST];
        size = 0;
    }

    private static int slot(long[] keys, long key) {
        int mask = keys.length - 1;
        int slot = (int) (key & mask);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
