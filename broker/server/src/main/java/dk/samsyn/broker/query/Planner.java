package dk.samsyn.broker.query;

import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.engine.expression.ScalarCompiler;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.TableAccess;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.rules.AggregateExpandDistinctAggregatesRule;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * From a protected tree to a checked plan over requests to sources. Each step takes a tree and returns one with the same rows; there is no
 * search, so planning time grows with the statement and not with the number of alternatives.
 */
final class Planner {
    private static final Set<SqlKind> ADDS = Set.of(SqlKind.SUM, SqlKind.SUM0);

    private static final Set<SqlKind> PARTS_ADD_UP =
            Set.of(SqlKind.COUNT, SqlKind.SUM, SqlKind.SUM0, SqlKind.MIN, SqlKind.MAX);

    /**
     * One distinct aggregate among others: first by its value, then without it. Calcite's own choice are grouping sets, which read the
     * rows for each and which no source is asked for.
     */
    private static final RelOptRule BY_VALUE_FIRST = AggregateExpandDistinctAggregatesRule.Config.JOIN
            .withOperandSupplier(tree -> tree.operand(LogicalAggregate.class)
                    .predicate(Planner::countsOneAmongOthers)
                    .anyInputs())
            .withDescription("one distinct aggregate among others")
            .toRule();

    private final ConceptConditions concepts;
    private final SourceStatistics statistics;
    private final double population;
    private final boolean pushdown;
    private final ScalarCompiler scalars;

    /**
     * A planner.
     *
     * @param statistics sizes of the sources' tables
     * @param population persons of the region, about
     * @param pushdown false to leave all but keys and columns to the broker, for comparisons
     * @param scalars generated code of single operators
     */
    Planner(
            ConceptConditions concepts,
            SourceStatistics statistics,
            double population,
            boolean pushdown,
            ScalarCompiler scalars) {
        this.statistics = statistics;
        this.concepts = concepts;
        this.population = population;
        this.pushdown = pushdown;
        this.scalars = scalars;
    }

    /**
     * A plan over {@link SourceFetch} leaves that {@link PlanChecker} has passed.
     *
     * @param tree the root
     * @param parts the trees that the root and each other read
     * @param visible number of visible columns
     */
    record Plan(RelNode tree, Parts parts, int visible) {
        /** The root and the parts. */
        List<RelNode> trees() {
            List<RelNode> trees = new ArrayList<>(parts.definitions());
            trees.add(tree);
            return trees;
        }
    }

    /**
     * A statement's plan and what is known of its rows.
     *
     * @param persons columns behind the visible ones that say whose rows they are
     * @param gaps as {@link GapRules} has them
     * @param countable requests whose numbers may be told
     */
    record Accounted(
            Plan plan,
            List<PersonColumn> persons,
            IdentityHashMap<Request, Optional<String>> gaps,
            Countable countable) {}

    Accounted plan(ProtectedQuery query) {
        AccessDecision decision = query.decision();
        RelNode tree = new ReleasePlans(this, decision.version(), scalars).planned(query.tree());
        PersonKeys.WithPersons lifted =
                new PersonKeys(tree.getCluster().getRexBuilder(), accounting(decision)).lift(tree);
        Plan plan = fetched(lifted.rel(), 0, lifted.visible());
        if (decision.mode() == ReleaseMode.AGGREGATED) {
            plan.trees().forEach(t -> ReleaseCertificate.checkAbove(t, table -> aboutPersons(decision, table)));
        }
        return new Accounted(
                RuleScans.counted(plan, decision), lifted.persons(), GapRules.of(plan), Countable.of(plan, decision));
    }

    /**
     * Rows that show a person are always told. Who is counted in a group, too, unless no policy wants it told to the citizen and
     * persons are shown under their own number: MinLog knows whom somebody looked up, not whom somebody counted. The demo's
     * all-seeing test role shows made-up people to nobody, and is measured against plans without notes.
     */
    private static PersonKeys.Accounting accounting(AccessDecision decision) {
        if (!decision.mode().rows()) {
            return PersonKeys.Accounting.NONE;
        }
        boolean counted = decision.mode() != ReleaseMode.IDENTIFIED
                || decision.obligations().logToCitizen();
        return RuleScans.seesAll(decision) || !counted ? PersonKeys.Accounting.CARRIED : PersonKeys.Accounting.COMPLETE;
    }

