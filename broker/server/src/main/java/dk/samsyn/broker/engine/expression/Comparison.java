package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.DecimalVector;
import dk.samsyn.broker.engine.column.Decimals;
import dk.samsyn.broker.engine.column.DoubleVector;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.ObjectVector;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Comparisons of two values of forms that have one order: whole numbers, floating-point numbers, decimals, texts. */
final class Comparison extends Expression {
    /** What is asked. */
    enum Test {
        EQUAL(false, true, false),
        NOT_EQUAL(true, false, true),
        LESS(true, false, false),
        LESS_OR_EQUAL(true, true, false),
        GREATER(false, false, true),
        GREATER_OR_EQUAL(false, true, true);

        private final long less;
        private final long equal;
        private final long greater;

        Test(boolean less, boolean equal, boolean greater) {
            this.less = less ? 1 : 0;
            this.equal = equal ? 1 : 0;
            this.greater = greater ? 1 : 0;
        }

        private long answer(int order) {
            return order < 0 ? less : order == 0 ? equal : greater;
        }
    }

    private final Expression left;
    private final Expression right;
    private final Test test;
    private final boolean distinct;

    private Comparison(Expression left, Expression right, Test test, boolean distinct) {
        super(Form.BOOLEAN);
        this.left = left;
        this.right = right;
        this.test = test;
        this.distinct = distinct;
    }

    /** A comparison that is NULL if an operand is. */
    static Comparison of(Expression left, Test test, Expression right) {
        return new Comparison(left, right, test, false);
    }

    /** IS [NOT] DISTINCT FROM. */
    static Comparison distinct(Expression left, Expression right, boolean negated) {
        return new Comparison(left, right, negated ? Test.EQUAL : Test.NOT_EQUAL, true);
    }

    /** Whether values of the two forms are compared here. */
    static boolean comparable(Form a, Form b) {
        boolean exact = (a.whole() || a == Form.DECIMAL) && (b.whole() || b == Form.DECIMAL);
        boolean floating = a == Form.DOUBLE && b == Form.DOUBLE;
        boolean same = a == b && (a == Form.TEXT || a == Form.BOOLEAN);
        return exact || floating || same;
    }

    @Override
    public Vector values(Frame frame, Selection rows) {
        Vector a = left.values(frame, rows);
        Vector b = right.values(frame, rows);
        boolean @Nullable [] nulls = Logic.nulls(a, b, rows, frame.capacity());
        long[] values = new long[frame.capacity()];
        if (a instanceof LongVector x && b instanceof LongVector y) {
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                values[row] = test.answer(Long.compare(x.values[row], y.values[row]));
            }
        } else if (a instanceof DoubleVector x && b instanceof DoubleVector y) {
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                values[row] = answer(x.values[row], y.values[row]);
            }
        } else if (a instanceof DecimalVector x && b instanceof DecimalVector y && x.scale == y.scale) {
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                values[row] = test.answer(Long.compare(x.unscaled[row], y.unscaled[row]));
            }
        } else if (left.form() == Form.TEXT && a instanceof ObjectVector x && b instanceof ObjectVector y) {
            texts(x, y, rows, nulls, values);
        } else {
            decimals(a, b, rows, nulls, values);
        }
        return distinct ? settled(a, b, nulls, rows, values) : new LongVector(values, nulls);
    }

    private long answer(double a, double b) {
        return a < b ? test.less : a > b ? test.greater : a == b ? test.equal : test == Test.NOT_EQUAL ? 1 : 0;
    }

    private void texts(ObjectVector a, ObjectVector b, Selection rows, boolean @Nullable [] nulls, long[] values) {
        boolean order = test != Test.EQUAL && test != Test.NOT_EQUAL;
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            if (nulls == null || !nulls[row]) {
                String x = (String) Objects.requireNonNull(a.values[row]);
                String y = (String) Objects.requireNonNull(b.values[row]);
                values[row] = test.answer(order ? x.compareTo(y) : x.equals(y) ? 0 : 1);
            }
        }
    }

    private void decimals(Vector a, Vector b, Selection rows, boolean @Nullable [] nulls, long[] values) {
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            if (nulls == null || !nulls[row]) {
                values[row] = test.answer(compare(a, b, row));
            }
        }
    }

    private static int compare(Vector a, Vector b, int row) {
        if (!(a instanceof ObjectVector) && !(b instanceof ObjectVector)) {
            int scaleA = scale(a);
            int scaleB = scale(b);
            long x = Decimals.rescaled(digits(a, row), Math.max(0, scaleB - scaleA));
            long y = Decimals.rescaled(digits(b, row), Math.max(0, scaleA - scaleB));
            if (x != Decimals.TOO_LONG && y != Decimals.TOO_LONG) {
                return Long.compare(x, y);
            }
        }
        return Decimals.at(a, row).compareTo(Decimals.at(b, row));
    }

    private static long digits(Vector vector, int row) {
        return vector instanceof DecimalVector decimals ? decimals.unscaled[row] : ((LongVector) vector).values[row];
    }

    private static int scale(Vector vector) {
        return vector instanceof DecimalVector decimals ? decimals.scale : 0;
    }

    /** Where an operand is NULL, the values are distinct unless both are. */
    private LongVector settled(Vector a, Vector b, boolean @Nullable [] nulls, Selection rows, long[] values) {
        if (nulls != null) {
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                if (nulls[row]) {
                    values[row] = test.answer(a.isNull(row) == b.isNull(row) ? 0 : 1);
                }
            }
        }
        return new LongVector(values, null);
    }
}
