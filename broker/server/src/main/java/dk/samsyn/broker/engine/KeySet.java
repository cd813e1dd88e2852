package dk.samsyn.broker.engine;

import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.Hashes;
import dk.samsyn.broker.engine.column.KeyTable;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.ArrayList;
import java.util.List;

/** Distinct values of one column, without NULL. Complete and unchanging once it is handed out by {@link Part#keys}. */
public final class KeySet {
    private final Form form;
    private final KeyTable keys;

    KeySet(Form form) {
        this.form = form;
        this.keys = new KeyTable(List.of(form));
    }

    void add(Batch batch, int column) {
        Vector values = batch.column(column);
        Vector[] columns = {values};
        int[] present = new int[batch.size()];
        int n = 0;
        for (int row = 0; row < batch.size(); row++) {
            if (!values.isNull(row)) {
                present[n++] = row;
            }
        }
        keys.number(columns, Selection.of(present, n), new int[batch.size()]);
    }

    public int size() {
        return keys.size();
    }

    public Form form() {
        return form;
    }

    /** The keys in the order of their first appearance. */
    public ColumnStore values() {
        return keys.column(0);
    }

    /** The keys as objects. */
    public List<Object> objects() {
        return objects(0);
    }

    List<Object> objects(int from) {
        List<Object> objects = new ArrayList<>(size() - from);
        for (int i = from; i < size(); i++) {
            objects.add(java.util.Objects.requireNonNull(values().get(i, form)));
        }
        return objects;
    }

    /** Writes to each row's place whether its value is one of the keys: 1 or 0, and 0 for NULL. */
    public void contains(Vector values, Selection rows, long[] found) {
        Vector[] columns = {values};
        int[] hashes = Hashes.of(columns, rows, found.length);
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            found[row] = keys.find(columns, row, hashes[row]) >= 0 ? 1 : 0;
        }
    }

    long bytes() {
        return keys.bytes();
    }
}
