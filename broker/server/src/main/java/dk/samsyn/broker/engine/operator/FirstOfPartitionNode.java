package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.MemoryBudget;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.KeyTable;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.RowStore;
import dk.samsyn.broker.engine.column.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first row of each partition in an order, with its number, 1, as last column: what is left of {@code ROW_NUMBER() OVER
 * (PARTITION BY … ORDER BY …)} below {@code = 1}. Only the rows that are first so far are kept; of equal ones the one that
 * came first.
 */
public final class FirstOfPartitionNode extends Node {
    /** Rows kept beyond the first ones, before they are thrown away. */
    private static final int SLACK = 8 * Batch.ROWS;

    private final List<Integer> partition;
    private final List<SortKey> order;

    /**
     * The first rows.
     *
     * @param partition columns that are equal within a partition
     * @param number form of the number
     */
    public FirstOfPartitionNode(Node input, List<Integer> partition, List<SortKey> order, Form number) {
        super(forms(input, number), List.of(input));
        this.partition = List.copyOf(partition);
        this.order = List.copyOf(order);
    }

    private static List<Form> forms(Node input, Form number) {
        List<Form> forms = new ArrayList<>(input.forms());
        forms.add(number);
        return forms;
    }

    @Override
    public Operator open(Execution execution) {
        return new Choosing(execution);
    }

    @Override
    public String describe() {
        return "first by " + partition;
    }

    private final class Choosing extends Operator {
        private final Operator input;
        private final MemoryBudget.Account account;
        private final KeyTable partitions;
        private RowStore rows;
        private int[] first = new int[16];
        private boolean read;
        private int given;

        private Choosing(Execution execution) {
            super(execution, FirstOfPartitionNode.this);
            this.input = input().open(execution);
            this.account = execution.memory().account();
            this.partitions =
                    new KeyTable(partition.stream().map(input().forms()::get).toList());
            this.rows = new RowStore(input().forms());
        }

        @Override
        public void start() {
            input.start();
        }

        @Override
        protected @Nullable Batch produce() {
            if (!read) {
                read = true;
                readAll();
            }
            int count = Math.min(Batch.ROWS, partitions.size() - given);
            if (count == 0) {
                return null;
            }
            List<Vector> columns = new ArrayList<>(rows.gather(first, given, count));
            long[] ones = new long[count];
            Arrays.fill(ones, 1);
            columns.add(new LongVector(ones, null));
            given += count;
            return new Batch(count, columns);
        }

        private void readAll() {
            for (Batch batch = input.next(); batch != null; batch = input.next()) {
                choose(batch);
                if (rows.size() > 2L * partitions.size() + SLACK) {
                    compact();
                }
                account.hold(rows.bytes() + partitions.bytes() + first.length * 4L);
            }
        }

        private void choose(Batch batch) {
            Vector[] keys = partition.stream().map(batch::column).toArray(Vector[]::new);
            int[] numbers = new int[batch.size()];
            int known = partitions.size();
            partitions.number(keys, batch.all(), numbers);
            if (partitions.size() > first.length) {
                first = Arrays.copyOf(first, Accumulator.grown(first.length, partitions.size()));
            }
            Arrays.fill(first, known, partitions.size(), -1);
            int from = rows.size();
            rows.append(batch);
            SortKey.Comparison comparison = new SortKey.Comparison(rows, order, execution());
            for (int k = 0; k < numbers.length; k++) {
                int best = first[numbers[k]];
                if (best < 0 || comparison.compare(from + k, best) < 0) {
                    first[numbers[k]] = from + k;
                }
            }
        }

        /** Throws away the rows that are not first. */
        private void compact() {
            RowStore kept = new RowStore(input().forms());
            for (int from = 0; from < partitions.size(); from += Batch.ROWS) {
                int count = Math.min(Batch.ROWS, partitions.size() - from);
                kept.append(new Batch(count, rows.gather(first, from, count)));
            }
            for (int i = 0; i < partitions.size(); i++) {
                first[i] = i;
            }
            rows = kept;
        }

        @Override
        protected void release() {
            input.close();
            account.close();
        }
    }
}
