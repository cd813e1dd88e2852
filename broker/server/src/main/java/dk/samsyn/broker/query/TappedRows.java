package dk.samsyn.broker.query;

import java.util.Objects;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/** A sealed table's rows, noted as they pass: whose they are, whether only break-glass opens them, which source gave them. */
final class TappedRows extends AbstractEnumerable<Object> {
    private final QueryState state;
    private final Enumerable<Object> rows;
    private final String table;
    private final Seal.Tap tap;

    TappedRows(QueryState state, Enumerable<Object> rows, String table, Seal.Tap tap) {
        this.state = state;
        this.rows = rows;
        this.table = table;
        this.tap = tap;
    }

    @Override
    public Enumerator<Object> enumerator() {
        Enumerator<Object> inner = rows.enumerator();
        return new Enumerator<>() {
            @Override
            public Object current() {
                return inner.current();
            }

            @Override
            public boolean moveNext() {
                if (!inner.moveNext()) {
                    return false;
                }
                note(inner.current());
                return true;
            }

            @Override
            public void reset() {
                inner.reset();
            }

            @Override
            public void close() {
                inner.close();
            }
        };
    }

    private void note(Object row) {
        Object person = value(row, tap.person());
        if (person != null) {
            state.shown().read(table, person.toString());
        }
        if (tap.ordinary() >= 0 && !Objects.equals(value(row, tap.ordinary()), true)) {
            state.glassUsed();
        }
        Object source = tap.source().isEmpty() ? value(row, tap.kilde()) : tap.source();
        if (source != null) {
            state.uses().row(source.toString());
        }
    }

    /** A one-column row is the bare value. */
    private static @Nullable Object value(Object row, int column) {
        if (column < 0) {
            return null;
        }
        return row instanceof Object[] values ? values[column] : row;
    }
}
