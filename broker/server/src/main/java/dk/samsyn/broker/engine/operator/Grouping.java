package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.KeyTable;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The groups of one set of keys while they are filled. */
final class Grouping {
    private final List<Integer> keys;
    private final List<Integer> set;
    private final List<AggregateCall> calls;
    private final List<Form> input;
    private final KeyTable groups;
    private final List<Optional<Accumulator>> accumulators = new ArrayList<>();
    private final List<Optional<Distinct>> distincts = new ArrayList<>();
    private final int sameBefore;

    /**
     * Groups.
     *
     * @param keys key columns of all sets
     * @param set places among {@code keys} that this set groups by
     * @param sameBefore equal sets before this one
     */
    Grouping(List<Form> input, List<Integer> keys, List<Integer> set, List<AggregateCall> calls, int sameBefore) {
        this.keys = keys;
        this.set = set;
        this.calls = calls;
        this.input = input;
        this.sameBefore = sameBefore;
        this.groups = new KeyTable(set.stream().map(i -> input.get(keys.get(i))).toList());
        for (AggregateCall call : calls) {
            boolean rows =
                    switch (call.function()) {
                        case LITERAL, GROUPING, GROUP_ID -> false;
                        default -> true;
                    };
            Optional<Accumulator> accumulator = rows ? Optional.of(Accumulator.of(call, input)) : Optional.empty();
            accumulator.ifPresent(a -> a.ensure(1));
            accumulators.add(accumulator);
            distincts.add(call.distinct() && rows ? Optional.of(new Distinct(call, input)) : Optional.empty());
        }
    }

    /** Groups; over no keys there is one even without rows. */
    int size() {
        return set.isEmpty() ? 1 : groups.size();
    }

    void add(Batch batch) {
        int[] numbers = new int[batch.size()];
        groups.number(columns(batch, set.stream().map(keys::get).toList()), batch.all(), numbers);
        for (int i = 0; i < calls.size(); i++) {
            if (accumulators.get(i).isPresent()) {
                add(batch, numbers, calls.get(i), accumulators.get(i).get(), distincts.get(i));
            }
        }
    }

    private void add(
            Batch batch, int[] numbers, AggregateCall call, Accumulator accumulator, Optional<Distinct> distinct) {
        accumulator.ensure(size());
        Selection rows = batch.all();
        if (call.filter() >= 0) {
            rows = rows.whereTrue((LongVector) batch.column(call.filter()));
        }
        Vector[] arguments = columns(batch, call.arguments());
        if (!accumulator.countsNulls()) {
            rows = present(arguments, rows);
        }
        if (distinct.isPresent()) {
            rows = distinct.get().fresh(arguments, rows, numbers);
        }
        accumulator.add(arguments, rows, numbers);
    }

    private static Vector[] columns(Batch batch, List<Integer> columns) {
        Vector[] vectors = new Vector[columns.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = batch.column(columns.get(i));
        }
        return vectors;
    }

    /** Rows without NULL in an argument. */
    private static Selection present(Vector[] arguments, Selection rows) {
        Selection left = rows;
        for (Vector argument : arguments) {
            int[] found = new int[left.size()];
            int n = 0;
            for (int k = 0; k < left.size(); k++) {
                if (!argument.isNull(left.row(k))) {
                    found[n++] = left.row(k);
                }
            }
            left = n == left.size() ? left : Selection.of(found, n);
        }
        return left;
    }

    List<Vector> result(int from, int count) {
        List<Vector> columns = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            int place = set.indexOf(i);
            columns.add(
                    place >= 0 ? groups.column(place).slice(from, count) : same(input.get(keys.get(i)), null, count));
        }
        for (int i = 0; i < calls.size(); i++) {
            AggregateCall call = calls.get(i);
            Optional<Accumulator> accumulator = accumulators.get(i);
            columns.add(
                    accumulator.isPresent()
                            ? accumulator.get().result(from, count)
                            : same(call.form(), constant(call), count));
        }
        return columns;
    }

    private @org.jspecify.annotations.Nullable Object constant(AggregateCall call) {
        return switch (call.function()) {
            case LITERAL -> call.literal();
            case GROUP_ID -> (long) sameBefore;
            default -> {
                long bits = 0;
                for (int place : call.arguments()) {
                    bits = bits << 1 | (set.contains(place) ? 0 : 1);
                }
                yield bits;
            }
        };
    }

    private static Vector same(Form form, @org.jspecify.annotations.Nullable Object value, int count) {
        ColumnStore store = ColumnStore.of(form);
        store.append(form.fitted(value));
        return store.gather(new int[count], 0, count);
    }

    long bytes() {
        return groups.bytes()
                + accumulators.stream()
                        .mapToLong(a -> a.map(Accumulator::bytes).orElse(0L))
                        .sum()
                + distincts.stream()
                        .mapToLong(d -> d.map(Distinct::bytes).orElse(0L))
                        .sum();
    }

    /** Which arguments a group has seen. */
    private static final class Distinct {
        private final KeyTable seen;

        private Distinct(AggregateCall call, List<Form> input) {
            List<Form> forms = new ArrayList<>();
            forms.add(Form.INT);
            call.arguments().forEach(a -> forms.add(input.get(a)));
            this.seen = new KeyTable(forms);
        }

        /** The rows whose arguments are new in their group. */
        private Selection fresh(Vector[] arguments, Selection rows, int[] groups) {
            Vector[] columns = new Vector[arguments.length + 1];
            long[] wide = new long[groups.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = groups[i];
            }
            columns[0] = new LongVector(wide, null);
            System.arraycopy(arguments, 0, columns, 1, arguments.length);
            int next = seen.size();
            int[] numbers = new int[groups.length];
            seen.number(columns, rows, numbers);
            int[] found = new int[rows.size()];
            int n = 0;
            for (int k = 0; k < rows.size(); k++) {
                // New keys are numbered in the order of the rows.
                if (numbers[rows.row(k)] == next) {
                    next++;
                    found[n++] = rows.row(k);
                }
            }
            return Selection.of(found, n);
        }

        private long bytes() {
            return seen.bytes();
        }
    }
}
