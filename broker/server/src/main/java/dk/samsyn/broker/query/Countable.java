package dk.samsyn.broker.query;

import dk.samsyn.broker.policy.AccessDecision;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.calcite.rel.RelNode;

/**
 * The requests of a plan that may be counted for its asker as they are made. The others stand below a seal, or are made for keys
 * that come from there: their numbers would tell of persons whom the asker may not see, if only that there are such.
 *
 * @param rows requests whose rows may be counted as they come: they passed their seals at the source, or all rows may be seen
 * @param lookups requests for one citizen at a time that may be counted by citizen
 */
record Countable(Set<Request> rows, Set<Request> lookups) {
    /** The countable requests of a plan under a decision. */
    static Countable of(Planner.Plan plan, AccessDecision decision) {
        Set<Request> rows = none();
        Parts parts = plan.parts();
        boolean all = RuleScans.seesAll(decision);
        rows(plan.tree(), parts, all, rows);
        Set<Request> lookups = none();
        plan.trees().forEach(tree -> lookups(tree, parts, all, rows, lookups));
        return new Countable(rows, lookups);
    }

    private static Set<Request> none() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static void rows(RelNode rel, Parts parts, boolean all, Set<Request> open) {
        if (rel instanceof PartScan scan) {
            rows(parts.definition(scan.part), parts, all, open);
        }
        if (rel instanceof SourceFetch fetch) {
            open.add(fetch.request);
        }
        if (!(rel instanceof Seal) || all) {
            rel.getInputs().forEach(input -> rows(input, parts, all, open));
        }
    }

    private static void lookups(RelNode rel, Parts parts, boolean all, Set<Request> rows, Set<Request> lookups) {
        if (rel instanceof SourceFetch fetch
                && fetch.request instanceof TableQuery query
                && query.looksUp()
                && (all || query.keys().stream().allMatch(key -> key.set() >= 0 && sealed(key.set(), parts, rows)))) {
            lookups.add(query);
        }
        rel.getInputs().forEach(input -> lookups(input, parts, all, rows, lookups));
    }

    /** Whether a set's keys are of rows that passed their seals; constants are not, since a person may have several numbers. */
    private static boolean sealed(int set, Parts parts, Set<Request> rows) {
        EnginePlan.KeySource source = parts.keySets().get(set);
        return source != null && sealed(parts.definition(source.part()), parts, rows);
    }

    private static boolean sealed(RelNode rel, Parts parts, Set<Request> rows) {
        if (rel instanceof Seal) {
            return true;
        }
        if (rel instanceof PartScan scan) {
            return sealed(parts.definition(scan.part), parts, rows);
        }
        if (rel instanceof SourceFetch fetch) {
            return rows.contains(fetch.request);
        }
        return rel.getInputs().stream().allMatch(input -> sealed(input, parts, rows));
    }
}
