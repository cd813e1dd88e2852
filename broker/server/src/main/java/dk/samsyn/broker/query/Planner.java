package dk.samsyn.broker.query;

import dk.samsyn.broker.policy.AccessDecision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.adapter.enumerable.EnumerableInterpretable;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.runtime.Bindable;

/**
 * From a protected tree to a checked physical plan. Each step takes a tree and returns one with the same rows; there is no
 * search, so planning time grows with the statement and not with the number of alternatives.
 */
final class Planner {
    private final ConceptConditions concepts;
    private final double population;
    private final boolean pushdown;

    /**
     * A planner.
     *
     * @param population persons of the region, about
     * @param pushdown false to leave all but keys and columns to the broker, for comparisons
     */
    Planner(ConceptConditions concepts, double population, boolean pushdown) {
        this.concepts = concepts;
        this.population = population;
        this.pushdown = pushdown;
    }

    /**
     * A physical plan that {@link PlanChecker} has passed.
     *
     * @param visible number of visible columns
     * @param persons columns behind them that say whose rows they are
     * @param gaps as {@link GapRules} has them
     * @param open requests whose rows may be counted as they come
     * @param asked the tree after push-down, for EXPLAIN
     */
    record Plan(
            RelNode tree, int visible, List<PersonColumn> persons, Map<Request, Optional<String>> gaps, Set<Request> open, RelNode asked) {}

    Plan plan(ProtectedQuery query) {
        RelNode tree = query.tree();
        PersonKeys.WithPersons lifted =
                new PersonKeys(tree.getCluster().getRexBuilder(), accounting(query.decision())).lift(tree);
        Predicates predicates = new Predicates(tree.getCluster(), concepts);
        Estimates estimates = new Estimates(population);
        RelNode settled = predicates.settle(simplified(lifted.rel()));
        RelNode ordered = new JoinOrder(estimates).order(settled);
        RelNode narrow = predicates.settle(Trimmer.trimmed(ordered));
        RelNode bound = new KeyBinding(predicates, estimates).bind(narrow);
        RelNode fetched = new SourcePushdown(pushdown, estimates).push(merged(bound));
        RelNode physical = Physical.of(RuleScans.counted(fetched, query.decision()));
        PlanChecker.check(physical);
        return new Plan(physical, lifted.visible(), lifted.persons(), GapRules.of(fetched), RuleScans.open(fetched, query.decision()), fetched);
    }

    /** The demo's all-seeing test role shows made-up people to nobody, and is measured against plans without notes. */
    private static PersonKeys.Accounting accounting(AccessDecision decision) {
        if (!decision.mode().rows()) {
            return PersonKeys.Accounting.NONE;
        }
        return RuleScans.seesAll(decision)
                ? PersonKeys.Accounting.CARRIED
                : PersonKeys.Accounting.COMPLETE;
    }

    /** Aggregates in the forms that the broker and the sources compute. */
    private static RelNode simplified(RelNode tree) {
        return apply(
                tree,
                HepProgram.builder()
                        .addRuleCollection(List.of(
                                CoreRules.AGGREGATE_REDUCE_FUNCTIONS,
                                CoreRules.AGGREGATE_EXPAND_DISTINCT_AGGREGATES,
                                CoreRules.PROJECT_MERGE,
                                CoreRules.PROJECT_REMOVE))
                        .build());
    }

    private static RelNode merged(RelNode tree) {
        return apply(
                tree,
                HepProgram.builder()
                        .addRuleCollection(List.of(CoreRules.PROJECT_MERGE, CoreRules.PROJECT_REMOVE))
                        .build());
    }

    private static RelNode apply(RelNode tree, HepProgram program) {
        HepPlanner planner = new HepPlanner(program);
        planner.setRoot(tree);
        return planner.findBestExp();
    }

    /** Compiled code of a plan. */
    record Compiled(Bindable<Object> code, Map<String, Object> stash) {}

    @SuppressWarnings("unchecked")
    static Compiled compile(RelNode plan) {
        Map<String, Object> stash = new HashMap<>();
        Bindable<?> code =
                EnumerableInterpretable.toBindable(stash, null, (EnumerableRel) plan, EnumerableRel.Prefer.ARRAY);
        return new Compiled((Bindable<Object>) code, Map.copyOf(stash));
    }

    /** Sources that a plan asks. */
    static List<String> sources(RelNode plan) {
        TreeSet<String> found = new TreeSet<>();
        collect(plan, found);
        return new ArrayList<>(found);
    }

    private static void collect(RelNode rel, java.util.Set<String> found) {
        if (rel instanceof SourceFetch fetch) {
            found.add(fetch.request.source().value());
        }
        rel.getInputs().forEach(i -> collect(i, found));
    }

    /** The plan as text, for operators and tests. */
    static String text(RelNode plan) {
        return RelOptUtil.toString(plan);
    }
}
