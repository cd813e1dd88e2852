package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.Vector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For each row of the first input, the rows of the second, which refers to the first's row: what is left of a correlated
 * sub-query that could not become a join.
 */
public final class LoopNode extends Node {
    private final int correlation;
    private final JoinKind kind;

    /**
     * A loop.
     *
     * @param correlation number by which the second input refers to the first's row
     * @param kind INNER, LEFT, SEMI or ANTI
     */
    public LoopNode(Node outer, Node inner, int correlation, JoinKind kind) {
        super(kind.rightShown() ? both(outer, inner) : outer.forms(), List.of(outer, inner));
        this.correlation = correlation;
        this.kind = kind;
    }

    private static List<Form> both(Node outer, Node inner) {
        List<Form> forms = new ArrayList<>(outer.forms());
        forms.addAll(inner.forms());
        return forms;
    }

    @Override
    public Operator open(Execution execution) {
        return new Looping(execution);
    }

    @Override
    public String describe() {
        return "loop " + kind;
    }

    private final class Looping extends Operator {
        private final Operator outer;
        private final List<ColumnStore> ready = new ArrayList<>();
        private @Nullable Batch current;
        private int row;
        private int given;
        private boolean ended;
        private volatile @Nullable Operator inner;

        private Looping(Execution execution) {
            super(execution, LoopNode.this);
            this.outer = inputs().get(0).open(execution);
            fresh();
        }

        private void fresh() {
            ready.clear();
            forms().forEach(f -> ready.add(ColumnStore.of(f)));
            given = 0;
        }

        private int waiting() {
            return ready.get(0).size() - given;
        }

        @Override
        public void start() {
            outer.start();
        }

        @Override
        protected @Nullable Batch produce() {
            if (waiting() == 0) {
                fresh();
            }
            while (waiting() < Batch.ROWS && !ended) {
                step();
            }
            int count = Math.min(waiting(), Batch.ROWS);
            if (count == 0) {
                return null;
            }
            int from = given;
            given += count;
            return new Batch(
                    count, ready.stream().map(c -> c.slice(from, count)).toList());
        }

        private void step() {
            Batch batch = current;
            if (batch == null || row == batch.size()) {
                batch = outer.next();
                current = batch;
                row = 0;
                if (batch == null) {
                    ended = true;
                    return;
                }
            }
            loop(batch, row++);
        }

        private void loop(Batch batch, int at) {
            List<Form> outerForms = inputs().get(0).forms();
            @Nullable Object[] values = new @Nullable Object[outerForms.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = batch.column(i).get(at, outerForms.get(i));
            }
            Operator running = inputs().get(1).open(execution().inside(correlation, values));
            inner = running;
            try (running) {
                running.start();
                boolean found = false;
                for (Batch rows = running.next(); rows != null; rows = running.next()) {
                    found = true;
                    if (!kind.rightShown()) {
                        break;
                    }
                    pair(batch, at, rows);
                }
                if (found ? kind == JoinKind.SEMI : kind == JoinKind.LEFT || kind == JoinKind.ANTI) {
                    alone(batch, at);
                }
            }
        }

        private void pair(Batch batch, int at, Batch rows) {
            int width = batch.width();
            for (int k = 0; k < rows.size(); k++) {
                for (int i = 0; i < width; i++) {
                    ready.get(i).append(batch.column(i), at);
                }
            }
            for (int i = width; i < ready.size(); i++) {
                Vector column = rows.column(i - width);
                ready.get(i).append(column, rows.all());
            }
        }

        private void alone(Batch batch, int at) {
            for (int i = 0; i < ready.size(); i++) {
                if (i < batch.width()) {
                    ready.get(i).append(batch.column(i), at);
                } else {
                    ready.get(i).append((Object) null);
                }
            }
        }

        @Override
        protected void release() {
            outer.close();
            Operator running = inner;
            if (running != null) {
                running.close();
            }
        }
    }
}
