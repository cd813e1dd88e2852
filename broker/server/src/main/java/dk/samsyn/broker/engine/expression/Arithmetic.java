package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.ColumnStore;
import dk.samsyn.broker.engine.column.DecimalVector;
import dk.samsyn.broker.engine.column.Decimals;
import dk.samsyn.broker.engine.column.DoubleVector;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.ObjectVector;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * The four operations and the remainder, on numbers of one kind. What does not fit the result's form, or divides by zero, is an
 * {@link ArithmeticException}, as in PostgreSQL: a number that wrapped around would be a wrong answer.
 */
final class Arithmetic extends Expression {
    /** The operation. */
    enum Operation {
        PLUS,
        MINUS,
        TIMES,
        DIVIDE,
        REMAINDER
    }

    private final Operation operation;
    private final Expression left;
    private final Expression right;

    /**
     * An operation on operands of the result's kind.
     *
     * @param form form of the result
     */
    Arithmetic(Form form, Operation operation, Expression left, Expression right) {
        super(form);
        this.operation = operation;
        this.left = left;
        this.right = right;
    }

    @Override
    public Vector values(Frame frame, Selection rows) {
        Vector a = left.values(frame, rows);
        Vector b = right.values(frame, rows);
        boolean @Nullable [] nulls = Logic.nulls(a, b, rows, frame.capacity());
        return switch (form().kind()) {
            case LONG -> longs((LongVector) a, (LongVector) b, nulls, rows, frame.capacity());
            case DOUBLE -> doubles((DoubleVector) a, (DoubleVector) b, nulls, rows, frame.capacity());
            default -> decimals(a, b, nulls, rows, frame.capacity());
        };
    }

    private Vector longs(LongVector a, LongVector b, boolean @Nullable [] nulls, Selection rows, int capacity) {
        long[] values = new long[capacity];
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            if (nulls == null || !nulls[row]) {
                values[row] = fitting(apply(a.values[row], b.values[row]));
            }
        }
        return new LongVector(values, nulls);
    }

    private long apply(long a, long b) {
        return switch (operation) {
            case PLUS -> Math.addExact(a, b);
            case MINUS -> Math.subtractExact(a, b);
            case TIMES -> Math.multiplyExact(a, b);
            case DIVIDE -> b == -1 ? Math.negateExact(a) : a / b;
            case REMAINDER -> a % b;
        };
    }

    private long fitting(long value) {
        long narrow =
                switch (form()) {
                    case BYTE -> (byte) value;
                    case SHORT -> (short) value;
                    case INT -> (int) value;
                    default -> value;
                };
        if (narrow != value) {
            throw new ArithmeticException("out of range");
        }
        return value;
    }

    private Vector doubles(DoubleVector a, DoubleVector b, boolean @Nullable [] nulls, Selection rows, int capacity) {
        double[] values = new double[capacity];
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            if (nulls == null || !nulls[row]) {
                values[row] = apply(a.values[row], b.values[row]);
            }
        }
        return new DoubleVector(values, nulls);
    }

    private double apply(double a, double b) {
        if (b == 0 && (operation == Operation.DIVIDE || operation == Operation.REMAINDER)) {
            throw new ArithmeticException("division by zero");
        }
        return switch (operation) {
            case PLUS -> a + b;
            case MINUS -> a - b;
            case TIMES -> a * b;
            case DIVIDE -> a / b;
            case REMAINDER -> a % b;
        };
    }

    private Vector decimals(Vector a, Vector b, boolean @Nullable [] nulls, Selection rows, int capacity) {
        if (operation != Operation.DIVIDE
                && operation != Operation.REMAINDER
                && !(a instanceof ObjectVector)
                && !(b instanceof ObjectVector)) {
            Vector fast = scaled(a, b, nulls, rows, capacity);
            if (fast != null) {
                return fast;
            }
        }
        @Nullable Object[] values = new @Nullable Object[capacity];
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            if (nulls == null || !nulls[row]) {
                values[row] = apply(Decimals.at(a, row), Decimals.at(b, row));
            }
        }
        ColumnStore store = ColumnStore.of(Form.DECIMAL);
        store.append(new ObjectVector(values), Selection.first(capacity));
        return store.slice(0, capacity);
    }

    private BigDecimal apply(BigDecimal a, BigDecimal b) {
        return switch (operation) {
            case PLUS -> a.add(b);
            case MINUS -> a.subtract(b);
            case TIMES -> a.multiply(b);
            case DIVIDE -> a.divide(b, MathContext.DECIMAL64);
            case REMAINDER -> a.remainder(b);
        };
    }

    /** The result in longs, or null if one does not fit. */
    private @Nullable Vector scaled(Vector a, Vector b, boolean @Nullable [] nulls, Selection rows, int capacity) {
        int scaleA = a instanceof DecimalVector decimals ? decimals.scale : 0;
        int scaleB = b instanceof DecimalVector decimals ? decimals.scale : 0;
        int scale = operation == Operation.TIMES ? scaleA + scaleB : Math.max(scaleA, scaleB);
        long[] digitsA = digits(a);
        long[] digitsB = digits(b);
        long[] values = new long[capacity];
        for (int k = 0; k < rows.size(); k++) {
            int row = rows.row(k);
            if (nulls != null && nulls[row]) {
                continue;
            }
            long x = digitsA[row];
            long y = digitsB[row];
            if (operation == Operation.TIMES) {
                if (Math.multiplyHigh(x, y) != (x * y) >> 63) {
                    return null;
                }
                values[row] = x * y;
            } else {
                x = Decimals.rescaled(x, scale - scaleA);
                y = Decimals.rescaled(y, scale - scaleB);
                long sum = operation == Operation.PLUS ? x + y : x - y;
                long other = operation == Operation.PLUS ? y : ~y;
                boolean overflow = ((x ^ sum) & (other ^ sum)) < 0;
                if (x == Decimals.TOO_LONG || y == Decimals.TOO_LONG || overflow) {
                    return null;
                }
                values[row] = sum;
            }
            if (values[row] == Decimals.TOO_LONG) {
                return null;
            }
        }
        return new DecimalVector(values, scale, nulls);
    }

    private static long[] digits(Vector vector) {
        return vector instanceof DecimalVector decimals ? decimals.unscaled : ((LongVector) vector).values;
    }
}
