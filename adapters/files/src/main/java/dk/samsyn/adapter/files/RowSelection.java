package dk.samsyn.adapter.files;

import dk.samsyn.spi.Condition;
import dk.samsyn.spi.PersonFormat;
import dk.samsyn.spi.ScanRequest;
import dk.samsyn.spi.SourceTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which whole rows of a table a request wants, and which of their columns in which order. */
final class RowSelection {
    private final int[] wanted;
    private final List<OneOf> conditions;
    private final int key;
    private final Optional<Set<String>> keys;

    RowSelection(SourceTable table, ScanRequest request) {
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
        key = table.indexOf(table.key().column());
        if (request.keys().isPresent() && key < 0) {
            throw new IllegalArgumentException(table.name() + " takes no keys");
        }
        keys = request.keys().map(RowSelection::normalised);
    }

    /** The keys asked for, normalised; absent = every row. */
    Optional<Set<String>> keys() {
        return keys;
    }

    boolean accepts(@Nullable Object[] row) {
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

    @Nullable
    Object[] project(@Nullable Object[] row) {
        @Nullable Object[] projected = new @Nullable Object[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            projected[i] = row[wanted[i]];
        }
        return projected;
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
