package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.rules.CoreRules;

/**
 * From a protected tree to a checked plan over requests to sources. Each step takes a tree and returns one with the same rows; there is no
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

    /** A tree over {@link SourceFetch} leaves that {@link PlanChecker} has passed, and the number of visible columns. */
    record Plan(RelNode tree, int visible) {}

    Plan plan(ProtectedQuery query) {
        RelNode tree = query.tree();
        PersonKeys.WithPersons lifted = new PersonKeys(tree.getCluster().getRexBuilder()).lift(tree);
        Predicates predicates = new Predicates(tree.getCluster(), concepts);
        Estimates estimates = new Estimates(population);
        RelNode settled = predicates.settle(simplified(lifted.rel()));
        RelNode ordered = new JoinOrder(estimates).order(settled);
        RelNode narrow = predicates.settle(Trimmer.trimmed(ordered));
        RelNode bound = new KeyBinding(predicates, estimates).bind(narrow);
        RelNode fetched = new SourcePushdown(pushdown, estimates).push(merged(bound));
        PlanChecker.check(fetched);
        return new Plan(fetched, lifted.visible());
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
