package dk.samsyn.broker.query;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexOver;

/**
 * Which requests an answer may go without. Where a statement is monotone in a source, missing rows make missing rows and no
 * false one: conditions, inner joins, IN and EXISTS, unions, DISTINCT. Where it counts, sorts out the first, or says what is
 * not there, a missing row would make a false answer, and there is none.
 */
final class GapRules {
    private final IdentityHashMap<Request, Optional<String>> why = new IdentityHashMap<>();
    private final Parts parts;

    private GapRules(Parts parts) {
        this.parts = parts;
    }

    /**
     * The rule for each request of a plan.
     *
     * @return why the answer needs it whole, or nothing if it may go without
     */
    static IdentityHashMap<Request, Optional<String>> of(Planner.Plan plan) {
        GapRules rules = new GapRules(plan.parts());
        rules.visit(plan.tree(), Optional.empty());
        return rules.why;
    }

    private void visit(RelNode rel, Optional<String> reason) {
        if (rel instanceof SourceFetch fetch) {
            Optional<String> own = isRule(fetch.meaning)
                    ? Optional.of("a policy's condition reads it")
                    : reason.or(() -> within(fetch.meaning));
            // A request that stands in two places is needed whole if one of them needs it.
            why.merge(fetch.request, own, (a, b) -> a.or(() -> b));
            return;
        }
        if (rel instanceof PartScan scan) {
            visit(parts.definition(scan.part), reason);
            return;
        }
        List<RelNode> inputs = rel.getInputs();
        for (int i = 0; i < inputs.size(); i++) {
            int input = i;
            visit(inputs.get(i), reason.or(() -> at(rel, input)));
        }
    }

    /** Whether every table that a request reads is read for a policy's condition. */
    static boolean isRule(RelNode meaning) {
        if (meaning instanceof SourceScan scan) {
            return scan.rule;
        }
        return !meaning.getInputs().isEmpty() && meaning.getInputs().stream().allMatch(GapRules::isRule);
    }

    /** What the source itself computes: a part of its rows is a part of the answer unless it counts or picks the first. */
    private static Optional<String> within(RelNode rel) {
        Optional<String> own = rel instanceof Join || rel instanceof Minus ? Optional.empty() : at(rel, 0);
        return own.or(
                () -> rel.getInputs().stream().flatMap(i -> within(i).stream()).findFirst());
    }

    private static Optional<String> at(RelNode rel, int input) {
        if (rel instanceof Aggregate aggregate) {
            return aggregate.getAggCallList().isEmpty() ? Optional.empty() : Optional.of("it counts or sums over it");
        }
        if (rel instanceof Join join) {
            boolean needed =
                    switch (join.getJoinType()) {
                        case INNER, SEMI -> false;
                        case LEFT -> input == 1;
                        case RIGHT -> input == 0;
                        default -> join.getJoinType() != org.apache.calcite.rel.core.JoinRelType.ANTI || input == 1;
                    };
            return needed ? Optional.of("it says what is not there") : Optional.empty();
        }
        if (rel instanceof Minus) {
            return input > 0 ? Optional.of("it says what is not there") : Optional.empty();
        }
        if (rel instanceof Sort sort
                && !sort.getCollation().getFieldCollations().isEmpty()) {
            return sort.fetch != null || sort.offset != null
                    ? Optional.of("it picks the first of an order")
                    : Optional.empty();
        }
        if (rel instanceof Project project && RexOver.containsOver(project.getProjects(), null)) {
            return Optional.of("it compares rows with each other");
        }
        return rel instanceof Correlate && input == 1 ? Optional.of("it asks it for each row") : Optional.empty();
    }
}
