package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of all inputs, in no order; inputs are read at the same time. Also of one input, read ahead. */
public final class UnionNode extends Node {
    private final int atOnce;

    /**
     * A union that keeps duplicates.
     *
     * @param atOnce inputs that are read at the same time; few below a limit, which may not need them all
     */
    public UnionNode(List<Form> forms, List<Node> inputs, int atOnce) {
        super(forms, inputs);
        this.atOnce = atOnce;
    }

    @Override
    public Operator open(Execution execution) {
        Exchange exchange = new Exchange(
                execution, inputs().stream().map(i -> i.open(execution)).toList(), atOnce);
        return new Operator(execution, this) {
            @Override
            public void start() {
                exchange.start();
            }

            @Override
            protected @Nullable Batch produce() {
                return exchange.takeAny();
            }

            @Override
            protected void release() {
                exchange.close();
            }
        };
    }

    @Override
    public String describe() {
        return "union of " + inputs().size();
    }
}
