package dk.samsyn.broker.engine.column;

import java.util.ArrayList;
import java.util.List;

/** Rows kept in memory, column by column, found by their number. */
public final class RowStore {
    private final List<Form> forms;
    private final List<ColumnStore> columns;
    private int size;

    /** An empty store for rows of some forms. */
    public RowStore(List<Form> forms) {
        this.forms = List.copyOf(forms);
        this.columns = forms.stream().map(ColumnStore::of).toList();
    }

    /** Adds every row of a batch. */
    public void append(Batch batch) {
        append(batch, batch.all());
    }

    /** Adds some rows of a batch. */
    public void append(Batch batch, Selection rows) {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).append(batch.column(i), rows);
        }
        size += rows.size();
    }

    public int size() {
        return size;
    }

    public ColumnStore column(int index) {
        return columns.get(index);
    }

    /** Form of a column. */
    public Form form(int index) {
        return forms.get(index);
    }

    public int width() {
        return columns.size();
    }

    /** Columns of the rows with the numbers {@code rows[from]} and following. */
    public List<Vector> gather(int[] rows, int from, int count) {
        List<Vector> gathered = new ArrayList<>(columns.size());
        columns.forEach(c -> gathered.add(c.gather(rows, from, count)));
        return gathered;
    }

    /** Columns of the rows from a number on. */
    public List<Vector> slice(int from, int count) {
        List<Vector> sliced = new ArrayList<>(columns.size());
        columns.forEach(c -> sliced.add(c.slice(from, count)));
        return sliced;
    }

    /** Memory held, about. */
    public long bytes() {
        return columns.stream().mapToLong(ColumnStore::bytes).sum();
    }
}