    /**
     * The checked plan of a tree in which numbers circulate.
     *
     * @param firstSet number of the first key set: plans that run in one query share none
     */
    Plan fetched(RelNode lifted, int firstSet, int visible) {
        RelNode tree = lifted;
        Predicates predicates = new Predicates(tree.getCluster(), concepts);
        Parts parts = new Parts(firstSet);
        Estimates estimates = new Estimates(statistics, population, parts);
        SqlShape shape = new SqlShape(pushdown);
        RelNode settled = predicates.settle(simplified(Unions.flat(tree)));
        RelNode semi = TopN.pushed(merged(SemiJoins.of(merged(Trimmer.trimmed(settled)))));
        Costs costs = new Costs(shape, estimates, parts);
        RelNode ordered = new JoinOrder(estimates, costs).order(semi);
        RelNode narrow = merged(predicates.settle(Trimmer.trimmed(ordered)));
        RelNode listed = new Sharing(parts, estimates, costs).lists(narrow);
        RelNode driven = new KeyBinding(predicates, estimates, costs, parts).bind(listed);
        RelNode fewer = new ScanMerging(parts, estimates, shape).merge(driven);
        RelNode bound = new Sharing(parts, estimates, costs).everything(fewer);
        SourcePushdown asked = new SourcePushdown(shape, estimates);
        parts.replaceAll(part -> asked.push(merged(part)));
        RelNode fetched = asked.push(merged(bound));
        PlanChecker.check(fetched, parts);
        return new Plan(fetched, parts, visible);
    }

    private static boolean aboutPersons(AccessDecision decision, TableName table) {
        TableAccess access = decision.tables().get(table);
        return access == null || access.columns().contains("pid");
    }

    /** Whether one distinct aggregate stands among others whose parts add up. */
    private static boolean countsOneAmongOthers(Aggregate aggregate) {
        List<AggregateCall> calls = aggregate.getAggCallList();
        return aggregate.getGroupType() == Aggregate.Group.SIMPLE
                && calls.size() > 1
                && calls.stream().filter(AggregateCall::isDistinct).count() == 1
                && calls.stream().noneMatch(AggregateCall::hasFilter)
                && calls.stream()
                        .allMatch(call ->
                                PARTS_ADD_UP.contains(call.getAggregation().getKind()))
                // By value first, sums of doubles differ in the last digit from those in the order of rows.
                && calls.stream()
                        .filter(call -> ADDS.contains(call.getAggregation().getKind()))
                        .noneMatch(call -> SqlTypeUtil.isApproximateNumeric(call.getType()));
    }

    /** Aggregates in the forms that the broker and the sources compute. */
    private static RelNode simplified(RelNode tree) {
        return apply(
                tree,
                HepProgram.builder()
                        .addRuleCollection(List.of(CoreRules.AGGREGATE_REDUCE_FUNCTIONS, BY_VALUE_FIRST))
                        .addRuleCollection(List.of(
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
    static List<String> sources(Plan plan) {
        TreeSet<String> found = new TreeSet<>();
        plan.parts().definitions().forEach(part -> collect(part, found));
        collect(plan.tree(), found);
        return new ArrayList<>(found);
    }

    private static void collect(RelNode rel, java.util.Set<String> found) {
        if (rel instanceof SourceFetch fetch && fetch.request instanceof ReleasedRows released) {
            found.addAll(sources(released.input()));
        } else if (rel instanceof SourceFetch fetch) {
            found.add(fetch.request.source().value());
        }
        rel.getInputs().forEach(i -> collect(i, found));
    }

    /** The plan as text, for operators and tests. */
    static String text(Plan plan) {
        StringBuilder text = new StringBuilder(RelOptUtil.toString(plan.tree()));
        for (int i = 0; i < plan.parts().count(); i++) {
            text.append("part ")
                    .append(i)
                    .append(":\n")
                    .append(RelOptUtil.toString(plan.parts().definition(i)));
        }
        return text.toString();
    }
}
