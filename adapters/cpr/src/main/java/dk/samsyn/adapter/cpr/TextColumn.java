package dk.samsyn.adapter.cpr;

import dk.samsyn.spi.ColumnStatistics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** A column whose values mostly differ (numbers of persons, names): UTF-8 bytes in one array. May have a hash index. */
final class TextColumn implements ListColumn {
    private final boolean indexed;
    private byte[] heap = new byte[16 * 1024];
    private int[] ends = new int[1024];
    private int size;
    private int[] heads = new int[0];
    private int[] next = new int[0];

    TextColumn(boolean indexed) {
        this.indexed = indexed;
    }

    @Override
    public void add(String spelling) {
        byte[] bytes = spelling.getBytes(StandardCharsets.UTF_8);
        int start = start(size);
        if (start + bytes.length > heap.length) {
            heap = Arrays.copyOf(heap, Math.max(start + bytes.length, heap.length + heap.length / 2));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size + size / 2);
        }
        System.arraycopy(bytes, 0, heap, start, bytes.length);
        ends[size++] = start + bytes.length;
    }

    @Override
    public void finish() {
        heap = Arrays.copyOf(heap, start(size));
        ends = Arrays.copyOf(ends, size);
        if (!indexed) {
            return;
        }
        heads = new int[Math.max(16, Integer.highestOneBit(Math.max(1, size)) * 2)];
        Arrays.fill(heads, -1);
        next = new int[size];
        for (int row = 0; row < size; row++) {
            int bucket = bucket(hash(heap, start(row), ends[row]));
            next[row] = heads[bucket];
            heads[bucket] = row;
        }
    }

    @Override
    public @Nullable Object get(int row) {
        int start = start(row);
        return start == ends[row] ? null : new String(heap, start, ends[row] - start, StandardCharsets.UTF_8);
    }

    @Override
    public IntPredicate in(Collection<?> values) {
        Set<?> wanted = new HashSet<>(values);
        return row -> {
            Object value = get(row);
            return value != null && wanted.contains(value);
        };
    }

    @Override
    public int @Nullable [] rowsOf(Collection<?> values) {
        if (!indexed) {
            return null;
        }
        int[] found = new int[16];
        int count = 0;
        for (Object value : new HashSet<>(values)) {
            byte[] wanted = value.toString().getBytes(StandardCharsets.UTF_8);
            for (int row = heads[bucket(hash(wanted, 0, wanted.length))]; row >= 0; row = next[row]) {
                if (wanted.length > 0 && Arrays.equals(heap, start(row), ends[row], wanted, 0, wanted.length)) {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, count * 2);
                    }
                    found[count++] = row;
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    @Override
    public ColumnStatistics statistics() {
        if (!indexed) {
            return ColumnStatistics.of(size);
        }
        int distinct = 0;
        for (int row = 0; row < size; row++) {
            int other = next[row];
            while (other >= 0 && !Arrays.equals(heap, start(row), ends[row], heap, start(other), ends[other])) {
                other = next[other];
            }
            distinct += other < 0 ? 1 : 0;
        }
        return ColumnStatistics.of(distinct);
    }

    private int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    private int bucket(int hash) {
        // Numbers of persons differ in few digits: the finaliser of MurmurHash3 spreads them.
        int mixed = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
        mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35;
        return (mixed ^ (mixed >>> 16)) & (heads.length - 1);
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }
}
