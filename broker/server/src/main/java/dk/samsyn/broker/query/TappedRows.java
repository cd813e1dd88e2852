package dk.samsyn.broker.query;

import java.util.Objects;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;

/** A sealed table's rows, noted as they pass: whose they are, and whether only break-glass opens them. */
final class TappedRows extends AbstractEnumerable<Object> {
    private final QueryState state;
    private final Enumerable<Object> rows;
    private final String table;
    private final int person;
    private final int ordinary;

    TappedRows(QueryState state, Enumerable<Object> rows, String table, int person, int ordinary) {
        this.state = state;
        this.rows = rows;
        this.table = table;
        this.person = person;
        this.ordinary = ordinary;
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
        // A one-column row is the bare value.
        Object number = row instanceof Object[] values ? values[person] : row;
        if (number != null) {
            state.shown().read(table, number.toString());
        }
        if (ordinary >= 0 && row instanceof Object[] values && !Objects.equals(values[ordinary], true)) {
            state.glassUsed();
        }
    }
}
