package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.RowIndex;
import dk.samsyn.broker.engine.column.RowStore;
import dk.samsyn.broker.engine.column.Vector;
import dk.samsyn.broker.engine.expression.Expression;
import dk.samsyn.broker.engine.expression.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kept input of a join, found by key; without keys every row is a candidate. */
final class JoinTable {
    private final List<Expression> keys;
    private final Frame frame;
    private final RowStore rows;
    private final ColumnStore[] keyColumns;
    private final boolean[] nullSafe;
    private @Nullable RowIndex index;

    JoinTable(Execution execution, List<Form> forms, List<Expression> keys, boolean[] nullSafe) {
        this.keys = keys;
        this.nullSafe = nullSafe;
        this.frame = new Frame(execution);
        this.rows = new RowStore(forms);
        this.keyColumns = new ColumnStore[keys.size()];
        for (int i = 0; i < keyColumns.length; i++) {
            int column = keys.get(i).column();
            keyColumns[i] = column >= 0
                    ? rows.column(column)
                    : ColumnStore.of(keys.get(i).form());
        }
    }

    void add(Batch batch) {
        frame.over(batch);
        for (int i = 0; i < keyColumns.length; i++) {
            if (keys.get(i).column() < 0) {
                keyColumns[i].append(keys.get(i).values(frame, batch.all()), batch.all());
            }
        }
        rows.append(batch);
    }

    /** To be called once, when all rows are there. */
    void complete() {
        if (keyColumns.length > 0) {
            index = RowIndex.of(keyColumns, nullSafe);
        }
    }

    RowStore rows() {
        return rows;
    }

    /** The first candidate for a row of the other input, or {@link ColumnStore#NO_ROW}. */
    int first(Vector[] other, int row, int hash) {
        if (index == null) {
            return rows.size() == 0 ? ColumnStore.NO_ROW : 0;
        }
        return RowIndex.matchable(other, nullSafe, row) ? index.first(other, row, hash) : ColumnStore.NO_ROW;
    }

    int following(Vector[] other, int row, int hash, int found) {
        if (index == null) {
            return found + 1 < rows.size() ? found + 1 : ColumnStore.NO_ROW;
        }
        return index.following(other, row, hash, found);
    }

    long bytes() {
        long bytes = rows.bytes() + (index == null ? 0 : index.bytes());
        for (int i = 0; i < keyColumns.length; i++) {
            bytes += keys.get(i).column() < 0 ? keyColumns[i].bytes() : 0;
        }
        return bytes;
    }
}
