package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.expression.Expression;
import dk.samsyn.broker.engine.expression.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows for which a condition is true. */
public final class FilterNode extends Node {
    private final Expression condition;

    public FilterNode(Node input, Expression condition) {
        super(input.forms(), List.of(input));
        this.condition = condition;
    }

    @Override
    public Operator open(Execution execution) {
        return new Streaming(execution, this, input().open(execution)) {
            private final Frame frame = new Frame(execution);

            @Override
            protected @Nullable Batch step(Batch batch) {
                Selection kept = condition.where(frame.over(batch), batch.all());
                return kept.isEmpty() ? null : batch.pick(kept);
            }
        };
    }

    @Override
    public String describe() {
        return "filter";
    }
}
