package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.RowStore;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the functions of a window, partition after partition. */
final class WindowFunctions {
    private static final int CHECK_EVERY = 1024;

    private final RowStore rows;
    private final WindowSpec spec;
    private final List<Form> forms;
    private final Execution execution;

    WindowFunctions(RowStore rows, WindowSpec spec, List<Form> forms, Execution execution) {
        this.rows = rows;
        this.spec = spec;
        this.forms = forms;
        this.execution = execution;
    }

    /** A column for each function, in the order of the partitions' rows. */
    List<ColumnStore> over(Partitions partitions) {
        List<ColumnStore> results =
                spec.calls().stream().map(c -> ColumnStore.of(c.form())).toList();
        for (int i = 0; i + 1 < partitions.starts().size(); i++) {
            if (i % CHECK_EVERY == 0) {
                execution.check();
            }
            int from = partitions.starts().get(i);
            Partition partition =
                    new Partition(partitions.order(), from, partitions.starts().get(i + 1) - from);
            for (int c = 0; c < results.size(); c++) {
                partition.compute(spec.calls().get(c), results.get(c));
            }
        }
        return results;
    }

    private final class Partition {
        private final int[] order;
        private final int from;
        private final int size;
        private final int[] peerStart;
        private final int[] peerEnd;

        private Partition(int[] order, int from, int size) {
            this.order = order;
            this.from = from;
            this.size = size;
            this.peerStart = new int[size];
            this.peerEnd = new int[size];
            SortKey.Comparison comparison = new SortKey.Comparison(rows, spec.order(), execution);
            for (int i = 1; i < size; i++) {
                boolean peer = comparison.compare(order[from + i - 1], order[from + i]) == 0;
                peerStart[i] = peer ? peerStart[i - 1] : i;
            }
            for (int i = size - 1; i >= 0; i--) {
                peerEnd[i] = i + 1 < size && peerStart[i + 1] == peerStart[i] ? peerEnd[i + 1] : i + 1;
            }
        }

        private void compute(WindowCall call, ColumnStore result) {
            switch (call.function()) {
                case ROW_NUMBER, RANK, DENSE_RANK -> rank(call, result);
                case LAG, LEAD -> shifted(call, result);
                case FIRST_VALUE, LAST_VALUE -> edge(call, result);
                case COUNT, SUM, SUM0, MIN, MAX -> aggregated(call, result);
            }
        }

        private void rank(WindowCall call, ColumnStore result) {
            long dense = 0;
            for (int i = 0; i < size; i++) {
                dense += peerStart[i] == i ? 1 : 0;
                long value =
                        switch (call.function()) {
                            case ROW_NUMBER -> i + 1L;
                            case RANK -> peerStart[i] + 1L;
                            default -> dense;
                        };
                result.append(call.form().box(value));
            }
        }

        private void shifted(WindowCall call, ColumnStore result) {
            Vector values = argument(call.arguments().get(0));
            Vector distances =
                    call.arguments().size() > 1 ? argument(call.arguments().get(1)) : null;
            Vector defaults =
                    call.arguments().size() > 2 ? argument(call.arguments().get(2)) : null;
            int sign = call.function() == WindowCall.Function.LAG ? -1 : 1;
            for (int i = 0; i < size; i++) {
                if (distances != null && distances.isNull(i)) {
                    result.append((Object) null);
                    continue;
                }
                long at = i + sign * (distances == null ? 1 : ((LongVector) distances).values[i]);
                if (at >= 0 && at < size) {
                    result.append(values, (int) at);
                } else {
                    result.append(
                            defaults == null
                                    ? null
                                    : value(defaults, i, call.arguments().get(2), call.form()));
                }
            }
        }

        private @Nullable Object value(Vector values, int row, int argument, Form form) {
            return form.fitted(values.get(row, formOf(argument)));
        }

        private void edge(WindowCall call, ColumnStore result) {
            Vector values = argument(call.arguments().get(0));
            WindowFrame.Frames frames = frames();
            for (int i = 0; i < size; i++) {
                int start = frames.from(i);
                int end = frames.to(i);
                if (start < end) {
                    result.append(values, call.function() == WindowCall.Function.FIRST_VALUE ? start : end - 1);
                } else {
                    result.append((Object) null);
                }
            }
        }

        private void aggregated(WindowCall call, ColumnStore result) {
            Vector[] arguments = new Vector[call.arguments().size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = argument(call.arguments().get(i));
            }
            AggregateCall aggregate = new AggregateCall(
                    AggregateCall.Function.valueOf(call.function().name()),
                    call.arguments().isEmpty() ? List.of() : List.of(0),
                    false,
                    -1,
                    call.form(),
                    null);
            List<Form> argumentForms =
                    call.arguments().stream().map(this::formOf).toList();
            WindowFrame.Frames frames = frames();
            int[] groups = new int[size];
            Accumulator accumulator = fresh(aggregate, argumentForms);
            Vector value = accumulator.result(0, 1);
            int start = 0;
            int end = 0;
            for (int i = 0; i < size; i++) {
                int nextStart = frames.from(i);
                int nextEnd = Math.max(nextStart, frames.to(i));
                if (nextStart != start || nextEnd != end) {
                    if (nextStart != start || nextEnd < end) {
                        accumulator = fresh(aggregate, argumentForms);
                        end = nextStart;
                    }
                    accumulator.add(arguments, present(arguments, end, nextEnd), groups);
                    value = accumulator.result(0, 1);
                    start = nextStart;
                    end = nextEnd;
                    if (i % CHECK_EVERY == 0) {
                        execution.check();
                    }
                }
                result.append(value, 0);
            }
        }

        private static Accumulator fresh(AggregateCall call, List<Form> forms) {
            Accumulator accumulator = Accumulator.of(call, forms);
            accumulator.ensure(1);
            return accumulator;
        }

        /** Rows of the partition without NULL in an argument. */
        private static Selection present(Vector[] arguments, int from, int to) {
            int[] found = new int[to - from];
            int n = 0;
            for (int row = from; row < to; row++) {
                boolean present = true;
                for (Vector argument : arguments) {
                    present &= !argument.isNull(row);
                }
                if (present) {
                    found[n++] = row;
                }
            }
            return Selection.of(found, n);
        }

        private WindowFrame.Frames frames() {
            boolean ordered = !spec.order().isEmpty();
            SortKey key = ordered ? spec.order().get(0) : new SortKey(0, false, false);
            Vector values = ordered && !spec.frame().rows()
                    ? rows.column(key.column()).gather(order, from, size)
                    : new LongVector(new long[0], null);
            return spec.frame()
            .new Frames(peerStart, peerEnd, values, ordered ? forms.get(key.column()) : Form.LONG, key.descending());
        }

        private Form formOf(int argument) {
            return argument < forms.size()
                    ? forms.get(argument)
                    : spec.constants().get(argument - forms.size()).form();
        }

        /** The values of a column, or of a constant, for the partition's rows. */
        private Vector argument(int argument) {
            if (argument < forms.size()) {
                return rows.column(argument).gather(order, from, size);
            }
            WindowSpec.Constant constant = spec.constants().get(argument - forms.size());
            ColumnStore store = ColumnStore.of(constant.form());
            store.append(constant.value());
            return store.gather(new int[size], 0, size);
        }
    }
}
