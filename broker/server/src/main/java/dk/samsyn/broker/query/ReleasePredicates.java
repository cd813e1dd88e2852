package dk.samsyn.broker.query;

import dk.samsyn.broker.release.ColumnRule;
import dk.samsyn.broker.release.Grain;
import dk.samsyn.broker.release.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions below the gate (rule 4): a conjunction of lists of frequent values, ranges between declared cuts and
 * beginnings of codes, each on one column; times of validity; persons that are among other rows.
 */
final class ReleasePredicates {
    private static final Set<SqlKind> RANGES =
            Set.of(SqlKind.LESS_THAN, SqlKind.LESS_THAN_OR_EQUAL, SqlKind.GREATER_THAN, SqlKind.GREATER_THAN_OR_EQUAL);

    private final ReleaseContext context;
    private final ReleaseForm form;
    private final @Nullable Outer outer;
    private final ReleaseRanges ranges;

    /** Rows around a sub-query, to whose person it may be tied. */
    record Outer(CorrelationId id, List<ReleaseColumn> columns) {}

    ReleasePredicates(ReleaseContext context, ReleaseForm form, @Nullable Outer outer) {
        this.context = context;
        this.form = form;
        this.outer = outer;
        this.ranges = new ReleaseRanges(context);
    }

    /** The rows under one more condition over their columns. */
    ReleaseRows under(ReleaseRows rows, RexNode condition, @Nullable CorrelationId id) {
        ReleaseRows result = rows;
        List<RexNode> conjuncts = new ArrayList<>(RelOptUtil.conjunctions(expanded(condition)));
        // Lists before ranges: which cuts a value has may depend on the concept that a list names.
        conjuncts.sort(java.util.Comparator.comparing(c -> RANGES.contains(c.getKind())));
        for (RexNode conjunct : conjuncts) {
            result = one(result, conjunct, id);
        }
        return result;
    }

    private RexNode expanded(RexNode condition) {
        return SearchCalls.expanded(form.rex(), condition);
    }

    private ReleaseRows one(ReleaseRows rows, RexNode conjunct, @Nullable CorrelationId id) {
        if (conjunct instanceof RexSubQuery subQuery) {
            return rows.withAmong(form.among(subQuery, rows, id));
        }
        if (tiesOuterPerson(rows, conjunct)) {
            return rows;
        }
        ReleaseTerms terms = new ReleaseTerms(rows.columns(), context.constants());
        Optional<ReleaseConditions.PeriodTie> tie = ReleasePeriods.tie(conjunct, terms);
        if (tie.isPresent()) {
            return rows.withConditions(rows.conditions().and(tie.get()));
        }
        if (context.constants().literal(conjunct).isPresent()) {
            boolean kept = context.constants().value(conjunct).equals(Optional.of(true));
            return kept ? rows : rows.withConditions(rows.conditions().and(nothing(rows)));
        }
        return rows.withConditions(rows.conditions().and(constraint(conjunct, terms, rows)));
    }

    /** A condition that no row meets, on some column. */
    private static ReleaseConstraint nothing(ReleaseRows rows) {
        ReleasePart part = rows.parts().get(0);
        ReleaseTerm any = new ReleaseTerm(part, 0, null, part.field(0).getType());
        return ReleaseConstraint.in(any, Set.of(), false);
    }

    private boolean tiesOuterPerson(ReleaseRows rows, RexNode conjunct) {
        if (outer == null || conjunct.getKind() != SqlKind.EQUALS) {
            return false;
        }
        List<RexNode> operands = ((RexCall) conjunct).getOperands();
        ReleaseTerms terms = new ReleaseTerms(rows.columns(), context.constants());
        return (isOuterPerson(operands.get(0)) && isPerson(operands.get(1), terms))
                || (isOuterPerson(operands.get(1)) && isPerson(operands.get(0), terms));
    }

    private static boolean isPerson(RexNode node, ReleaseTerms terms) {
        return terms.term(node).filter(ReleaseTerm::isPerson).isPresent();
    }

    private boolean isOuterPerson(RexNode node) {
        return outer != null
                && node instanceof RexFieldAccess access
                && access.getReferenceExpr() instanceof RexCorrelVariable variable
                && variable.id.equals(outer.id())
                && outer.columns().get(access.getField().getIndex()) instanceof ReleaseColumn.Clear clear
                && clear.term().isPerson();
    }

