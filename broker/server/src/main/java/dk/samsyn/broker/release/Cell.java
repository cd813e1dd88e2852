package dk.samsyn.broker.release;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One cell while its rows come in: what each person adds up to so far, by an open table of record keys. */
final class Cell {
    private static final int FIRST = 16;

    private final GateSpec spec;
    private final Map<Integer, Integer> providers = new HashMap<>();
    private final Set<PersonAtProvider> seen = new HashSet<>();
    private long[] table = new long[FIRST];
    private double[][] sums;
    private int persons;

    private record PersonAtProvider(long person, int provider) {}

    Cell(GateSpec spec) {
        this.spec = spec;
        this.sums = new double[1 + 2 * spec.measures().size()][FIRST];
    }

    /** Adds a row of the gate's input for a person; provider -1 is none. */
    void add(long person, int provider, @Nullable Object[] row) {
        int slot = slot(table, person);
        if (table[slot] == 0) {
            if (2 * (persons + 1) > table.length) {
                grow();
                slot = slot(table, person);
            }
            table[slot] = person;
            persons++;
        }
        for (int i = 0; i < sums.length; i++) {
            Object number = row[spec.rowsColumn() + i];
            if (number != null) {
                sums[i][slot] += ((Number) number).doubleValue();
            }
        }
        if (provider >= 0 && seen.add(new PersonAtProvider(person, provider))) {
            providers.merge(provider, 1, Integer::sum);
        }
    }

    /** Distinct persons so far. */
    int persons() {
        return persons;
    }

    /** Record keys are random already; zero, which none is, marks a free place. */
    private static int slot(long[] table, long person) {
        int mask = table.length - 1;
        int slot = (int) (person & mask);
        while (table[slot] != 0 && table[slot] != person) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] wider = new long[2 * table.length];
        double[][] moved = new double[sums.length][wider.length];
        for (int from = 0; from < table.length; from++) {
            if (table[from] != 0) {
                int to = slot(wider, table[from]);
                wider[to] = table[from];
                for (int i = 0; i < sums.length; i++) {
                    moved[i][to] = sums[i][from];
                }
            }
        }
        table = wider;
        sums = moved;
    }

    /** The whole cell. */
    Totals totals() {
        long[] keys = Arrays.stream(table).filter(key -> key != 0).sorted().toArray();
        double[][] ordered = new double[sums.length][keys.length];
        for (int i = 0; i < keys.length; i++) {
            int slot = slot(table, keys[i]);
            for (int s = 0; s < sums.length; s++) {
                ordered[s][i] = sums[s][slot];
            }
        }
        return new Totals(keys, ordered, providers.values());
    }
}
