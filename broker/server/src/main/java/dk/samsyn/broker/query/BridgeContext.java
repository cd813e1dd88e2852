package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import java.util.List;
import java.util.Map;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;

/** What generated code of one step sees: the run's context, and the step's inputs. Public for generated code. */
public final class BridgeContext implements DataContext {
    private final DataContext outer;
    private final Map<String, Object> stash;
    private final List<Node> nodes;
    private final List<Operator> inputs;

    BridgeContext(DataContext outer, Map<String, Object> stash, List<Node> nodes, List<Operator> inputs) {
        this.outer = outer;
        this.stash = stash;
        this.nodes = nodes;
        this.inputs = inputs;
    }

    DataContext outer() {
        return outer;
    }

    /** Rows of an input as generated code has them: arrays, and bare values where there is one column. */
    public static Enumerable<Object> input(DataContext context, int number) {
        BridgeContext bridge = (BridgeContext) context;
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<Object> enumerator() {
                return new Rows(bridge.nodes.get(number), bridge.inputs.get(number));
            }
        };
    }

    private static final class Rows implements Enumerator<Object> {
        private final Node node;
        private final Operator input;
        private @Nullable Batch batch;
        private int row;

        private Rows(Node node, Operator input) {
            this.node = node;
            this.input = input;
        }

        @Override
        public boolean moveNext() {
            Batch current = batch;
            if (current != null && ++row < current.size()) {
                return true;
            }
            batch = input.next();
            row = 0;
            return batch != null;
        }

        @Override
        @SuppressWarnings("NullAway") // A row of one column may be SQL NULL, for which the interface has no name.
        public Object current() {
            Batch current = java.util.Objects.requireNonNull(batch);
            if (node.forms().size() == 1) {
                return current.column(0).get(row, node.forms().get(0));
            }
            @Nullable Object[] values = new @Nullable Object[node.forms().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = current.column(i).get(row, node.forms().get(i));
            }
            return values;
        }

        @Override
        public void reset() {
            throw new UnsupportedOperationException("an input is read once");
        }

        @Override
        public void close() {
            input.close();
        }
    }

    @Override
    public @Nullable SchemaPlus getRootSchema() {
        return outer.getRootSchema();
    }

    @Override
    public JavaTypeFactory getTypeFactory() {
        return outer.getTypeFactory();
    }

    @Override
    public QueryProvider getQueryProvider() {
        return outer.getQueryProvider();
    }

    @Override
    public @Nullable Object get(String name) {
        Object stashed = stash.get(name);
        return stashed == null ? outer.get(name) : stashed;
    }
}