    /** Whether a condition ties rows to the person of the rows around: an EXISTS must have one. */
    boolean tiesPerson(ReleaseRows rows, RexNode condition) {
        return RelOptUtil.conjunctions(expanded(condition)).stream().anyMatch(c -> tiesOuterPerson(rows, c));
    }

    private ReleaseConstraint constraint(RexNode node, ReleaseTerms terms, ReleaseRows rows) {
        if (node.getKind() == SqlKind.OR) {
            return either(node, terms, rows);
        }
        if (node.getKind() == SqlKind.NOT) {
            return not(((RexCall) node).getOperands().get(0), terms, rows);
        }
        Optional<ReleaseConstraint> truth = truth(node, terms);
        if (truth.isPresent()) {
            return truth.get();
        }
        if (!(node instanceof RexCall call)) {
            throw unclear();
        }
        return switch (call.getKind()) {
            case IS_NULL -> missing(call, terms, true);
            case IS_NOT_NULL -> missing(call, terms, false);
            case LIKE -> beginning(call, terms);
            case EQUALS, NOT_EQUALS, LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL ->
                compared(call, terms, rows);
            default -> throw unclear();
        };
    }

    private ReleaseConstraint either(RexNode node, ReleaseTerms terms, ReleaseRows rows) {
        Optional<ReleaseConstraint> all = Optional.empty();
        for (RexNode disjunct : RelOptUtil.disjunctions(node)) {
            ReleaseConstraint one = constraint(disjunct, terms, rows);
            all = all.isEmpty() ? Optional.of(one) : all.get().or(one);
            if (all.isEmpty()) {
                throw Rule.PREDICATE.refusal(
                        "OR kan kun forbinde værdier af samme kolonne. Skriv kolonne IN (…), eller stil to spørgsmål.",
                        "OR may only join values of one column. Write column IN (…), or ask twice.");
            }
        }
        return all.orElseThrow();
    }

    private ReleaseConstraint not(RexNode node, ReleaseTerms terms, ReleaseRows rows) {
        if (node.getKind() == SqlKind.NOT) {
            return constraint(((RexCall) node).getOperands().get(0), terms, rows);
        }
        Optional<ReleaseTerm> flag = flag(node, terms);
        if (flag.isPresent()) {
            return ReleaseConstraint.in(flag.get(), Set.of("false"), false);
        }
        Optional<ReleaseTruth> truth = ReleaseTruth.of(node, terms);
        if (truth.isPresent()) {
            return truth.get().negated();
        }
        if (node.getKind() == SqlKind.IS_NULL || node.getKind() == SqlKind.IS_NOT_NULL) {
            return missing((RexCall) node, terms, node.getKind() == SqlKind.IS_NOT_NULL);
        }
        if (node.getKind() == SqlKind.EQUALS || node.getKind() == SqlKind.OR) {
            ReleaseConstraint listed = constraint(node, terms, rows);
            if (listed.in() != null && !listed.nulls()) {
                return ReleaseConstraint.notIn(listed.term(), listed.in());
            }
        }
        if (node instanceof RexSubQuery) {
            throw Rule.BELOW_GATE.refusal(
                    "NOT IN og NOT EXISTS peger på dem, der mangler noget. Brug et mål, der siger det, fx kontrolstatus.",
                    "NOT IN and NOT EXISTS point at those who lack something. Use a measure that tells, such as kontrolstatus.");
        }
        throw unclear();
    }

    private Optional<ReleaseConstraint> truth(RexNode node, ReleaseTerms terms) {
        return flag(node, terms)
                .map(t -> ReleaseConstraint.in(t, Set.of("true"), false))
                .or(() -> ReleaseTruth.of(node, terms).map(ReleaseTruth::asserted));
    }

    private static Optional<ReleaseTerm> flag(RexNode node, ReleaseTerms terms) {
        return node.getType().getSqlTypeName() == org.apache.calcite.sql.type.SqlTypeName.BOOLEAN
                ? terms.term(node)
                : Optional.empty();
    }

