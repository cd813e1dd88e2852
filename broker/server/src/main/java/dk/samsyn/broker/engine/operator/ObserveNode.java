package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import java.util.List;

/** The same rows, shown to somebody before they go on. */
public final class ObserveNode extends Node {
    private final Observer observer;
    private final String description;

    public ObserveNode(Node input, Observer observer, String description) {
        super(input.forms(), List.of(input));
        this.observer = observer;
        this.description = description;
    }

    /** Who looks at rows. */
    @FunctionalInterface
    public interface Observer {
        /** Called for each batch; what it throws ends the query. */
        void see(Execution execution, Batch batch);
    }

    @Override
    public Operator open(Execution execution) {
        return new Streaming(execution, this, input().open(execution)) {
            @Override
            protected Batch step(Batch batch) {
                observer.see(execution, batch);
                return batch;
            }
        };
    }

    @Override
    public String describe() {
        return description;
    }
}
