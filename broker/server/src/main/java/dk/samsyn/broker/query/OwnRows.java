package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.operator.SourceNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one of the broker's own tables as batches of the engine, made when they are first read. */
final class OwnRows implements SourceNode.Reader {
    private final List<@Nullable Object[]> rows;
    private final List<Form> forms;
    private int given;

    OwnRows(OwnTable table, Session session, List<Form> forms) {
        this.rows = table.rows(session);
        this.forms = forms;
    }

    @Override
    public @Nullable Batch next() {
        int count = Math.min(Batch.ROWS, rows.size() - given);
        if (count == 0) {
            return null;
        }
        List<ColumnStore> columns = forms.stream().map(ColumnStore::of).toList();
        for (@Nullable Object[] row : rows.subList(given, given + count)) {
            for (int i = 0; i < row.length; i++) {
                columns.get(i).append(forms.get(i).fitted(row[i]));
            }
        }
        given += count;
        return new Batch(count, columns.stream().map(c -> c.slice(0, count)).toList());
    }

    @Override
    public void close() {
        given = rows.size();
    }
}
