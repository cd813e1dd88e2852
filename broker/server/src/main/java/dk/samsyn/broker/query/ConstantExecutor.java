package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.Control;
import dk.samsyn.broker.engine.ExecutablePlan;
import dk.samsyn.broker.engine.MemoryBudget;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.expression.ExpressionCompiler;
import dk.samsyn.broker.engine.expression.ScalarCompiler;
import dk.samsyn.broker.engine.operator.ProjectNode;
import dk.samsyn.broker.engine.operator.ValuesNode;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.DataContexts;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** Works constants out while planning, by the engine; Calcite's own way compiles a class for each statement. */
final class ConstantExecutor implements RexExecutor {
    private static final long BYTES = 1 << 20;
    private static final Control UNBOUNDED = new Control() {
        @Override
        public void check() {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    private final ScalarCompiler scalars;

    ConstantExecutor(ScalarCompiler scalars) {
        this.scalars = scalars;
    }

    @Override
    public void reduce(RexBuilder rex, List<RexNode> constants, List<RexNode> reduced) {
        constants.forEach(c -> reduced.add(c instanceof RexLiteral ? c : reduced(rex, c)));
    }

    private RexNode reduced(RexBuilder rex, RexNode constant) {
        try {
            ProjectNode one = new ProjectNode(
                    new ValuesNode(List.of(), List.of(List.of())),
                    List.of(new ExpressionCompiler(scalars, rex).compile(constant)));
            ExecutablePlan plan = new ExecutablePlan(one, List.of());
            try (ExecutablePlan.Run run =
                    plan.run(DataContexts.EMPTY, UNBOUNDED, new MemoryBudget(BYTES), Runnable::run)) {
                Batch row = Objects.requireNonNull(run.start().next());
                Object value = row.column(0).get(0, Form.of(constant.getType()));
                return rex.makeLiteral(value, constant.getType(), true);
            }
        } catch (RuntimeException e) {
            // It fails when the query runs, if a row ever asks for it.
            return constant;
        }
    }
}
