package dk.samsyn.broker.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;

/** Number of rows and an order-independent sum over their values, numbers rounded to 4 decimals: equal for equal answers. */
final class AnswerSum {
    private static final int DECIMALS = 4;
    private static final long PRIME = 1_000_003;

    private long rows;
    private long sum;

    void add(@Nullable Object[] row) {
        long hash = 1;
        for (Object value : row) {
            hash = hash * PRIME + text(value).hashCode();
        }
        rows++;
        sum += hash * hash + hash;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Number number) {
            BigDecimal exact = number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
            BigDecimal rounded = exact.setScale(DECIMALS, RoundingMode.HALF_UP);
            return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        }
        if (value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime().toString();
        }
        if (value instanceof Date date) {
            return date.toLocalDate().toString();
        }
        return String.valueOf(value);
    }

    long rows() {
        return rows;
    }

    boolean sameAs(AnswerSum other) {
        return rows == other.rows && sum == other.sum;
    }
}
