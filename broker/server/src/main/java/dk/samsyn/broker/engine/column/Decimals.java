package dk.samsyn.broker.engine.column;

import java.math.BigDecimal;
import java.util.Objects;

/** Arithmetic of decimals as longs with a scale. */
public final class Decimals {
    /** Digits that fit a long, whatever they are. */
    public static final int LONG_DIGITS = 18;

    /** A result that does not fit; no decimal of {@link #LONG_DIGITS} digits is this number. */
    public static final long TOO_LONG = Long.MIN_VALUE;

    private static final long[] POWERS = powers();

    private Decimals() {}

    private static long[] powers() {
        long[] powers = new long[LONG_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /** Ten to a power from 0 to {@link #LONG_DIGITS}. */
    public static long power(int exponent) {
        return POWERS[exponent];
    }

    /** The number with so many digits more after its point, or {@link #TOO_LONG}. */
    public static long rescaled(long unscaled, int digits) {
        if (digits > LONG_DIGITS) {
            return unscaled == 0 ? 0 : TOO_LONG;
        }
        long factor = POWERS[digits];
        long high = Math.multiplyHigh(unscaled, factor);
        long low = unscaled * factor;
        return (high == 0 && low >= 0) || (high == -1 && low < 0) ? low : TOO_LONG;
    }

    /** The decimal at a row that is not NULL. */
    public static BigDecimal at(Vector values, int row) {
        return values instanceof DecimalVector longs
                ? BigDecimal.valueOf(longs.unscaled[row], longs.scale)
                : values instanceof LongVector whole
                        ? BigDecimal.valueOf(whole.values[row])
                        : (BigDecimal) Objects.requireNonNull(((ObjectVector) values).values[row]);
    }

    /** A hash that equal decimals of different scales share. */
    public static int hash(BigDecimal decimal) {
        if (decimal.signum() == 0) {
            return 0;
        }
        BigDecimal bare = decimal.stripTrailingZeros();
        return bare.unscaledValue().bitLength() < Long.SIZE
                ? mixed(bare.unscaledValue().longValue(), bare.scale())
                : bare.hashCode();
    }

    /** The same hash of a long with a scale. */
    public static int hash(long unscaled, int scale) {
        if (unscaled == 0) {
            return 0;
        }
        long bare = unscaled;
        int digits = scale;
        while (bare % 10 == 0) {
            bare /= 10;
            digits--;
        }
        return mixed(bare, digits);
    }

    private static int mixed(long bare, int scale) {
        return Long.hashCode(bare) * 31 + scale;
    }
}
