package dk.samsyn.broker.release;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a value of a column becomes the value of a group (rules 3 and 5): the only generalisations that exist, one hierarchy per
 * dimension. Total functions; NULL stays NULL.
 */
public sealed interface Grain {
    /** The group's value, of the column's own type where the statement groups by the column. */
    @Nullable
    Object of(Object value);

    /** The value as it stands, if it is on the list of frequent values; any other is NULL. An empty list allows all. */
    record Listed(Set<String> values) implements Grain {
        public Listed {
            values = Set.copyOf(values);
        }

        @Override
        public @Nullable Object of(Object value) {
            return values.isEmpty() || values.contains(value.toString().trim()) ? value : null;
        }
    }

    /** The lower edge of a band of numbers; from {@code top} on there is one band. */
    record Band(int step, int top) implements Grain {
        @Override
        public Object of(Object value) {
            long number = ((Number) value).longValue();
            return typed(value, Math.min(Math.floorDiv(number, (long) step) * step, top));
        }

        private static Object typed(Object like, long number) {
            if (like instanceof BigDecimal) {
                return BigDecimal.valueOf(number);
            }
            return like instanceof Integer ? (Object) (int) number : (Object) number;
        }
    }

    /** The largest of some edges that is not above the number; what is below all is the first. */
    record Edges(List<BigDecimal> edges) implements Grain {
        public Edges {
            edges = List.copyOf(edges);
        }

        @Override
        public Object of(Object value) {
            BigDecimal number = new BigDecimal(value.toString());
            BigDecimal edge = edges.get(0);
            for (BigDecimal next : edges) {
                edge = next.compareTo(number) <= 0 ? next : edge;
            }
            return Band.typed(value, edge.longValue());
        }
    }

    /** A day of birth becomes the earliest day of birth in the same band of ages, so that both columns have one hierarchy. */
    record BirthBand(int step, int top, LocalDate today) implements Grain {
        private static final int OLDEST = 130;

        @Override
        public Object of(Object value) {
            int age = Math.max(0, Period.between((LocalDate) value, today).getYears());
            int lower = Math.min(age / step * step, top);
            int upper = lower == top ? OLDEST : lower + step;
            return today.minusYears(upper).plusDays(1);
        }
    }

    /** The first day of a month, quarter or year. */
    record Start(Unit unit) implements Grain {
        @Override
        public Object of(Object value) {
            if (value instanceof LocalDateTime time) {
                return unit.start(time.toLocalDate()).atStartOfDay();
            }
            return unit.start((LocalDate) value);
        }
    }

    /** The number of the year, or of the quarter or month within its year. */
    record Part(Unit unit) implements Grain {
        @Override
        public Object of(Object value) {
            return unit.part(value instanceof LocalDateTime time ? time.toLocalDate() : (LocalDate) value);
        }
    }

    /** The first characters of a code. */
    record Prefix(int length) implements Grain {
        @Override
        public Object of(Object value) {
            String code = value.toString();
            return code.length() <= length ? code : code.substring(0, length);
        }
    }

    /** Units of time that groups may have, from fine to coarse. */
    enum Unit {
        MONTH("maaned") {
            @Override
            public LocalDate start(LocalDate day) {
                return day.withDayOfMonth(1);
            }

            @Override
            long part(LocalDate day) {
                return day.getMonthValue();
            }

            @Override
            public LocalDate next(LocalDate start) {
                return start.plusMonths(1);
            }
        },
        QUARTER("kvartal") {
            @Override
            public LocalDate start(LocalDate day) {
                return day.with(IsoFields.DAY_OF_QUARTER, 1);
            }

            @Override
            long part(LocalDate day) {
                return day.get(IsoFields.QUARTER_OF_YEAR);
            }

            @Override
            public LocalDate next(LocalDate start) {
                return start.plusMonths(3);
            }
        },
        YEAR("aar") {
            @Override
            public LocalDate start(LocalDate day) {
                return day.withDayOfYear(1);
            }

            @Override
            long part(LocalDate day) {
                return day.getYear();
            }

            @Override
            public LocalDate next(LocalDate start) {
                return start.plusYears(1);
            }
        };

        private final String dimension;

        Unit(String dimension) {
            this.dimension = dimension;
        }

        /** The name that a policy lists. */
        public String dimension() {
            return dimension;
        }

        /** The first day of the unit that a day is in. */
        public abstract LocalDate start(LocalDate day);

        /** The first day of the next unit. */
        public abstract LocalDate next(LocalDate start);

        abstract long part(LocalDate day);
    }
}