    private ReleaseConstraint missing(RexCall call, ReleaseTerms terms, boolean isNull) {
        ReleaseTerm term = plain(terms.term(call.getOperands().get(0)));
        usable(term);
        return isNull
                ? ReleaseConstraint.in(term, Set.of(), true)
                : new ReleaseConstraint(term, null, new java.util.TreeSet<>(), null, null, null, false);
    }

    private ReleaseConstraint beginning(RexCall call, ReleaseTerms terms) {
        ReleaseTerm term = plain(terms.term(call.getOperands().get(0)));
        usable(term);
        Object pattern = context.constants().value(call.getOperands().get(1)).orElseThrow(ReleasePredicates::unclear);
        String text = pattern.toString();
        boolean prefix = text.endsWith("%")
                && text.indexOf('%') == text.length() - 1
                && text.indexOf('_') < 0
                && call.getOperands().size() == 2;
        if (!prefix || !term.rule().prefixes().contains(text.length() - 1)) {
            throw Rule.PREDICATE.refusal(
                    "LIKE kan kun være begyndelsen af en kode, fx 'DJ44%', med "
                            + term.rule().prefixes() + " tegn.",
                    "LIKE may only be the beginning of a code, such as 'DJ44%', of "
                            + term.rule().prefixes() + " characters.");
        }
        return ReleaseConstraint.prefix(term, text.substring(0, text.length() - 1));
    }

