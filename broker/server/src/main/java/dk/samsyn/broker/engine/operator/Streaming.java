package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import org.jspecify.annotations.Nullable;

/** An operator that makes at most one batch of each batch of its one input. */
abstract class Streaming extends Operator {
    private final Operator input;

    Streaming(Execution execution, Node node, Operator input) {
        super(execution, node);
        this.input = input;
    }

    /** What becomes of a batch, or null if nothing. */
    protected abstract @Nullable Batch step(Batch batch);

    @Override
    public void start() {
        input.start();
    }

    @Override
    protected final @Nullable Batch produce() {
        Batch batch = input.next();
        while (batch != null) {
            Batch made = step(batch);
            if (made != null) {
                return made;
            }
            batch = input.next();
        }
        return null;
    }

    @Override
    protected void release() {
        input.close();
    }
}
