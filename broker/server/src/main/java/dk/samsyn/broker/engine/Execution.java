package dk.samsyn.broker.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.apache.calcite.DataContext;
import org.jspecify.annotations.Nullable;

/** One run of a plan: what its operators share. */
public final class Execution {
    private final DataContext context;
    private final Control control;
    private final MemoryBudget memory;
    private final Executor readers;
    private final Map<Node, Counter> counters;
    private final List<Part> parts;
    private final Map<Integer, @Nullable Object[]> correlations;

    /**
     * A run that has not begun.
     *
     * @param plan what is run
     * @param context parameters and what functions reach through it
     * @param readers threads that read inputs side by side, as many as are asked for
     */
    Execution(ExecutablePlan plan, DataContext context, Control control, MemoryBudget memory, Executor readers) {
        this.context = context;
        this.control = control;
        this.memory = memory;
        this.readers = readers;
        this.counters = new ConcurrentHashMap<>();
        this.parts = new ArrayList<>();
        this.correlations = Map.of();
        plan.parts().forEach(definition -> parts.add(new Part(this, definition)));
    }

    private Execution(Execution outer, Map<Integer, @Nullable Object[]> correlations) {
        this.context = outer.context;
        this.control = outer.control;
        this.memory = outer.memory;
        this.readers = outer.readers;
        this.counters = outer.counters;
        this.parts = outer.parts;
        this.correlations = Map.copyOf(correlations);
    }

    /** The same run inside a loop over rows of an outer input. */
    public Execution inside(int correlation, @Nullable Object[] row) {
        Map<Integer, @Nullable Object[]> all = new java.util.HashMap<>(correlations);
        all.put(correlation, row);
        return new Execution(this, all);
    }

    /** The outer row of a loop, as objects. */
    public @Nullable Object[] outerRow(int correlation) {
        @Nullable Object[] row = correlations.get(correlation);
        if (row == null) {
            throw new IllegalStateException("no loop with number " + correlation);
        }
        return row;
    }

    public DataContext context() {
        return context;
    }

    /** Throws if the query was cancelled or its deadline has passed. */
    public void check() {
        control.check();
    }

    public boolean isCancelled() {
        return control.isCancelled();
    }

    /** Whether what cannot add to the result need not be read. */
    public boolean mayStopEarly() {
        return control.mayStopEarly();
    }

    public MemoryBudget memory() {
        return memory;
    }

    /** Runs a task beside the others. */
    public void run(Runnable task) {
        readers.execute(task);
    }

    /** A part of the plan that is computed once. */
    public Part part(int number) {
        return parts.get(number);
    }

    List<Part> parts() {
        return parts;
    }

    /** What a step of the plan did so far, all its operators together. */
    public Counter counter(Node node) {
        return counters.computeIfAbsent(node, n -> new Counter());
    }

    /** Rows, batches and time of one step. */
    public static final class Counter {
        private final LongAdder rows = new LongAdder();
        private final LongAdder batches = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        void add(int count) {
            rows.add(count);
            if (count > 0) {
                batches.increment();
            }
        }

        void spend(long time) {
            nanos.add(time);
        }

        public long rows() {
            return rows.sum();
        }

        public long batches() {
            return batches.sum();
        }

        /** Time from asking to getting, inputs read in the same thread included. */
        public long nanos() {
            return nanos.sum();
        }
    }
}
