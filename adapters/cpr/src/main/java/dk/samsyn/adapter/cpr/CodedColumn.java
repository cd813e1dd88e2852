package dk.samsyn.adapter.cpr;

import dk.samsyn.spi.ColumnStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A column with far fewer values than rows (sex, municipality, dates): four bytes a row and each value once, so that reading
 * makes no objects. The index by value is built when it is first asked for.
 */
final class CodedColumn implements ListColumn {
    private static final int FREQUENT = 200;
    private static final int BOUNDS = 101;

    private final Function<String, Object> parse;
    private final Map<String, Integer> codeOfSpelling = new HashMap<>();
    private final Map<Object, Integer> codeOfValue = new HashMap<>();
    private final List<@Nullable Object> values = new ArrayList<>();
    private int[] codes = new int[1024];
    private int size;
    private volatile @Nullable Index index;

    /** Rows by code: those of code {@code c} stand from {@code from[c]} to {@code from[c + 1]}. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves this class
    private record Index(int[] from, int[] rows) {}

    /**
     * Makes an empty column.
     *
     * @param parse value of a spelling that is not empty
     */
    CodedColumn(Function<String, Object> parse) {
        this.parse = parse;
        values.add(null);
        codeOfSpelling.put("", 0);
    }

    @Override
    public void add(String spelling) {
        Integer code = codeOfSpelling.get(spelling);
        if (size == codes.length) {
            codes = Arrays.copyOf(codes, size + size / 2);
        }
        codes[size++] = code == null ? newCode(spelling) : code;
    }

    @Override
    public void finish() {
        codes = Arrays.copyOf(codes, size);
        codeOfSpelling.clear();
    }

    @Override
    public @Nullable Object get(int row) {
        return values.get(codes[row]);
    }

    @Override
    public IntPredicate in(Collection<?> wanted) {
        boolean[] isWanted = new boolean[values.size()];
        for (int code : codes(wanted)) {
            isWanted[code] = true;
        }
        return row -> isWanted[codes[row]];
    }

    @Override
    public int[] rowsOf(Collection<?> wanted) {
        Index known = index;
        if (known == null) {
            known = build();
            index = known;
        }
        int[] wantedCodes = codes(wanted);
        int[] from = known.from();
        int count = 0;
        for (int code : wantedCodes) {
            count += from[code + 1] - from[code];
        }
        int[] found = new int[count];
        int next = 0;
        for (int code : wantedCodes) {
            int length = from[code + 1] - from[code];
            System.arraycopy(known.rows(), from[code], found, next, length);
            next += length;
        }
        return found;
    }

    @Override
    public ColumnStatistics statistics() {
        int[] counts = new int[values.size()];
        for (int code : codes) {
            counts[code]++;
        }
        double all = Math.max(1, size);
        List<Integer> byCount = IntStream.range(1, counts.length)
                .boxed()
                .sorted(Comparator.comparing((Integer code) -> -counts[code]))
                .toList();
        Map<Object, Double> frequent = new HashMap<>();
        for (int code : byCount.subList(0, Math.min(FREQUENT, byCount.size()))) {
            frequent.put(java.util.Objects.requireNonNull(values.get(code)), counts[code] / all);
        }
        return new ColumnStatistics(values.size() - 1.0, counts[0] / all, frequent, bounds(frequent));
    }

    /** Cuts the values that are not frequent; they are all of one comparable class. */
    @SuppressWarnings("unchecked")
    private List<Object> bounds(Map<Object, Double> frequent) {
        List<Comparable<Object>> rest = new ArrayList<>();
        for (int code : codes) {
            Object value = values.get(code);
            if (value != null && !frequent.containsKey(value)) {
                rest.add((Comparable<Object>) value);
            }
        }
        rest.sort(Comparator.naturalOrder());
        List<Object> bounds = new ArrayList<>();
        for (int i = 0; i < BOUNDS && !rest.isEmpty(); i++) {
            bounds.add(rest.get((int) ((long) i * (rest.size() - 1) / (BOUNDS - 1))));
        }
        return bounds;
    }

    private int newCode(String spelling) {
        Object value = parse.apply(spelling);
        Integer known = codeOfValue.get(value);
        int code = known == null ? values.size() : known;
        if (known == null) {
            values.add(value);
            codeOfValue.put(value, code);
        }
        codeOfSpelling.put(spelling, code);
        return code;
    }

    private int[] codes(Collection<?> wanted) {
        return wanted.stream()
                .map(codeOfValue::get)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private Index build() {
        int[] from = new int[values.size() + 1];
        for (int code : codes) {
            from[code + 1]++;
        }
        for (int code = 0; code < values.size(); code++) {
            from[code + 1] += from[code];
        }
        int[] next = from.clone();
        int[] rows = new int[size];
        for (int row = 0; row < size; row++) {
            rows[next[codes[row]]++] = row;
        }
        return new Index(from, rows);
    }
}
