package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.MemoryBudget;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.RowStore;
import dk.samsyn.broker.engine.column.Vector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The input's rows, each with functions over the rows of its partition added as columns. */
public final class WindowNode extends Node {
    private final WindowSpec spec;

    /** A window over an input. */
    public WindowNode(Node input, WindowSpec spec) {
        super(forms(input, spec), List.of(input));
        this.spec = spec;
    }

    private static List<Form> forms(Node input, WindowSpec spec) {
        List<Form> forms = new ArrayList<>(input.forms());
        spec.calls().forEach(c -> forms.add(c.form()));
        return forms;
    }

    @Override
    public Operator open(Execution execution) {
        return new Windowing(execution);
    }

    @Override
    public String describe() {
        return "window by " + spec.partition();
    }

    private final class Windowing extends Operator {
        private final Operator input;
        private final MemoryBudget.Account account;
        private @Nullable RowStore rows;
        private List<ColumnStore> results = List.of();
        private int[] order = new int[0];
        private int given;

        private Windowing(Execution execution) {
            super(execution, WindowNode.this);
            this.input = input().open(execution);
            this.account = execution.memory().account();
        }

        @Override
        public void start() {
            input.start();
        }

        @Override
        protected @Nullable Batch produce() {
            RowStore read = rows;
            if (read == null) {
                read = read();
                rows = read;
            }
            int count = Math.min(Batch.ROWS, order.length - given);
            if (count == 0) {
                return null;
            }
            List<Vector> columns = new ArrayList<>(read.gather(order, given, count));
            for (ColumnStore result : results) {
                columns.add(result.slice(given, count));
            }
            given += count;
            return new Batch(count, columns);
        }

        private RowStore read() {
            RowStore read = new RowStore(input().forms());
            for (Batch batch = input.next(); batch != null; batch = input.next()) {
                read.append(batch);
                account.hold(read.bytes() + read.size() * 8L);
            }
            Partitions partitions = Partitions.of(read, spec, execution());
            order = partitions.order();
            results = new WindowFunctions(read, spec, input().forms(), execution()).over(partitions);
            account.hold(read.bytes()
                    + read.size() * 8L
                    + results.stream().mapToLong(ColumnStore::bytes).sum());
            return read;
        }

        @Override
        protected void release() {
            input.close();
            account.close();
        }
    }
}
