package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.MemoryBudget;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.Vector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups of rows and functions over them, for one or several sets of keys. */
public final class AggregateNode extends Node {
    private final List<Integer> keys;
    private final List<List<Integer>> sets;
    private final List<AggregateCall> calls;

    /**
     * An aggregate. Its columns are the keys, NULL where a set leaves one out, and the calls.
     *
     * @param keys columns of the input
     * @param sets for each set of keys the places among {@code keys} that it groups by
     */
    public AggregateNode(Node input, List<Integer> keys, List<List<Integer>> sets, List<AggregateCall> calls) {
        super(forms(input, keys, calls), List.of(input));
        this.keys = List.copyOf(keys);
        this.sets = sets.stream().map(List::copyOf).toList();
        this.calls = List.copyOf(calls);
    }

    private static List<Form> forms(Node input, List<Integer> keys, List<AggregateCall> calls) {
        List<Form> forms = new ArrayList<>();
        keys.forEach(k -> forms.add(input.forms().get(k)));
        calls.forEach(c -> forms.add(c.form()));
        return forms;
    }

    @Override
    public Operator open(Execution execution) {
        return new Aggregating(execution);
    }

    @Override
    public String describe() {
        return "aggregate by " + sets;
    }

    private final class Aggregating extends Operator {
        private final Operator input;
        private final MemoryBudget.Account account;
        private final List<Grouping> groupings = new ArrayList<>();
        private boolean read;
        private int set;
        private int given;

        private Aggregating(Execution execution) {
            super(execution, AggregateNode.this);
            this.input = input().open(execution);
            this.account = execution.memory().account();
            for (int i = 0; i < sets.size(); i++) {
                int same = sets.subList(0, i).stream()
                        .filter(sets.get(i)::equals)
                        .toList()
                        .size();
                groupings.add(new Grouping(input().forms(), keys, sets.get(i), calls, same));
            }
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
            while (set < groupings.size()) {
                Grouping grouping = groupings.get(set);
                int count = Math.min(Batch.ROWS, grouping.size() - given);
                if (count > 0) {
                    List<Vector> columns = grouping.result(given, count);
                    given += count;
                    return new Batch(count, columns);
                }
                set++;
                given = 0;
            }
            return null;
        }

        private void readAll() {
            for (Batch batch = input.next(); batch != null; batch = input.next()) {
                long bytes = 0;
                for (Grouping grouping : groupings) {
                    grouping.add(batch);
                    bytes += grouping.bytes();
                }
                account.hold(bytes);
            }
        }

        @Override
        protected void release() {
            input.close();
            account.close();
        }
    }
}
