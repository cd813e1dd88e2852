package dk.samsyn.broker.release;

import java.util.Arrays;

/** Numbers counted by a key that is a hash: open addressing, 24 bytes a key at most. */
final class LongCounts {
    private static final int FIRST = 1 << 6;

    private long[] keys = new long[FIRST];
    private int[] counts = new int[FIRST];
    private int size;

    /** What is done with each key. */
    interface Each {
        void count(long key, int count);
    }

    int size() {
        return size;
    }

    int get(long key) {
        return counts[place(key)];
    }

    /** Adds a positive number to a key's. */
    void add(long key, int more) {
        int at = place(key);
        if (counts[at] == 0) {
            if (2 * (size + 1) > keys.length) {
                grow();
                at = place(key);
            }
            keys[at] = key;
            size++;
        }
        counts[at] += more;
    }

    void addAll(LongCounts others) {
        others.forEach(this::add);
    }

    void forEach(Each each) {
        for (int i = 0; i < keys.length; i++) {
            if (counts[i] != 0) {
                each.count(keys[i], counts[i]);
            }
        }
    }

    private void grow() {
        long[] formerKeys = keys;
        int[] formerCounts = counts;
        keys = new long[2 * formerKeys.length];
        counts = new int[keys.length];
        for (int i = 0; i < formerKeys.length; i++) {
            if (formerCounts[i] != 0) {
                int at = place(formerKeys[i]);
                keys[at] = formerKeys[i];
                counts[at] = formerCounts[i];
            }
        }
    }

    /** Where a key is, or where it goes. */
    private int place(long key) {
        int at = (int) ((key * 0x9e3779b97f4a7c15L) >>> 33) & (keys.length - 1);
        while (counts[at] != 0 && keys[at] != key) {
            at = (at + 1) & (keys.length - 1);
        }
        return at;
    }

    @Override
    public String toString() {
        return size + " keys, " + Arrays.stream(counts).asLongStream().sum();
    }
}
