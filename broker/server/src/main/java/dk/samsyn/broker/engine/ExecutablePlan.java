package dk.samsyn.broker.engine;

import java.util.List;
import java.util.concurrent.Executor;
import org.apache.calcite.DataContext;

/**
 * What the engine runs: a tree of steps, and the parts that are computed once and read by number.
 *
 * @param root gives the answer's rows
 * @param parts trees that {@link dk.samsyn.broker.engine.operator.PartNode} reads
 */
public record ExecutablePlan(Node root, List<Definition> parts) {
    public ExecutablePlan {
        parts = List.copyOf(parts);
    }

    /**
     * A part.
     *
     * @param tree gives its rows
     * @param readers how many steps of the plan read its rows
     * @param keyColumns columns whose distinct values somebody asks for
     */
    public record Definition(Node tree, int readers, List<Integer> keyColumns) {
        public Definition {
            keyColumns = List.copyOf(keyColumns);
        }
    }

    /** A run of this plan; nothing is asked before {@link Run#start}. */
    public Run run(DataContext context, Control control, MemoryBudget memory, Executor readers) {
        return new Run(this, new Execution(this, context, control, memory, readers));
    }

    /** A run and its root. */
    public static final class Run implements AutoCloseable {
        private final Execution execution;
        private final Operator root;

        private Run(ExecutablePlan plan, Execution execution) {
            this.execution = execution;
            this.root = plan.root().open(execution);
        }

        public Execution execution() {
            return execution;
        }

        /** Starts every source that does not wait for keys. */
        public Operator start() {
            execution.parts().forEach(Part::start);
            root.start();
            return root;
        }

        @Override
        public void close() {
            root.close();
            execution.parts().forEach(Part::close);
        }
    }
}
