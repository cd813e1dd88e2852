package dk.samsyn.broker.query;

import com.google.common.collect.Range;
import dk.samsyn.spi.ColumnStatistics;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.util.DateTimeUtils;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.Sarg;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/**
 * Which share of rows a comparison of a column with constants keeps, by what the source says of the column's values: frequent
 * ones one by one, the others by the bounds that cut them into equal parts.
 */
record ColumnValues(ColumnStatistics statistics) {
    /** A column that has one constant in every row. */
    static ColumnValues always(RexLiteral constant) {
        Object value = java(constant.getValueAs(Comparable.class));
        return new ColumnValues(
                value == null
                        ? new ColumnStatistics(1, 1, Map.of(), List.of())
                        : new ColumnStatistics(1, 0, Map.of(value, 1.0), List.of()));
    }

    /** The share of a comparison whose first operand is the column. */
    double share(RexCall call) {
        if (call.getKind() == SqlKind.IS_NULL) {
            return statistics.missing();
        }
        if (call.getKind() == SqlKind.IS_NOT_NULL) {
            return 1 - statistics.missing();
        }
        if (call.getOperands().size() < 2 || !(call.getOperands().get(1) instanceof RexLiteral literal)) {
            return call.getKind() == SqlKind.EQUALS ? one(null) : Selectivity.byKind(call);
        }
        if (call.getKind() == SqlKind.SEARCH) {
            Sarg<?> sarg = literal.getValueAs(Sarg.class);
            return sarg == null ? Selectivity.byKind(call) : search(sarg);
        }
        Object value = java(literal.getValueAs(Comparable.class));
        if (value == null) {
            return 0;
        }
        return switch (call.getKind()) {
            case EQUALS -> one(value);
            case NOT_EQUALS -> Math.max(0, 1 - statistics.missing() - one(value));
            case LESS_THAN, LESS_THAN_OR_EQUAL -> between(null, value);
            case GREATER_THAN, GREATER_THAN_OR_EQUAL -> between(value, null);
            case LIKE -> like(value.toString());
            default -> Selectivity.byKind(call);
        };
    }

    private double search(Sarg<?> sarg) {
        double share = sarg.nullAs == RexUnknownAs.TRUE ? statistics.missing() : 0;
        for (Range<?> range : sarg.rangeSet.asRanges()) {
            Object low = range.hasLowerBound() ? java(range.lowerEndpoint()) : null;
            Object high = range.hasUpperBound() ? java(range.upperEndpoint()) : null;
            share += low != null && low.equals(high) ? one(low) : between(low, high);
        }
        return Math.min(1, share);
    }

    /** Share of one value; of some unknown one if null. */
    private double one(@Nullable Object value) {
        for (Map.Entry<Object, Double> frequent : statistics.frequent().entrySet()) {
            if (value != null && number(frequent.getKey()) == number(value) && same(frequent.getKey(), value)) {
                return frequent.getValue();
            }
        }
        double others =
                Math.max(1, statistics.distinct() - statistics.frequent().size());
        return value == null ? (1 - statistics.missing()) / Math.max(1, statistics.distinct()) : rest() / others;
    }

    private static boolean same(Object a, Object b) {
        return a instanceof Number || b instanceof Number || a.toString().equals(b.toString());
    }

    /** Share of the rows whose value is not frequent. */
    private double rest() {
        double frequent = statistics.frequent().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        return Math.max(0, 1 - statistics.missing() - frequent);
    }

    private double like(String pattern) {
        int wild = pattern.indexOf('%');
        String prefix = wild < 0 ? pattern : pattern.substring(0, wild);
        if (prefix.isEmpty() || prefix.contains("_")) {
            return 0.1;
        }
        double share = 0;
        for (Map.Entry<Object, Double> frequent : statistics.frequent().entrySet()) {
            share += frequent.getKey().toString().startsWith(prefix) ? frequent.getValue() : 0;
        }
        List<Object> bounds = statistics.bounds();
        if (bounds.isEmpty()) {
            return Math.max(share, rest() * 0.02);
        }
        long inside =
                bounds.stream().filter(b -> b.toString().startsWith(prefix)).count();
        return Math.min(1, share + rest() * Math.max((double) inside, 0.5) / bounds.size());
    }

    private double between(@Nullable Object low, @Nullable Object high) {
        double share = 0;
        for (Map.Entry<Object, Double> frequent : statistics.frequent().entrySet()) {
            share += inside(frequent.getKey(), low, high) ? frequent.getValue() : 0;
        }
        List<Object> bounds = statistics.bounds();
        if (bounds.size() < 2) {
            boolean allFrequent = statistics.frequent().size() >= statistics.distinct();
            return allFrequent ? share : share + rest() * (low != null && high != null ? 0.1 : 0.3);
        }
        double from = low == null ? 0 : position(bounds, low);
        double to = high == null ? 1 : position(bounds, high);
        return Math.min(1, share + rest() * Math.max(0.5 / bounds.size(), to - from));
    }

    private static boolean inside(Object value, @Nullable Object low, @Nullable Object high) {
        return (low == null || compare(low, value) <= 0) && (high == null || compare(value, high) <= 0);
    }

    /** Share of the values between the bounds that are below a value. */
    private static double position(List<Object> bounds, Object value) {
        int below = 0;
        while (below < bounds.size() && compare(bounds.get(below), value) <= 0) {
            below++;
        }
        if (below == 0) {
            return 0;
        }
        if (below == bounds.size()) {
            return 1;
        }
        double low = number(bounds.get(below - 1));
        double high = number(bounds.get(below));
        double part = high > low ? (number(value) - low) / (high - low) : 0.5;
        return (below - 1 + Math.min(1, Math.max(0, part))) / (bounds.size() - 1);
    }

    private static int compare(Object a, Object b) {
        boolean texts = a instanceof String || b instanceof String;
        return texts ? a.toString().compareTo(b.toString()) : Double.compare(number(a), number(b));
    }

    /** A place on a line, for what has one. */
    private static double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        }
        if (value instanceof LocalDateTime time) {
            return time.toEpochSecond(ZoneOffset.UTC) / 86_400.0;
        }
        return value instanceof Boolean flag && flag ? 1 : 0;
    }

    private static @Nullable Object java(@Nullable Object value) {
        if (value instanceof NlsString text) {
            return text.getValue();
        }
        if (value instanceof DateString date) {
            return LocalDate.ofEpochDay(date.getDaysSinceEpoch());
        }
        if (value instanceof TimestampString time) {
            long millis = time.getMillisSinceEpoch();
            return LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000L), 0, ZoneOffset.UTC);
        }
        if (value instanceof java.util.Calendar calendar) {
            return LocalDate.ofEpochDay(Math.floorDiv(calendar.getTimeInMillis(), DateTimeUtils.MILLIS_PER_DAY));
        }
        return value;
    }
}
