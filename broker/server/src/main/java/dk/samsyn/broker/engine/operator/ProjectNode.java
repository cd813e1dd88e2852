package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import dk.samsyn.broker.engine.expression.Expression;
import dk.samsyn.broker.engine.expression.Frame;
import java.util.ArrayList;
import java.util.List;

/** Expressions over each row. */
public final class ProjectNode extends Node {
    private final List<Expression> expressions;

    public ProjectNode(Node input, List<Expression> expressions) {
        super(expressions.stream().map(Expression::form).toList(), List.of(input));
        this.expressions = List.copyOf(expressions);
    }

    @Override
    public Operator open(Execution execution) {
        return new Streaming(execution, this, input().open(execution)) {
            private final Frame frame = new Frame(execution);

            @Override
            protected Batch step(Batch batch) {
                frame.over(batch);
                Selection all = batch.all();
                List<Vector> columns = new ArrayList<>(expressions.size());
                expressions.forEach(e -> columns.add(e.values(frame, all)));
                return new Batch(batch.size(), columns);
            }
        };
    }

    @Override
    public String describe() {
        return "project";
    }
}
