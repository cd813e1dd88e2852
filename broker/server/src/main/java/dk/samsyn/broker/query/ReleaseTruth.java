package dk.samsyn.broker.query;

import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * A test of a truth value that is itself never NULL: {@code IS TRUE} and its kin, {@code COALESCE(column, FALSE)}.
 *
 * @param term the column
 * @param value the truth value that passes
 * @param nulls whether NULL passes
 */
record ReleaseTruth(ReleaseTerm term, boolean value, boolean nulls) {
    static Optional<ReleaseTruth> of(RexNode node, ReleaseTerms terms) {
        if (!(node instanceof RexCall call)) {
            return Optional.empty();
        }
        return switch (call.getKind()) {
            case IS_TRUE -> test(call, terms, true, false);
            case IS_FALSE -> test(call, terms, false, false);
            case IS_NOT_TRUE -> test(call, terms, false, true);
            case IS_NOT_FALSE -> test(call, terms, true, true);
            case CASE, COALESCE -> coalesced(call, terms);
            default -> Optional.empty();
        };
    }

    private static Optional<ReleaseTruth> test(RexCall call, ReleaseTerms terms, boolean value, boolean nulls) {
        RexNode operand = call.getOperands().get(0);
        return operand.getType().getSqlTypeName() == SqlTypeName.BOOLEAN
                ? terms.term(operand).map(t -> new ReleaseTruth(t, value, nulls))
                : Optional.empty();
    }

    /** {@code CASE WHEN c IS NOT NULL THEN c ELSE literal END}, which is what COALESCE becomes. */
    private static Optional<ReleaseTruth> coalesced(RexCall call, ReleaseTerms terms) {
        if (call.getOperands().size() != 3
                || call.getType().getSqlTypeName() != SqlTypeName.BOOLEAN
                || call.getOperands().get(0).getKind() != SqlKind.IS_NOT_NULL
                || !(call.getOperands().get(2) instanceof RexLiteral otherwise)) {
            return Optional.empty();
        }
        Optional<ReleaseTerm> tested =
                terms.term(((RexCall) call.getOperands().get(0)).getOperands().get(0));
        Optional<ReleaseTerm> shown = terms.term(call.getOperands().get(1));
        boolean same = tested.isPresent() && shown.isPresent() && tested.get().sameColumn(shown.get());
        return same
                ? tested.map(t -> new ReleaseTruth(t, true, Boolean.TRUE.equals(otherwise.getValueAs(Boolean.class))))
                : Optional.empty();
    }

    ReleaseConstraint asserted() {
        return ReleaseConstraint.in(term, Set.of(String.valueOf(value)), nulls);
    }

    ReleaseConstraint negated() {
        return ReleaseConstraint.in(term, Set.of(String.valueOf(!value)), !nulls);
    }
}
