package dk.samsyn.broker.query;

import dk.samsyn.spi.ColumnType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.calcite.avatica.util.DateTimeUtils;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** A constant of a request to a source whose value is known when the query runs. */
sealed interface LateValue {
    /** The value in the form of {@link ColumnType}, or null. */
    @Nullable
    Object value(QueryState state);

    /** A literal of the plan. */
    record Constant(@Nullable Object constant) implements LateValue {
        @Override
        public @Nullable Object value(QueryState state) {
            return constant;
        }
    }

    /** Parameter {@code ?} number {@code index}. */
    record Parameter(int index, ColumnType type) implements LateValue {
        @Override
        public @Nullable Object value(QueryState state) {
            return external(state.parameter(index), type);
        }
    }

    /** The person behind a pid. */
    record Person(LateValue pid) implements LateValue {
        @Override
        public @Nullable Object value(QueryState state) {
            Object text = pid.value(state);
            return text == null
                    ? null
                    : state.cipher.decode(text.toString().trim()).orElse("");
        }
    }

    /** The canonical number of the person with a given number. */
    record Canonical(LateValue number) implements LateValue {
        @Override
        public @Nullable Object value(QueryState state) {
            Object text = number.value(state);
            return text == null ? null : state.persons.canonical(text.toString());
        }
    }

    /** The expression as a constant of the request, if it is one. */
    static Optional<LateValue> of(RexNode node) {
        if (node instanceof RexLiteral literal) {
            return Optional.of(new Constant(literal(literal)));
        }
        if (node instanceof RexDynamicParam parameter) {
            return Optional.of(new Parameter(parameter.getIndex(), type(parameter.getType())));
        }
        if (node instanceof RexCall call && call.getOperator().equals(BrokerFunctions.PID_DECODE)) {
            return of(call.getOperands().get(0)).map(Person::new);
        }
        if (node instanceof RexCall call && call.getOperator().equals(BrokerFunctions.PERSON)) {
            return of(call.getOperands().get(0)).map(Canonical::new);
        }
        if (node.getKind() == SqlKind.CAST) {
            RexNode inner = ((RexCall) node).getOperands().get(0);
            boolean same = inner.getType().getSqlTypeName() == node.getType().getSqlTypeName()
                    || (SqlTypeUtil.inCharFamily(inner.getType()) && SqlTypeUtil.inCharFamily(node.getType()));
            return same ? of(inner) : Optional.empty();
        }
        return Optional.empty();
    }

    private static @Nullable Object literal(RexLiteral literal) {
        return switch (literal.getType().getSqlTypeName()) {
            case CHAR, VARCHAR -> literal.getValueAs(String.class);
            case BOOLEAN -> literal.getValueAs(Boolean.class);
            case DATE -> external(literal.getValueAs(Integer.class), ColumnType.DATE);
            case TIMESTAMP -> external(literal.getValueAs(Long.class), ColumnType.TIMESTAMP);
            case NULL -> null;
            default -> literal.getValueAs(BigDecimal.class);
        };
    }

    /** The source type that carries values of an engine type. */
    static ColumnType type(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> ColumnType.BOOLEAN;
            case TINYINT, SMALLINT, INTEGER -> ColumnType.INTEGER;
            case BIGINT -> ColumnType.BIGINT;
            case DECIMAL -> ColumnType.DECIMAL;
            case FLOAT, REAL, DOUBLE -> ColumnType.DOUBLE;
            case DATE -> ColumnType.DATE;
            case TIMESTAMP -> ColumnType.TIMESTAMP;
            default -> ColumnType.VARCHAR;
        };
    }

    /** From the engine's form to the sources': days and milliseconds become dates and times. */
    static @Nullable Object external(@Nullable Object value, ColumnType type) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case DATE -> LocalDate.ofEpochDay(((Number) value).longValue());
            case TIMESTAMP -> {
                long millis = ((Number) value).longValue();
                yield LocalDateTime.ofEpochSecond(
                        Math.floorDiv(millis, 1000L), (int) Math.floorMod(millis, 1000L) * 1_000_000, ZoneOffset.UTC);
            }
            default -> value;
        };
    }

    /** From the sources' form to the engine's. */
    static @Nullable Object internal(@Nullable Object value) {
        if (value instanceof LocalDate date) {
            return (int) date.toEpochDay();
        }
        if (value instanceof LocalDateTime time) {
            return time.toLocalDate().toEpochDay() * DateTimeUtils.MILLIS_PER_DAY
                    + time.toLocalTime().toNanoOfDay() / 1_000_000;
        }
        return value;
    }
}
