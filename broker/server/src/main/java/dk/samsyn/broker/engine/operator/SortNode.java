package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.MemoryBudget;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.RowStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rows in an order, or the first of them only. Equal rows keep their order. */
public final class SortNode extends Node {
    /** Rows kept beyond those wanted, before the rest are thrown away. */
    private static final int SLACK = 16 * Batch.ROWS;

    private final List<SortKey> keys;
    private final LimitNode.Bound wanted;

    /**
     * A sort.
     *
     * @param wanted rows of the order that are wanted, from the first
     */
    public SortNode(Node input, List<SortKey> keys, LimitNode.Bound wanted) {
        super(input.forms(), List.of(input));
        this.keys = List.copyOf(keys);
        this.wanted = wanted;
    }

    @Override
    public Operator open(Execution execution) {
        return new Sorting(execution);
    }

    @Override
    public String describe() {
        return "sort";
    }

    private final class Sorting extends Operator {
        private final Operator input;
        private final MemoryBudget.Account account;
        private final long limit;
        private @Nullable RowStore rows;
        private int[] order = new int[0];
        private int given;

        private Sorting(Execution execution) {
            super(execution, SortNode.this);
            this.input = input().open(execution);
            this.account = execution.memory().account();
            this.limit = wanted.rows(execution);
        }

        @Override
        public void start() {
            input.start();
        }

        @Override
        protected @Nullable Batch produce() {
            RowStore sorted = rows;
            if (sorted == null) {
                sorted = read();
                rows = sorted;
            }
            int count = Math.min(Batch.ROWS, order.length - given);
            if (count == 0) {
                return null;
            }
            Batch batch = new Batch(count, sorted.gather(order, given, count));
            given += count;
            return batch;
        }

        private RowStore read() {
            RowStore read = new RowStore(forms());
            for (Batch batch = input.next(); batch != null; batch = input.next()) {
                read.append(batch);
                if (limit < Integer.MAX_VALUE / 4 && read.size() > limit + Math.max(SLACK, limit)) {
                    read = cut(read);
                }
                account.hold(read.bytes() + read.size() * 4L);
            }
            order = SortKey.order(read, keys, execution());
            if (order.length > limit) {
                order = java.util.Arrays.copyOf(order, (int) limit);
            }
            return read;
        }

        private RowStore cut(RowStore read) {
            int[] best = SortKey.order(read, keys, execution());
            RowStore kept = new RowStore(forms());
            for (int from = 0; from < limit; from += Batch.ROWS) {
                int count = (int) Math.min(Batch.ROWS, limit - from);
                kept.append(new Batch(count, read.gather(best, from, count)));
            }
            return kept;
        }

        @Override
        protected void release() {
            input.close();
            account.close();
        }
    }
}
