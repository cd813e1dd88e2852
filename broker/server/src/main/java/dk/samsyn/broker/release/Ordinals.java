package dk.samsyn.broker.release;

/** Small numbers for record keys, given in the order in which the ledger has met them; never taken back. */
final class Ordinals {
    private static final int FIRST = 1 << 11;

    /** Key and ordinal in turn, so that one look at memory finds both; key 0 is free. */
    private long[] table = new long[FIRST];

    private int size;

    int size() {
        return size;
    }

    /** The ordinal of a key, or -1 if it has none yet. */
    int of(long key) {
        int slot = slot(table, key);
        return table[slot] == key ? (int) table[slot + 1] : -1;
    }

    /** Gives the next ordinal. */
    void add(long key) {
        if (3 * (size + 1) > table.length) {
            grow();
        }
        int slot = slot(table, key);
        if (table[slot] != key) {
            table[slot] = key;
            table[slot + 1] = size++;
        }
    }

    private void grow() {
        long[] former = table;
        table = new long[2 * former.length];
        for (int i = 0; i < former.length; i += 2) {
            if (former[i] != 0) {
                int slot = slot(table, former[i]);
                table[slot] = former[i];
                table[slot + 1] = former[i + 1];
            }
        }
    }

    void clear() {
        table = new long[FIRST];
        size = 0;
    }

    private static int slot(long[] table, long key) {
        int mask = table.length - 2;
        int slot = (int) (key << 1) & mask;
        while (table[slot] != 0 && table[slot] != key) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }
}