    private ReleaseConstraint compared(RexCall call, ReleaseTerms terms, ReleaseRows rows) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        Optional<Object> constant = context.constants().value(right);
        Optional<ReleaseTerm> term = terms.term(left);
        SqlKind operator = call.getKind();
        if (constant.isEmpty()) {
            constant = context.constants().value(left);
            term = terms.term(right);
            operator = operator.reverse();
        }
        if (term.isEmpty() || constant.isEmpty()) {
            Optional<ReleaseConstraint> missing = orMissing(call.getKind(), left, right, terms, rows);
            if (missing.isPresent()) {
                return missing.get();
            }
        }
        if (constant.isEmpty() && context.constants().unknown(left, right)) {
            ReleaseTerm asked = terms.term(left).or(() -> terms.term(right)).orElseThrow(ReleasePredicates::unclear);
            usable(asked);
            return ReleaseConstraint.none(asked);
        }
        if (constant.isEmpty() || term.isEmpty()) {
            throw unclear();
        }
        usable(term.get());
        if (operator == SqlKind.EQUALS || operator == SqlKind.NOT_EQUALS) {
            return equal(term.get(), operator, constant.get(), rows);
        }
        return ranges.range(term.get(), operator, constant.get(), rows);
    }

    /** {@code COALESCE(date, constant) >= constant}: a missing date stands for the first constant. */
    private Optional<ReleaseConstraint> orMissing(
            SqlKind operator, RexNode left, RexNode right, ReleaseTerms terms, ReleaseRows rows) {
        boolean first = ReleasePeriods.uncast(left).getKind() == SqlKind.CASE;
        RexNode shown = ReleasePeriods.uncast(first ? left : right);
        Optional<ReleaseTerm> term =
                shown.getKind() == SqlKind.CASE ? ReleasePeriods.coalesced(shown, terms) : Optional.empty();
        Optional<Object> constant = context.constants().value(first ? right : left);
        if (term.isEmpty() || constant.isEmpty() || term.get().rule().kind() != ColumnRule.Kind.DATE) {
            return Optional.empty();
        }
        usable(term.get());
        Object instead = context.constants()
                .value(((RexCall) shown).getOperands().get(2))
                .orElseThrow(ReleasePredicates::unclear);
        SqlKind direction = first ? operator : operator.reverse();
        int order = instead.toString().compareTo(constant.get().toString());
        boolean nulls =
                switch (direction) {
                    case LESS_THAN -> order < 0;
                    case LESS_THAN_OR_EQUAL -> order <= 0;
                    case GREATER_THAN -> order > 0;
                    case GREATER_THAN_OR_EQUAL -> order >= 0;
                    default -> throw unclear();
                };
        ReleaseConstraint range = ranges.range(term.get(), direction, constant.get(), rows);
        return Optional.of(
                nulls
                        ? range.or(ReleaseConstraint.in(range.term(), Set.of(), true))
                                .orElse(range)
                        : range);
    }

    private ReleaseConstraint equal(ReleaseTerm term, SqlKind operator, Object constant, ReleaseRows rows) {
        ColumnRule rule = term.rule();
        boolean date = rule.kind() == ColumnRule.Kind.DATE;
        if (term.grain() instanceof Grain.Part part && part.unit() != Grain.Unit.YEAR) {
            if (!context.units().contains(part.unit())) {
                throw context.closed(Rule.PREDICATE, term);
            }
            return operator == SqlKind.EQUALS
                    ? ReleaseConstraint.in(term, Set.of(constant.toString()), false)
                    : ReleaseConstraint.notIn(term, Set.of(constant.toString()));
        }
        if (date || rule.kind() == ColumnRule.Kind.BAND || rule.kind() == ColumnRule.Kind.BIRTH) {
            if (operator == SqlKind.NOT_EQUALS) {
                throw unclear();
            }
            return ranges.equal(term, constant, rows);
        }
        if (rule.kind() == ColumnRule.Kind.CODE) {
            return code(term, operator, constant.toString());
        }
        if (rule.kind() == ColumnRule.Kind.MEASURE) {
            throw Rule.PREDICATE.refusal(
                    "En måling kan ikke være lig med et tal. Brug >= og < ved grænserne " + ranges.cuts(term, rows)
                            + ".",
                    "A measurement cannot equal a number. Use >= and < at the cuts " + ranges.cuts(term, rows) + ".");
        }
        String value = constant instanceof java.math.BigDecimal number ? number.toPlainString() : constant.toString();
        frequent(term, value);
        return operator == SqlKind.EQUALS
                ? ReleaseConstraint.in(term, Set.of(value), false)
                : ReleaseConstraint.notIn(term, Set.of(value));
    }

    private ReleaseConstraint code(ReleaseTerm term, SqlKind operator, String code) {
        boolean beginning = term.grain() instanceof Grain.Prefix prefix && prefix.length() == code.length();
        if (operator == SqlKind.EQUALS && beginning && term.rule().prefixes().contains(code.length())) {
            return ReleaseConstraint.prefix(new ReleaseTerm(term.part(), term.index(), null, term.type()), code);
        }
        if (operator == SqlKind.EQUALS
                && term.grain() == null
                && term.rule().values().contains(code)) {
            return ReleaseConstraint.in(term, Set.of(code), false);
        }
        throw Rule.PREDICATE.refusal(
                "Koden er ikke på listen af hyppige koder. Brug LIKE med begyndelsen af den, "
                        + term.rule().prefixes() + " tegn, eller kolonnen begreb.",
                "The code is not among the frequent ones. Use LIKE with its first "
                        + term.rule().prefixes() + " characters, or column begreb.");
    }

    /** Constants that single persons might have are not compared with: they must be on the column's reviewed list. */
    private void frequent(ReleaseTerm term, String value) {
        Set<String> values = term.rule().values();
        if (!context.rules().on(Rule.PREDICATE) || values.isEmpty() || values.contains(value)) {
            return;
        }
        List<String> sorted = new ArrayList<>(values);
        sorted.sort(null);
        throw Rule.PREDICATE.refusal(
                term.name() + " har de værdier, man kan spørge efter: " + String.join(", ", sorted) + ".",
                term.name() + " may be compared with: " + String.join(", ", sorted) + ".");
    }

    private void usable(ReleaseTerm term) {
        if (term.isPerson()) {
            throw Rule.PERSON_KEY.refusal(
                    "pid må ikke sammenlignes med værdier: intet spørgsmål leder efter én borger.",
                    "pid may not be compared with values: no statement looks for one citizen.");
        }
        if (!context.opens(term.rule())) {
            throw context.closed(Rule.PREDICATE, term);
        }
    }

    private static ReleaseTerm plain(Optional<ReleaseTerm> term) {
        return term.filter(t -> t.grain() == null).orElseThrow(ReleasePredicates::unclear);
    }

    private static RuntimeException unclear() {
        return Rule.PREDICATE.refusal(
                "Betingelser er kolonne = værdi, kolonne IN (værdier), grænser med >= og <, eller LIKE 'begyndelse%', forbundet"
                        + " med AND.",
                "Conditions are column = value, column IN (values), bounds with >= and <, or LIKE 'beginning%', joined by"
                        + " AND.");
    }
}
