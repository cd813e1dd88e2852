package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final SourceStatistics statistics;
    private final double population;
    private final boolean pushdown;

    /**
     * A planner.
     *
     * @param statistics sizes of the sources' tables
     * @param population persons of the region, about
     * @param pushdown false to leave all but keys and columns to the broker, for comparisons
     */
    Planner(ConceptConditions concepts, SourceStatistics statistics, double population, boolean pushdown) {
        this.statistics = statistics;
        this.concepts = concepts;
        this.population = population;
        this.pushdown = pushdown;
    }

    /**
     * A physical plan that {@link PlanChecker} has passed.
     *
     * @param tree the root
     * @param parts the trees that the root and each other read
     * @param visible number of visible columns
     */
    record Plan(RelNode tree, Parts parts, int visible) {}

    Plan plan(ProtectedQuery query) {
        RelNode tree = query.tree();
        PersonKeys.WithPersons lifted = new PersonKeys(tree.getCluster().getRexBuilder()).lift(tree);
        Predicates predicates = new Predicates(tree.getCluster(), concepts);
        Parts parts = new Parts();
        Estimates estimates = new Estimates(statistics, population, parts);
        SqlShape shape = new SqlShape(pushdown);
        RelNode settled = predicates.settle(simplified(lifted.rel()));
        RelNode semi = merged(SemiJoins.of(merged(Trimmer.trimmed(settled))));
        Costs costs = new Costs(shape, estimates, parts);
        RelNode ordered = new JoinOrder(estimates, costs).order(semi);
        RelNode narrow = merged(predicates.settle(Trimmer.trimmed(ordered)));
        RelNode listed = new Sharing(parts, estimates, costs).lists(narrow);
        RelNode driven = new KeyBinding(predicates, estimates, costs, parts).bind(listed);
        RelNode fewer = new ScanMerging(parts, estimates, shape).merge(driven);
        RelNode bound = new Sharing(parts, estimates, costs).everything(fewer);
        SourcePushdown pushdown = new SourcePushdown(shape, estimates);
        parts.replaceAll(part -> Physical.of(pushdown.push(merged(part))));
        RelNode physical = Physical.of(pushdown.push(merged(bound)));
        PlanChecker.check(physical, parts);
        return new Plan(physical, parts, lifted.visible());
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

    /**
     * Compiled code of a plan.
     *
     * @param code the root
     * @param parts the parts in order
     * @param keySets what gives the keys of each set
     * @param stash objects that the code refers to
     */
    record Compiled(
            Bindable<Object> code,
            List<Bindable<Object>> parts,
            List<Parts.KeySource> keySets,
            Map<String, Object> stash) {}

    static Compiled compile(Plan plan) {
        Map<String, Object> stash = new HashMap<>();
        List<Bindable<Object>> parts = new ArrayList<>();
        plan.parts().definitions().forEach(part -> parts.add(compile(part, stash)));
        Bindable<Object> root = compile(plan.tree(), stash);
        return new Compiled(root, List.copyOf(parts), plan.parts().keySets(), Map.copyOf(stash));
    }

    @SuppressWarnings("unchecked")
    private static Bindable<Object> compile(RelNode tree, Map<String, Object> stash) {
        Bindable<?> code =
                EnumerableInterpretable.toBindable(stash, null, (EnumerableRel) tree, EnumerableRel.Prefer.ARRAY);
        return (Bindable<Object>) code;
    }

    /** Sources that a plan asks. */
    static List<String> sources(Plan plan) {
        TreeSet<String> found = new TreeSet<>();
        plan.parts().definitions().forEach(part -> collect(part, found));
        collect(plan.tree(), found);
        return new ArrayList<>(found);
    }

    private static void collect(RelNode rel, java.util.Set<String> found) {
        if (rel instanceof SourceFetch fetch) {
            found.add(fetch.request.source().value());
        }
        rel.getInputs().forEach(i -> collect(i, found));
    }

    /** The plan as text, for operators and tests. */
    static String text(Plan plan) {
        StringBuilder text = new StringBuilder(RelOptUtil.toString(plan.tree()));
        for (int i = 0; i < plan.parts().count(); i++) {
            text.append("part ").append(i).append(":\n").append(RelOptUtil.toString(plan.parts().definition(i)));
        }
        return text.toString();
    }
}
