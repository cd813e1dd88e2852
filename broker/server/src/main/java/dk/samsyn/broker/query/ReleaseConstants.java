package dk.samsyn.broker.query;

import dk.samsyn.broker.release.Rule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Constants of a statement as values. Times of the clock are cut to the day (rule 4), so a question is the same all day. */
final class ReleaseConstants {
    private static final Set<SqlOperator> NOW =
            Set.of(SqlStdOperatorTable.CURRENT_TIMESTAMP, SqlStdOperatorTable.LOCALTIMESTAMP);

    private final RexBuilder rex;
    private final LocalDate today;
    private final List<@Nullable Object> parameters;
    private boolean unbound;

    /**
     * Constants of one run.
     *
     * @param parameters values of {@code ?}, in the engine's form; none while the statement is only prepared
     */
    ReleaseConstants(RexBuilder rex, LocalDate today, List<@Nullable Object> parameters) {
        this.rex = rex;
        this.today = today;
        this.parameters = parameters;
    }

    LocalDate today() {
        return today;
    }

    /**
     * The value of an expression that looks at no column: text, number, truth value, day or time; empty if it looks at one.
     *
     * @throws dk.samsyn.broker.access.QueryException if it has none, such as a division by zero
     */
    Optional<Object> value(RexNode node) {
        return literal(node).map(this::value);
    }

    /** Whether one of two expressions waits for a parameter: the statement is only prepared, and nothing may run. */
    boolean unknown(RexNode left, RexNode right) {
        boolean waits = parameters.isEmpty() && (parameter(left) || parameter(right));
        unbound |= waits;
        return waits;
    }

    private static boolean parameter(RexNode node) {
        return node instanceof RexDynamicParam
                || (node instanceof RexCall call && call.getOperands().stream().anyMatch(ReleaseConstants::parameter));
    }

    /** Whether every constant of the statement had a value. */
    boolean bound() {
        return !unbound;
    }

    /** The expression as a literal, if it looks at no column. */
    Optional<RexLiteral> literal(RexNode node) {
        RexNode dated = node.accept(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                if (call.getOperator().equals(SqlStdOperatorTable.CURRENT_DATE)) {
                    return rex.makeDateLiteral(new DateString(today.toString()));
                }
                if (NOW.contains(call.getOperator())) {
                    return rex.makeTimestampLiteral(new TimestampString(today + " 00:00:00"), 3);
                }
                return super.visitCall(call);
            }

            @Override
            public RexNode visitDynamicParam(RexDynamicParam parameter) {
                return parameter.getIndex() < parameters.size() ? given(parameter) : parameter;
            }
        });
        if (!constant(dated)) {
            return Optional.empty();
        }
        if (dated instanceof RexLiteral literal) {
            return Optional.of(literal);
        }
        List<RexNode> reduced = new ArrayList<>();
        RexExecutor executor = RexUtil.EXECUTOR;
        try {
            executor.reduce(rex, List.of(dated), reduced);
        } catch (RuntimeException | Error e) {
            throw failing();
        }
        if (reduced.get(0) instanceof RexLiteral literal) {
            return Optional.of(literal);
        }
        throw failing();
    }

    private static RuntimeException failing() {
        return Rule.TOTALITY.refusal(
                "Et udtryk af konstanter kan ikke regnes ud. Skriv værdien i stedet.",
                "An expression of constants has no value. Write the value instead.");
    }

    private RexNode given(RexDynamicParam parameter) {
        Object value = parameters.get(parameter.getIndex());
        return value == null || value == QueryState.NULL
                ? rex.makeNullLiteral(parameter.getType())
                : rex.makeLiteral(
                        value, rex.getTypeFactory().createTypeWithNullability(parameter.getType(), false), true);
    }

    private static boolean constant(RexNode node) {
        if (!RelOptUtil.InputFinder.bits(node).isEmpty() || RexUtil.containsFieldAccess(node)) {
            return false;
        }
        try {
            node.accept(new RexVisitorImpl<Void>(true) {
                @Override
                public Void visitInputRef(RexInputRef ref) {
                    throw new NotConstant();
                }

                @Override
                public Void visitOver(RexOver over) {
                    throw new NotConstant();
                }

                @Override
                public Void visitSubQuery(RexSubQuery subQuery) {
                    throw new NotConstant();
                }

                @Override
                public Void visitDynamicParam(RexDynamicParam parameter) {
                    throw new NotConstant();
                }

                @Override
                public Void visitCorrelVariable(RexCorrelVariable variable) {
                    throw new NotConstant();
                }
            });
            return true;
        } catch (NotConstant e) {
            return false;
        }
    }

    private static final class NotConstant extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NotConstant() {
            super(null, null, false, false);
        }
    }

    private Object value(RexLiteral literal) {
        Object value =
                switch (literal.getType().getSqlTypeName()) {
                    case CHAR, VARCHAR -> trimmed(literal.getValueAs(String.class));
                    case BOOLEAN -> literal.getValueAs(Boolean.class);
                    case DATE -> day(literal.getValueAs(Integer.class));
                    case TIMESTAMP -> time(literal.getValueAs(Long.class));
                    case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, FLOAT, REAL, DOUBLE ->
                        number(literal.getValueAs(BigDecimal.class));
                    default -> null;
                };
        if (value == null) {
            throw Rule.PREDICATE.refusal(
                    "En sammenligning med NULL eller et interval er aldrig sand. Skriv en værdi.",
                    "A comparison with NULL or an interval is never true. Write a value.");
        }
        return value;
    }

    private static @Nullable String trimmed(@Nullable String text) {
        return text == null ? null : text.stripTrailing();
    }

    private static @Nullable BigDecimal number(@Nullable BigDecimal number) {
        return number == null ? null : number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    private static @Nullable LocalDate day(@Nullable Integer days) {
        return days == null ? null : LocalDate.ofEpochDay(days);
    }

    private static @Nullable LocalDateTime time(@Nullable Long millis) {
        return millis == null ? null : (LocalDateTime) LateValue.external(millis, dk.samsyn.spi.ColumnType.TIMESTAMP);
    }
}
