package dk.samsyn.spi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which whole rows of a table a request wants, and which of their columns in which order: for adapters that have the rows in
 * hand and whose tables declare {@link Capability#KEYS} and {@link Capability#FILTER_IN}.
 */
public final class RowSelection {
    private final int[] wanted;
    private final List<OneOf> conditions;
    private final int key;
    private final Optional<Set<String>> keys;

    /**
     * The selection of a request.
     *
     * @throws IllegalArgumentException if the request asks for what such a table does not declare
     */
    public RowSelection(SourceTable table, ScanRequest request) {
        wanted = request.columns().stream()
                .mapToInt(name -> position(table, name))
                .toArray();
        conditions = new ArrayList<>();
        for (Condition condition : request.conditions()) {
            if (!(condition instanceof Condition.In in)) {
                throw new IllegalArgumentException(table.name() + " evaluates no ranges");
            }
            Set<Object> values = new HashSet<>();
            in.values().forEach(value -> values.add(comparable(value)));
            conditions.add(new OneOf(position(table, in.column()), values));
        }
        if (request.limit().isPresent() && !table.capabilities().contains(Capability.LIMIT)) {
            throw new IllegalArgumentException(table.name() + " does not limit rows");
        }
        key = table.indexOf(table.key().column());
        if (request.keys().isPresent() && key < 0) {
            throw new IllegalArgumentException(table.name() + " takes no keys");
        }
        keys = request.keys().map(RowSelection::normalised);
    }

    /** The keys asked for, normalised; absent = every row. */
    public Optional<Set<String>> keys() {
        return keys;
    }

    /** Whether a row, with every column of the table, has one of the keys and fulfils every condition. */
    public boolean accepts(@Nullable Object[] row) {
        if (keys.isPresent()
                && !(row[key] instanceof String person && keys.get().contains(PersonFormat.normalise(person)))) {
            return false;
        }
        for (OneOf condition : conditions) {
            Object value = row[condition.column()];
            if (value == null || !condition.values().contains(comparable(value))) {
                return false;
            }
        }
        return true;
    }

    /** The columns of a whole row that are wanted. */
    public @Nullable Object[] project(@Nullable Object[] row) {
        @Nullable Object[] projected = new @Nullable Object[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            projected[i] = row[wanted[i]];
        }
        return projected;
    }

    /** Values that a condition on {@code column} allows, absent if there is none: to leave out whole partitions. */
    public Optional<Set<Object>> allowed(SourceTable table, String column) {
        int at = position(table, column);
        return conditions.stream()
                .filter(condition -> condition.column() == at)
                .map(OneOf::values)
                .reduce((a, b) -> {
                    Set<Object> both = new HashSet<>(a);
                    both.retainAll(b);
                    return both;
                });
    }

    private static int position(SourceTable table, String column) {
        table.column(column);
        return table.indexOf(column);
    }

    private static Set<String> normalised(List<String> keys) {
        Set<String> set = new HashSet<>();
        keys.forEach(value -> set.add(PersonFormat.normalise(value)));
        return set;
    }

    /** Decimals are equal by value: 1.0 and 1.00. */
    private static Object comparable(Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }

    private record OneOf(int column, Set<Object> values) {}
}
