package dk.samsyn.testkit;

import dk.samsyn.spi.ColumnType;
import dk.samsyn.spi.Condition;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Java forms of values, and their order. */
final class ValueForms {
    private ValueForms() {}

    static Class<?> of(ColumnType type) {
        return switch (type) {
            case BOOLEAN -> Boolean.class;
            case INTEGER -> Integer.class;
            case BIGINT -> Long.class;
            case DECIMAL -> BigDecimal.class;
            case DOUBLE -> Double.class;
            case VARCHAR -> String.class;
            case DATE -> LocalDate.class;
            case TIMESTAMP -> LocalDateTime.class;
        };
    }

    /** 1.50 and 1.5 are the same number. */
    static @Nullable Object comparable(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
    }

    /** Whether a value fulfils a range; NULL fulfils none. Text is ordered code point by code point. */
    static boolean within(Condition.Range range, @Nullable Object value) {
        if (value == null) {
            return false;
        }
        if (range.lower() != null) {
            int order = compare(value, range.lower());
            if (order < 0 || (order == 0 && !range.lowerInclusive())) {
                return false;
            }
        }
        if (range.upper() != null) {
            int order = compare(value, range.upper());
            return order < 0 || (order == 0 && range.upperInclusive());
        }
        return true;
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }
}
