package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.jspecify.annotations.Nullable;

/** Rows of one of the broker's own tables, made when they are first read. A one-column row is the bare value. */
final class OwnRows extends AbstractEnumerable<Object> {
    private final QueryState state;
    private final OwnTable table;

    OwnRows(QueryState state, OwnTable table) {
        this.state = state;
        this.table = table;
    }

    @Override
    @SuppressWarnings("NullAway") // A one-column row may be SQL NULL, for which the engine's interface has no name.
    public Enumerator<Object> enumerator() {
        List<Object> rows = new ArrayList<>();
        for (@Nullable Object[] row : table.rows(state.session)) {
            rows.add(row.length == 1 ? row[0] : row);
        }
        return Linq4j.enumerator(rows);
    }
}
