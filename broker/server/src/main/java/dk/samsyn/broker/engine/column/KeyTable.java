package dk.samsyn.broker.engine.column;

import java.util.Arrays;
import java.util.List;

/** Distinct keys of one or more columns, numbered in the order of their first appearance. NULL is a key like any other. */
public final class KeyTable {
    private static final int FIRST_SLOTS = 64;

    private final List<ColumnStore> keys;
    private int[] slots = new int[FIRST_SLOTS];
    private int[] hashes = new int[FIRST_SLOTS];
    private int size;

    /** An empty table for keys of some forms. */
    public KeyTable(List<Form> forms) {
        this.keys = forms.stream().map(ColumnStore::of).toList();
    }

    /** Distinct keys so far. */
    public int size() {
        return size;
    }

    /** A column of the keys. */
    public ColumnStore column(int index) {
        return keys.get(index);
    }

    /** Writes each row's key number to the row's place in {@code numbers}; new keys get new numbers. */
    public void number(Vector[] columns, Selection rows, int[] numbers) {
        if (keys.isEmpty()) {
            for (int k = 0; k < rows.size(); k++) {
                numbers[rows.row(k)] = 0;
            }
            size = rows.isEmpty() ? size : 1;
            return;
        }
        int[] rowHashes = Hashes.of(columns, rows, numbers.length);
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            numbers[row] = find(columns, row, rowHashes[row], true);
        }
    }

    /** The number of one row's key, or -1 if it is not in the table. */
    public int find(Vector[] columns, int row, int hash) {
        return find(columns, row, hash, false);
    }

    private int find(Vector[] columns, int row, int hash, boolean add) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        while (true) {
            int number = slots[slot] - 1;
            if (number < 0) {
                return add ? add(columns, row, hash, slot) : -1;
            }
            if (hashes[number] == hash && same(number, columns, row)) {
                return number;
            }
            slot = (slot + 1) & mask;
        }
    }

    private boolean same(int number, Vector[] columns, int row) {
        for (int i = 0; i < columns.length; i++) {
            if (!keys.get(i).same(number, columns[i], row)) {
                return false;
            }
        }
        return true;
    }

    private int add(Vector[] columns, int row, int hash, int slot) {
        int number = size++;
        for (int i = 0; i < columns.length; i++) {
            keys.get(i).append(columns[i], row);
        }
        if (number == hashes.length) {
            hashes = Arrays.copyOf(hashes, number * 2);
        }
        hashes[number] = hash;
        slots[slot] = number + 1;
        if (size * 2L > slots.length) {
            grow();
        }
        return number;
    }

    private void grow() {
        int[] larger = new int[slots.length * 2];
        int mask = larger.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = hashes[number] & mask;
            while (larger[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            larger[slot] = number + 1;
        }
        slots = larger;
    }

    /** Memory held, about. */
    public long bytes() {
        return (slots.length + hashes.length) * 4L
                + keys.stream().mapToLong(ColumnStore::bytes).sum();
    }
}
