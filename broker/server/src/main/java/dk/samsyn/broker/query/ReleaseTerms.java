package dk.samsyn.broker.query;

import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.Grain;
import dk.samsyn.broker.release.Rule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Reads expressions below the gate (rule 3): one column, at most one cast that keeps the value, at most one generalisation of
 * the list. Everything else becomes a column that may not be used.
 */
final class ReleaseTerms {
    private final List<ReleaseColumn> columns;
    private final ReleaseConstants constants;

    ReleaseTerms(List<ReleaseColumn> columns, ReleaseConstants constants) {
        this.columns = columns;
        this.constants = constants;
    }

    /** The expression as a column of the tree above. */
    ReleaseColumn read(RexNode node) {
        Optional<RexLiteral> literal = constants.literal(node);
        if (literal.isPresent()) {
            return new ReleaseColumn.Constant(literal.get());
        }
        if (node instanceof RexInputRef ref) {
            return columns.get(ref.getIndex());
        }
        Optional<ReleaseTerm> term = term(node);
        if (term.isPresent()) {
            return new ReleaseColumn.Clear(term.get());
        }
        return new ReleaseColumn.Unclear(Rule.CLEAR_EXPRESSION.refusal(
                "Under frigivelsen må et udtryk kun være én kolonne, evt. som måned, kvartal, år, aldersgruppe eller"
                        + " begyndelsen af en kode. Brug et godkendt mål fra schemaet, eller regn på de frigivne tal.",
                "Below the gate an expression is one column, perhaps as month, quarter, year, age band or first characters"
                        + " of a code. Use a governed measure of the schema, or calculate with released numbers."));
    }

    /** The expression as a clear term, if it is one. */
    Optional<ReleaseTerm> term(RexNode node) {
        if (node instanceof RexInputRef ref) {
            return columns.get(ref.getIndex()) instanceof ReleaseColumn.Clear clear
                    ? Optional.of(clear.term())
                    : Optional.empty();
        }
        if (!(node instanceof RexCall call)) {
            return Optional.empty();
        }
        return switch (call.getKind()) {
            case CAST -> cast(call);
            case FLOOR -> floor(call);
            case EXTRACT -> extract(call);
            case TIMES -> step(call);
            case MINUS -> withoutRest(call);
            default -> call.getOperator().getName().equals("SUBSTRING") ? beginning(call) : Optional.empty();
        };
    }

    /** A cast that keeps the value or, of a time, its day. */
    private Optional<ReleaseTerm> cast(RexCall call) {
        RexNode operand = call.getOperands().get(0);
        SqlTypeName from = operand.getType().getSqlTypeName();
        SqlTypeName to = call.getType().getSqlTypeName();
        boolean same = from == to
                || (SqlTypeUtil.inCharFamily(operand.getType()) && SqlTypeUtil.inCharFamily(call.getType()))
                || (SqlTypeName.NUMERIC_TYPES.contains(from) && wider(to))
                || (from == SqlTypeName.TIMESTAMP && to == SqlTypeName.DATE)
                || (from == SqlTypeName.DATE && to == SqlTypeName.TIMESTAMP);
        return same
                ? term(operand).map(t -> new ReleaseTerm(t.part(), t.index(), t.grain(), call.getType()))
                : Optional.empty();
    }

    private static boolean wider(SqlTypeName type) {
        return type == SqlTypeName.BIGINT || type == SqlTypeName.DECIMAL || type == SqlTypeName.DOUBLE;
    }

    private Optional<ReleaseTerm> plain(RexNode node, ColumnRule.Kind... kinds) {
        return term(node).filter(t -> t.grain() == null).filter(t -> List.of(kinds)
                .contains(t.rule().kind()));
    }

    /** {@code FLOOR(date TO unit)}. */
    private Optional<ReleaseTerm> floor(RexCall call) {
        if (call.getOperands().size() != 2) {
            return Optional.empty();
        }
        return unit(call.getOperands().get(1))
                .flatMap(unit -> plain(call.getOperands().get(0), ColumnRule.Kind.DATE)
                        .map(t -> t.with(new Grain.Start(unit), call.getType())));
    }

