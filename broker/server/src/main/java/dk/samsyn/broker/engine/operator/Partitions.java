package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.KeyTable;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.RowStore;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.ArrayList;
import java.util.List;

/** The rows of a window's input, partition by partition, each in the window's order. */
final class Partitions {
    private final int[] order;
    private final List<Integer> starts;

    private Partitions(int[] order, List<Integer> starts) {
        this.order = order;
        this.starts = starts;
    }

    /** Numbers of the rows. */
    int[] order() {
        return order;
    }

    /** Where in {@link #order} each partition begins, and its length at the end. */
    List<Integer> starts() {
        return starts;
    }

    static Partitions of(RowStore rows, WindowSpec spec, Execution execution) {
        RowStore numbered = numbered(rows, spec);
        List<SortKey> keys = new ArrayList<>();
        keys.add(new SortKey(0, false, true));
        for (int i = 0; i < spec.order().size(); i++) {
            SortKey key = spec.order().get(i);
            keys.add(new SortKey(i + 1, key.descending(), key.nullsFirst()));
        }
        int[] order = SortKey.order(numbered, keys, execution);
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            boolean first = i == 0 || numbered.column(0).compare(order[i - 1], order[i]) != 0;
            if (first) {
                starts.add(i);
            }
        }
        starts.add(order.length);
        return new Partitions(order, starts);
    }

    /** Each row's partition as a number, followed by the columns of the order. */
    private static RowStore numbered(RowStore rows, WindowSpec spec) {
        List<Form> orderForms = new ArrayList<>();
        orderForms.add(Form.LONG);
        spec.order().forEach(k -> orderForms.add(rows.form(k.column())));
        KeyTable partitions =
                new KeyTable(spec.partition().stream().map(rows::form).toList());
        RowStore numbered = new RowStore(orderForms);
        for (int from = 0; from < rows.size(); from += Batch.ROWS) {
            int count = Math.min(Batch.ROWS, rows.size() - from);
            int[] numbers = new int[count];
            Vector[] keys = new Vector[spec.partition().size()];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = rows.column(spec.partition().get(i)).slice(from, count);
            }
            partitions.number(keys, Selection.first(count), numbers);
            long[] wide = new long[count];
            for (int i = 0; i < count; i++) {
                wide[i] = numbers[i];
            }
            List<Vector> columns = new ArrayList<>();
            columns.add(new LongVector(wide, null));
            for (SortKey key : spec.order()) {
                columns.add(rows.column(key.column()).slice(from, count));
            }
            numbered.append(new Batch(count, columns));
        }
        return numbered;
    }
}
