package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** AND, OR, NOT and tests of truth, in SQL's three values. AND and OR leave out rows that are decided already. */
final class Logic {
    private Logic() {}

    /** All operands true, from the left; a row for which one is false is not shown to the next. */
    static final class And extends Expression {
        private final List<Expression> operands;

        And(List<Expression> operands) {
            super(Form.BOOLEAN);
            this.operands = List.copyOf(operands);
        }

        @Override
        public Selection where(Frame frame, Selection rows) {
            Selection left = rows;
            for (Expression operand : operands) {
                if (left.isEmpty()) {
                    return left;
                }
                left = operand.where(frame, left);
            }
            return left;
        }

        @Override
        public Vector values(Frame frame, Selection rows) {
            return connected(operands, frame, rows, 1);
        }
    }

    /** One operand true, from the left; a row for which one is true is not shown to the next. */
    static final class Or extends Expression {
        private final List<Expression> operands;

        Or(List<Expression> operands) {
            super(Form.BOOLEAN);
            this.operands = List.copyOf(operands);
        }

        @Override
        public Vector values(Frame frame, Selection rows) {
            return connected(operands, frame, rows, 0);
        }
    }

    /**
     * The connective whose neutral value is 1 for AND and 0 for OR: the other value decides a row, NULL beats the neutral
     * value.
     */
    private static LongVector connected(List<Expression> operands, Frame frame, Selection rows, long neutral) {
        long[] values = new long[frame.capacity()];
        boolean[] nulls = new boolean[values.length];
        boolean anyNull = false;
        for (int k = 0; k < rows.size(); k++) {
            values[rows.row(k)] = neutral;
        }
        Selection open = rows;
        for (Expression operand : operands) {
            if (open.isEmpty()) {
                break;
            }
            LongVector next = (LongVector) operand.values(frame, open);
            int[] undecided = new int[open.size()];
            int n = 0;
            for (int k = 0; k < open.size(); k++) {
                int row = open.row(k);
                if (next.isNull(row)) {
                    nulls[row] = true;
                    anyNull = true;
                    undecided[n++] = row;
                } else if (next.values[row] == neutral) {
                    undecided[n++] = row;
                } else {
                    values[row] = 1 - neutral;
                    nulls[row] = false;
                }
            }
            open = n == open.size() ? open : Selection.of(undecided, n);
        }
        return new LongVector(values, anyNull ? nulls : null);
    }

    /** NOT. */
    static final class Not extends Expression {
        private final Expression operand;

        Not(Expression operand) {
            super(Form.BOOLEAN);
            this.operand = operand;
        }

        @Override
        public Vector values(Frame frame, Selection rows) {
            LongVector inner = (LongVector) operand.values(frame, rows);
            long[] values = new long[frame.capacity()];
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                values[row] = 1 - inner.values[row];
            }
            return new LongVector(values, inner.nulls);
        }
    }

    /** IS [NOT] NULL. */
    static final class IsNull extends Expression {
        private final Expression operand;
        private final boolean wanted;

        IsNull(Expression operand, boolean wanted) {
            super(Form.BOOLEAN);
            this.operand = operand;
            this.wanted = wanted;
        }

        @Override
        public Vector values(Frame frame, Selection rows) {
            Vector inner = operand.values(frame, rows);
            long[] values = new long[frame.capacity()];
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                values[row] = inner.isNull(row) == wanted ? 1 : 0;
            }
            return new LongVector(values, null);
        }
    }

    /** IS [NOT] TRUE and IS [NOT] FALSE. */
    static final class Is extends Expression {
        private final Expression operand;
        private final long truth;
        private final boolean negated;

        Is(Expression operand, boolean truth, boolean negated) {
            super(Form.BOOLEAN);
            this.operand = operand;
            this.truth = truth ? 1 : 0;
            this.negated = negated;
        }

        @Override
        public Vector values(Frame frame, Selection rows) {
            LongVector inner = (LongVector) operand.values(frame, rows);
            long[] values = new long[frame.capacity()];
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                boolean is = !inner.isNull(row) && inner.values[row] == truth;
                values[row] = is != negated ? 1 : 0;
            }
            return new LongVector(values, null);
        }
    }

    /** Nulls of either vector at some rows, or null if there is none. */
    static boolean @Nullable [] nulls(Vector a, Vector b, Selection rows, int capacity) {
        boolean[] nulls = null;
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            if (a.isNull(row) || b.isNull(row)) {
                nulls = nulls == null ? new boolean[capacity] : nulls;
                nulls[row] = true;
            }
        }
        return nulls;
    }
}