    /** {@code EXTRACT(unit FROM date)}. */
    private Optional<ReleaseTerm> extract(RexCall call) {
        return unit(call.getOperands().get(0))
                .flatMap(unit -> plain(call.getOperands().get(1), ColumnRule.Kind.DATE)
                        .map(t -> t.with(new Grain.Part(unit), call.getType())));
    }

    private static Optional<Grain.Unit> unit(RexNode flag) {
        if (!(flag instanceof RexLiteral literal) || !(literal.getValue() instanceof TimeUnitRange range)) {
            return Optional.empty();
        }
        return switch (range) {
            case MONTH -> Optional.of(Grain.Unit.MONTH);
            case QUARTER -> Optional.of(Grain.Unit.QUARTER);
            case YEAR -> Optional.of(Grain.Unit.YEAR);
            default -> Optional.empty();
        };
    }

    /** {@code FLOOR(x / step) * step} and, of whole numbers, {@code x / step * step}. */
    private Optional<ReleaseTerm> step(RexCall call) {
        RexNode quotient = unwrapped(call.getOperands().get(0));
        Optional<BigDecimal> factor = number(call.getOperands().get(1));
        if (quotient.getKind() == SqlKind.FLOOR
                && ((RexCall) quotient).getOperands().size() == 1) {
            quotient = unwrapped(((RexCall) quotient).getOperands().get(0));
        }
        if (quotient.getKind() != SqlKind.DIVIDE || factor.isEmpty()) {
            return Optional.empty();
        }
        RexNode dividend = ((RexCall) quotient).getOperands().get(0);
        Optional<BigDecimal> divisor = number(((RexCall) quotient).getOperands().get(1));
        boolean whole = SqlTypeUtil.isExactNumeric(dividend.getType())
                && quotient.getType().getScale() <= 0;
        boolean floored = unwrapped(call.getOperands().get(0)).getKind() == SqlKind.FLOOR;
        return divisor.isPresent() && divisor.get().compareTo(factor.get()) == 0 && (whole || floored)
                ? band(dividend, factor.get(), call)
                : Optional.empty();
    }

    /** {@code x - MOD(x, step)}. */
    private Optional<ReleaseTerm> withoutRest(RexCall call) {
        RexNode minuend = call.getOperands().get(0);
        if (!(unwrapped(call.getOperands().get(1)) instanceof RexCall mod)
                || mod.getKind() != SqlKind.MOD
                || !unwrapped(mod.getOperands().get(0)).equals(unwrapped(minuend))) {
            return Optional.empty();
        }
        return number(mod.getOperands().get(1)).flatMap(step -> band(minuend, step, call));
    }

    private Optional<ReleaseTerm> band(RexNode node, BigDecimal step, RexCall whole) {
        return plain(node, ColumnRule.Kind.BAND).flatMap(t -> {
            int width = t.rule().step();
            boolean multiple = step.scale() <= 0
                    && step.signum() > 0
                    && step.remainder(BigDecimal.valueOf(width)).signum() == 0;
            boolean even = multiple && List.of(1, 2, 4, 10).contains(step.intValueExact() / width);
            return even
                    ? Optional.of(t.with(
                            new Grain.Band(
                                    step.intValueExact(), t.rule().top() / step.intValueExact() * step.intValueExact()),
                            whole.getType()))
                    : Optional.empty();
        });
    }

    private static RexNode unwrapped(RexNode node) {
        return node.getKind() == SqlKind.CAST
                ? unwrapped(((RexCall) node).getOperands().get(0))
                : node;
    }

    private Optional<BigDecimal> number(RexNode node) {
        return constants.value(node).filter(BigDecimal.class::isInstance).map(BigDecimal.class::cast);
    }

    /** {@code SUBSTRING(code FROM 1 FOR n)}. */
    private Optional<ReleaseTerm> beginning(RexCall call) {
        if (call.getOperands().size() != 3 || !number(call.getOperands().get(1)).equals(Optional.of(BigDecimal.ONE))) {
            return Optional.empty();
        }
        return number(call.getOperands().get(2))
                .filter(n -> n.scale() <= 0 && n.signum() > 0)
                .flatMap(n -> plain(call.getOperands().get(0), ColumnRule.Kind.CODE)
                        .map(t -> t.with(new Grain.Prefix(n.intValueExact()), call.getType())));
    }
}
