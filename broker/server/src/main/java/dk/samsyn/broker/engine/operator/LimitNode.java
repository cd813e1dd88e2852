package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some rows in the input's order; when they are there, the input is stopped. */
public final class LimitNode extends Node {
    private final Bound offset;
    private final Bound fetch;

    /**
     * A limit.
     *
     * @param offset rows left out first
     * @param fetch rows given at most
     */
    public LimitNode(Node input, Bound offset, Bound fetch) {
        super(input.forms(), List.of(input));
        this.offset = offset;
        this.fetch = fetch;
    }

    /** A number of rows that is known when the query runs. */
    @FunctionalInterface
    public interface Bound {
        long rows(Execution execution);
    }

    @Override
    public Operator open(Execution execution) {
        return new Cutting(execution);
    }

    @Override
    public String describe() {
        return "limit";
    }

    private final class Cutting extends Operator {
        private final Operator input;
        private long skip;
        private long left;

        private Cutting(Execution execution) {
            super(execution, LimitNode.this);
            this.input = input().open(execution);
            this.skip = offset.rows(execution);
            this.left = fetch.rows(execution);
        }

        @Override
        public void start() {
            if (left > 0) {
                input.start();
            }
        }

        @Override
        protected @Nullable Batch produce() {
            while (left > 0) {
                Batch batch = input.next();
                if (batch == null) {
                    return null;
                }
                if (skip >= batch.size()) {
                    skip -= batch.size();
                    continue;
                }
                int from = (int) skip;
                int count = (int) Math.min(left, batch.size() - from);
                skip = 0;
                left -= count;
                if (left == 0) {
                    input.close();
                }
                return batch.pick(between(from, count));
            }
            return null;
        }

        @Override
        protected void release() {
            input.close();
        }
    }

    private static Selection between(int from, int count) {
        if (from == 0) {
            return Selection.first(count);
        }
        int[] rows = new int[count];
        for (int k = 0; k < count; k++) {
            rows[k] = from + k;
        }
        return Selection.of(rows, count);
    }
}
