package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.MemoryBudget;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.KeyTable;
import dk.samsyn.broker.engine.column.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** INTERSECT and EXCEPT: how often each row occurs in each input decides how often it occurs in the result. */
public final class SetNode extends Node {
    private final Operation operation;
    private final boolean all;

    /** The operation. */
    public enum Operation {
        INTERSECT,
        EXCEPT
    }

    /**
     * A set operation.
     *
     * @param all whether duplicates count
     */
    public SetNode(List<Form> forms, List<Node> inputs, Operation operation, boolean all) {
        super(forms, inputs);
        this.operation = operation;
        this.all = all;
    }

    @Override
    public Operator open(Execution execution) {
        return new Counting(execution);
    }

    @Override
    public String describe() {
        return operation + (all ? " ALL" : "");
    }

    private final class Counting extends Operator {
        private final Exchange exchange;
        private final MemoryBudget.Account account;
        private final KeyTable rows = new KeyTable(forms());
        private final List<long[]> counts = new ArrayList<>();
        private boolean read;
        private int row;
        private long repeated;

        private Counting(Execution execution) {
            super(execution, SetNode.this);
            this.exchange = new Exchange(
                    execution, inputs().stream().map(i -> i.open(execution)).toList(), inputs().size());
            this.account = execution.memory().account();
            inputs().forEach(i -> counts.add(new long[16]));
        }

        @Override
        public void start() {
            exchange.start();
        }

        @Override
        protected @Nullable Batch produce() {
            if (!read) {
                read = true;
                for (int i = 0; i < inputs().size(); i++) {
                    count(i);
                }
            }
            int[] chosen = new int[Batch.ROWS];
            int n = 0;
            while (row < rows.size() && n < chosen.length) {
                if (repeated < times(row)) {
                    chosen[n++] = row;
                    repeated++;
                } else {
                    row++;
                    repeated = 0;
                }
            }
            if (n == 0) {
                return null;
            }
            List<Vector> columns = new ArrayList<>();
            for (int i = 0; i < forms().size(); i++) {
                columns.add(rows.column(i).gather(chosen, 0, n));
            }
            return new Batch(n, columns);
        }

        private void count(int input) {
            for (Batch batch = exchange.takeOf(input).batch();
                    batch != null;
                    batch = exchange.takeOf(input).batch()) {
                int[] numbers = new int[batch.size()];
                rows.number(batch.columns().toArray(Vector[]::new), batch.all(), numbers);
                ensure();
                for (int number : numbers) {
                    counts.get(input)[number]++;
                }
                account.hold(rows.bytes() + counts.size() * 8L * counts.get(0).length);
            }
        }

        private void ensure() {
            for (int i = 0; i < counts.size(); i++) {
                long[] known = counts.get(i);
                if (rows.size() > known.length) {
                    counts.set(i, Arrays.copyOf(known, Accumulator.grown(known.length, rows.size())));
                }
            }
        }

        private long times(int number) {
            long times = counts.get(0)[number];
            for (int i = 1; i < counts.size(); i++) {
                long other = counts.get(i)[number];
                if (operation == Operation.INTERSECT) {
                    times = Math.min(times, other);
                } else {
                    times = all ? Math.max(0, times - other) : other > 0 ? 0 : times;
                }
            }
            return all ? times : Math.min(1, times);
        }

        @Override
        protected void release() {
            exchange.close();
            account.close();
        }
    }
}
