package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a part that is computed once. */
public final class PartNode extends Node {
    private final int part;

    /** A reader of part number {@code part}. */
    public PartNode(int part, List<Form> forms) {
        super(forms, List.of());
        this.part = part;
    }

    @Override
    public Operator open(Execution execution) {
        return new Operator(execution, this) {
            private int place;

            @Override
            public void start() {}

            @Override
            protected @Nullable Batch produce() {
                return execution.part(part).batch(place++);
            }

            @Override
            protected void release() {}
        };
    }

    @Override
    public String describe() {
        return "part " + part;
    }
}
