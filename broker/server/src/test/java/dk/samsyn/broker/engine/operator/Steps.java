package dk.samsyn.broker.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dk.samsyn.broker.engine.Control;
import dk.samsyn.broker.engine.ExecutablePlan;
import dk.samsyn.broker.engine.MemoryBudget;
import dk.samsyn.broker.engine.Node;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.Readers;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.expression.Expression;
import dk.samsyn.broker.engine.expression.ExpressionCompiler;
import dk.samsyn.broker.engine.expression.ScalarCompiler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.calcite.DataContexts;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Small inputs for steps, and their rows. */
final class Steps {
    static final RexBuilder REX = new RexBuilder(new JavaTypeFactoryImpl());
    static final long PLENTY = 1L << 30;

    private static final Control FREE = new Control() {
        @Override
        public void check() {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    };

    private Steps() {}

    static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    /** Rows of whole numbers; null is NULL. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static Node longs(int width, List<@Nullable Object>... rows) {
        return new ValuesNode(java.util.Collections.nCopies(width, Form.LONG), List.of(rows));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    static Node values(List<Form> forms, List<@Nullable Object>... rows) {
        return new ValuesNode(forms, List.of(rows));
    }

    /** All rows of a plan's step. */
    static List<List<@Nullable Object>> run(Node root) {
        return run(new ExecutablePlan(root, List.of()), PLENTY);
    }

    static List<List<@Nullable Object>> run(ExecutablePlan plan, long memory) {
        MemoryBudget budget = new MemoryBudget(memory);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (Readers readers = new Readers();
                ExecutablePlan.Run run = plan.run(DataContexts.EMPTY, FREE, budget, readers)) {
            Operator operator = run.start();
            for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
                for (int i = 0; i < batch.size(); i++) {
                    rows.add(row(batch, i, plan.root().forms()));
                }
            }
        } finally {
            assertThat(budget.held()).as("memory still held after the run").isZero();
        }
        return rows;
    }

    private static List<@Nullable Object> row(Batch batch, int at, List<Form> forms) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            row.add(batch.column(i).get(at, forms.get(i)));
        }
        return row;
    }

    static RexNode column(int index, SqlTypeName type) {
        return REX.makeInputRef(type(type), index);
    }

    static RelDataType type(SqlTypeName name) {
        return REX.getTypeFactory()
                .createTypeWithNullability(REX.getTypeFactory().createSqlType(name), true);
    }

    static RexNode call(SqlOperator operator, RexNode... operands) {
        return REX.makeCall(operator, operands);
    }

    static RexNode number(long value) {
        return REX.makeLiteral(value, REX.getTypeFactory().createSqlType(SqlTypeName.BIGINT));
    }

    static Expression compiled(RexNode node) {
        return new ExpressionCompiler(new ScalarCompiler(), REX).compile(node);
    }

    /** A source that counts what is asked of it: batches of one column, 0, 1, 2, … */
    static final class Counted implements SourceNode.Source {
        final AtomicInteger opened = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        final AtomicInteger given = new AtomicInteger();
        private final int batches;
        private final int failAt;

        /**
         * A source.
         *
         * @param failAt the batch in whose place it fails, or -1
         */
        Counted(int batches, int failAt) {
            this.batches = batches;
            this.failAt = failAt;
        }

        Node node() {
            return new SourceNode(List.of(Form.LONG), this, "counted");
        }

        @Override
        public SourceNode.Reader open(dk.samsyn.broker.engine.Execution execution) {
            opened.incrementAndGet();
            return new SourceNode.Reader() {
                private boolean over;
                private int next;

                @Override
                public @Nullable Batch next() {
                    if (next == failAt) {
                        throw new IllegalStateException("the source broke");
                    }
                    if (next == batches) {
                        return null;
                    }
                    given.incrementAndGet();
                    ColumnStore column = ColumnStore.of(Form.LONG);
                    for (int i = 0; i < 100; i++) {
                        column.append((long) next * 100 + i);
                    }
                    next++;
                    return new Batch(100, List.of(column.slice(0, 100)));
                }

                @Override
                public synchronized void close() {
                    if (!over) {
                        over = true;
                        closed.incrementAndGet();
                    }
                }
            };
        }
    }
}
