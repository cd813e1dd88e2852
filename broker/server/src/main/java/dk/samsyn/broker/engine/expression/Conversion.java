package dk.samsyn.broker.engine.expression;

import dk.samsyn.broker.engine.column.DecimalVector;
import dk.samsyn.broker.engine.column.Decimals;
import dk.samsyn.broker.engine.column.DoubleVector;
import dk.samsyn.broker.engine.column.Form;
import dk.samsyn.broker.engine.column.LongVector;
import dk.samsyn.broker.engine.column.Selection;
import dk.samsyn.broker.engine.column.Vector;
import org.jspecify.annotations.Nullable;

/** Conversions between kinds of numbers that keep every value, as far as a floating-point number can. */
final class Conversion {
    private Conversion() {}

    /** The expression in another form, if that is a conversion of this kind; null if it is not. */
    static @Nullable Expression widened(Expression inner, Form form) {
        if (inner.form() == form) {
            return inner;
        }
        if (inner.form().whole() && form.whole() && inner.form().compareTo(form) < 0) {
            return new Relabelled(inner, form);
        }
        if (inner.form().whole() && form == Form.DECIMAL) {
            return new ToDecimal(inner);
        }
        if ((inner.form().whole() || inner.form() == Form.DECIMAL) && form == Form.DOUBLE) {
            return new ToDouble(inner);
        }
        return null;
    }

    /** The same vector under another form of its kind. */
    static final class Relabelled extends Expression {
        private final Expression inner;

        Relabelled(Expression inner, Form form) {
            super(form);
            this.inner = inner;
        }

        @Override
        public Vector values(Frame frame, Selection rows) {
            return inner.values(frame, rows);
        }
    }

    private static final class ToDecimal extends Expression {
        private final Expression inner;

        private ToDecimal(Expression inner) {
            super(Form.DECIMAL);
            this.inner = inner;
        }

        @Override
        public Vector values(Frame frame, Selection rows) {
            LongVector whole = (LongVector) inner.values(frame, rows);
            return new DecimalVector(whole.values, 0, whole.nulls);
        }
    }

    private static final class ToDouble extends Expression {
        private final Expression inner;

        private ToDouble(Expression inner) {
            super(Form.DOUBLE);
            this.inner = inner;
        }

        @Override
        public Vector values(Frame frame, Selection rows) {
            Vector numbers = inner.values(frame, rows);
            double[] values = new double[frame.capacity()];
            boolean[] nulls = null;
            for (int k = 0; k < rows.size(); k++) {
                int row = rows.row(k);
                if (numbers.isNull(row)) {
                    nulls = nulls == null ? new boolean[values.length] : nulls;
                    nulls[row] = true;
                } else {
                    values[row] = number(numbers, row);
                }
            }
            return new DoubleVector(values, nulls);
        }

        private static double number(Vector numbers, int row) {
            if (numbers instanceof LongVector whole) {
                return whole.values[row];
            }
            if (numbers instanceof DecimalVector decimals && exact(decimals.unscaled[row], decimals.scale)) {
                return decimals.unscaled[row] / (double) Decimals.power(decimals.scale);
            }
            return Decimals.at(numbers, row).doubleValue();
        }

        /** One correctly rounded division of two exact numbers is the correctly rounded value. */
        private static boolean exact(long unscaled, int scale) {
            return scale <= 15 && Math.abs(unscaled) < 1L << 53;
        }
    }
}
