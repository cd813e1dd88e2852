package dk.samsyn.broker.query;

import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.engine.expression.ScalarCompiler;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.TableAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
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
    private final ScalarCompiler scalars;

    /**
     * A planner.
     *
     * @param population persons of the region, about
     * @param pushdown false to leave all but keys and columns to the broker, for comparisons
     * @param scalars generated code of single operators
     */
    Planner(ConceptConditions concepts, double population, boolean pushdown, ScalarCompiler scalars) {
        this.concepts = concepts;
        this.population = population;
        this.pushdown = pushdown;
        this.scalars = scalars;
    }

    /** A tree over {@link SourceFetch} leaves that {@link PlanChecker} has passed, and the number of visible columns. */
    record Plan(RelNode tree, int visible) {}

    Plan plan(ProtectedQuery query) {
        RelNode tree = new ReleasePlans(this, query.decision().version(), scalars).planned(query.tree());
        PersonKeys.WithPersons lifted = new PersonKeys(tree.getCluster().getRexBuilder()).lift(tree);
        RelNode fetched = fetched(lifted.rel(), 0, plan -> {});
        if (query.decision().mode() == ReleaseMode.AGGREGATED) {
            ReleaseCertificate.checkAbove(fetched, table -> aboutPersons(query.decision(), table));
        }
        return new Plan(fetched, lifted.visible());
    }

    /**
     * The checked plan of a tree in which numbers circulate.
     *
     * @param firstSet number of the first key set: plans that run in one query share none
     * @param check looks at the final tree, node by node
     */
    RelNode fetched(RelNode lifted, int firstSet, Consumer<RelNode> check) {
        RelNode tree = lifted;
        Predicates predicates = new Predicates(tree.getCluster(), concepts);
        Estimates estimates = new Estimates(population);
        RelNode settled = predicates.settle(simplified(tree));
        RelNode ordered = new JoinOrder(estimates).order(settled);
        RelNode narrow = predicates.settle(Trimmer.trimmed(ordered));
        RelNode bound = new KeyBinding(predicates, estimates, firstSet).bind(narrow);
        RelNode fetched = new SourcePushdown(pushdown, estimates).push(merged(bound));
        check.accept(fetched);
        PlanChecker.check(fetched);
        return fetched;
    }

    private static boolean aboutPersons(AccessDecision decision, TableName table) {
        TableAccess access = decision.tables().get(table);
        return access == null || access.columns().contains("pid");
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
        if (rel instanceof SourceFetch fetch && fetch.request instanceof ReleasedRows released) {
            collect(released.input(), found);
        } else if (rel instanceof SourceFetch fetch) {
            found.add(fetch.request.source().value());
        }
        rel.getInputs().forEach(i -> collect(i, found));
    }

    /** The plan as text, for operators and tests. */
    static String text(RelNode plan) {
        return RelOptUtil.toString(plan);
    }
}
