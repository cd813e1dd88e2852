package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.jspecify.annotations.Nullable;

/**
 * The driver of a bind join: its rows are read once, at the first demand for rows or keys, and remembered up to a bound. If
 * the keys go beyond {@link #MAX_KEYS}, they are given up (the driven source is then read whole) and the remaining rows
 * stream.
 */
final class SpooledRows extends AbstractEnumerable<Object> {
    /** Distinct keys beyond which sending them costs more than reading the other side. */
    static final int MAX_KEYS = 200_000;

    private final QueryState state;
    private final Enumerable<Object> source;
    private final int column;
    private final boolean single;
    private @Nullable List<Object> rows;
    private @Nullable Set<Object> keys;
    private @Nullable Enumerator<Object> rest;

    SpooledRows(QueryState state, Enumerable<Object> source, int column, boolean single, int set) {
        this.state = state;
        this.source = source;
        this.column = column;
        this.single = single;
        state.keySets.register(set, this::keys);
    }

    private synchronized @Nullable Set<Object> keys() {
        fill();
        return keys;
    }

    private void fill() {
        if (rows != null) {
            return;
        }
        List<Object> read = new ArrayList<>();
        Set<Object> distinct = new HashSet<>();
        Enumerator<Object> enumerator = source.enumerator();
        boolean whole = false;
        try {
            while (enumerator.moveNext()) {
                if ((read.size() & 1023) == 0) {
                    state.check();
                }
                Object row = enumerator.current();
                read.add(row);
                Object key = single ? row : ((@Nullable Object[]) row)[column];
                if (key != null) {
                    distinct.add(key);
                }
                if (distinct.size() > MAX_KEYS) {
                    rest = enumerator;
                    break;
                }
            }
            whole = rest == null;
        } finally {
            if (rest == null) {
                enumerator.close();
            }
        }
        keys = whole ? distinct : null;
        rows = read;
    }

    @Override
    public synchronized Enumerator<Object> enumerator() {
        fill();
        Enumerator<Object> first = Linq4j.enumerator(java.util.Objects.requireNonNull(rows));
        Enumerator<Object> second = rest;
        if (second == null) {
            return first;
        }
        // More keys than are worth sending: the remembered rows, then the rest, which can be read only once.
        rest = null;
        rows = null;
        return new Enumerator<>() {
            private boolean inFirst = true;

            @Override
            public Object current() {
                return inFirst ? first.current() : second.current();
            }

            @Override
            public boolean moveNext() {
                if (inFirst && first.moveNext()) {
                    return true;
                }
                inFirst = false;
                return second.moveNext();
            }

            @Override
            public void reset() {
                throw new UnsupportedOperationException("rows of a source are read once");
            }

            @Override
            public void close() {
                second.close();
            }
        };
    }
}
