package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Expressions that only fetch values: columns, constants, parameters, what was computed already. */
final class Basics {
    private Basics() {}

    /** Column of the batch. */
    static final class Column extends Expression {
        private final int index;

        Column(int index, Form form) {
            super(form);
            this.index = index;
        }

        @Override
        public int column() {
            return index;
        }

        @Override
        public Vector values(Frame frame, Selection rows) {
            return frame.batch().column(index);
        }
    }

    /** The same value in each row of every run. */
    static final class Constant extends Expression {
        private final @Nullable Object value;
        private final Vector vector;

        Constant(@Nullable Object value, Form form) {
            super(form);
            this.value = value;
            this.vector = repeated(value, form, Batch.ROWS);
        }

        @Nullable
        Object value() {
            return value;
        }

        @Override
        public Vector values(Frame frame, Selection rows) {
            return vector;
        }
    }

    /** A value that is known when a run begins. */
    static final class Late extends Expression {
        private final Function<Frame, @Nullable Object> value;

        Late(Form form, Function<Frame, @Nullable Object> value) {
            super(form);
            this.value = value;
        }

        @Override
        public Vector values(Frame frame, Selection rows) {
            return frame.remembered(this, () -> repeated(form().fitted(value.apply(frame)), form(), Batch.ROWS));
        }
    }

    /** A computation that stands more than once in the expressions of an operator; it is done once for each batch. */
    static final class Once extends Expression {
        private final Expression inner;

        Once(Expression inner) {
            super(inner.form());
            this.inner = inner;
        }

        private static final class Last {
            private long batch = -1;
            private @Nullable Selection rows;
            private @Nullable Vector values;
        }

        @Override
        public Vector values(Frame frame, Selection rows) {
            Last last = frame.remembered(this, Last::new);
            Vector known = last.values;
            if (known != null && last.batch == frame.number() && covers(last.rows, rows)) {
                return known;
            }
            Vector values = inner.values(frame, rows);
            last.batch = frame.number();
            last.rows = rows;
            last.values = values;
            return values;
        }

        private static boolean covers(@Nullable Selection known, Selection wanted) {
            return known != null
                    && (known == wanted
                            || (known.isPrefix()
                                    && (wanted.isEmpty() || wanted.row(wanted.size() - 1) < known.size())));
        }
    }

    static Vector repeated(@Nullable Object value, Form form, int count) {
        ColumnStore store = ColumnStore.of(form);
        store.append(value);
        return store.gather(new int[count], 0, count);
    }
}
