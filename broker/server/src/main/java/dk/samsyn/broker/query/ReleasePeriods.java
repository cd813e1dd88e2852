package dk.samsyn.broker.query;

import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.TableRule;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/**
 * Reads ties between an event and a time of validity of the same person, such as {@code k.start_tid BETWEEN a.gyldig_fra AND
 * a.gyldig_til}: the one comparison of two columns that rule 2 leaves, since it holds no constant that could be moved.
 */
final class ReleasePeriods {
    private ReleasePeriods() {}

    static Optional<ReleaseConditions.PeriodTie> tie(RexNode node, ReleaseTerms terms) {
        List<RexNode> disjuncts = RelOptUtil.disjunctions(node);
        if (disjuncts.size() == 2) {
            for (int i = 0; i < 2; i++) {
                RexNode missing = disjuncts.get(i);
                if (missing.getKind() == SqlKind.IS_NULL) {
                    Optional<ReleaseTerm> open =
                            terms.term(((RexCall) missing).getOperands().get(0));
                    return compared(disjuncts.get(1 - i), terms)
                            .filter(tie -> !tie.first())
                            .filter(tie -> open.isPresent() && open.get().sameColumn(tie.bound()))
                            .map(tie -> new ReleaseConditions.PeriodTie(tie.bound(), false, tie.event(), true));
                }
            }
        }
        return compared(node, terms);
    }

    private static Optional<ReleaseConditions.PeriodTie> compared(RexNode node, ReleaseTerms terms) {
        boolean less = node.getKind() == SqlKind.LESS_THAN_OR_EQUAL || node.getKind() == SqlKind.LESS_THAN;
        boolean more = node.getKind() == SqlKind.GREATER_THAN_OR_EQUAL || node.getKind() == SqlKind.GREATER_THAN;
        if (!less && !more) {
            return Optional.empty();
        }
        RexNode small = ((RexCall) node).getOperands().get(less ? 0 : 1);
        RexNode large = ((RexCall) node).getOperands().get(less ? 1 : 0);
        Optional<ReleaseTerm> from = terms.term(small).filter(t -> bound(t, true));
        Optional<ReleaseTerm> event = terms.term(large).filter(ReleasePeriods::event);
        if (from.isPresent()
                && event.isPresent()
                && from.get().part() != event.get().part()) {
            return Optional.of(new ReleaseConditions.PeriodTie(from.get(), true, event.get(), false));
        }
        Optional<ReleaseTerm> before = terms.term(small).filter(ReleasePeriods::event);
        Optional<ReleaseTerm> to = coalesced(large, terms).filter(t -> bound(t, false));
        boolean open = uncast(large).getKind() == SqlKind.CASE;
        return before.isPresent()
                        && to.isPresent()
                        && before.get().part() != to.get().part()
                ? Optional.of(new ReleaseConditions.PeriodTie(to.get(), false, before.get(), open))
                : Optional.empty();
    }

    /** The column itself, or {@code COALESCE(column, a constant)}. */
    static Optional<ReleaseTerm> coalesced(RexNode node, ReleaseTerms terms) {
        if (uncast(node).getKind() != SqlKind.CASE) {
            return terms.term(node);
        }
        List<RexNode> operands = ((RexCall) uncast(node)).getOperands();
        return operands.size() == 3
                        && operands.get(0).getKind() == SqlKind.IS_NOT_NULL
                        && operands.get(2) instanceof RexLiteral
                ? terms.term(operands.get(1))
                : Optional.empty();
    }

    static RexNode uncast(RexNode node) {
        return node.getKind() == SqlKind.CAST ? ((RexCall) node).getOperands().get(0) : node;
    }

    private static boolean event(ReleaseTerm term) {
        return term.rule().kind() == ColumnRule.Kind.DATE
                && (term.grain() == null)
                && term.part().rule.period().isEmpty();
    }

    private static boolean bound(ReleaseTerm term, boolean first) {
        Optional<TableRule.Period> period = term.part().rule.period();
        String column = term.part().field(term.index()).getName();
        return term.grain() == null
                && period.map(p -> (first ? p.from() : p.to()).equals(column)).orElse(false);
    }
}
