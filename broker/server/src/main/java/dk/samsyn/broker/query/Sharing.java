package dk.samsyn.broker.query;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;

/**
 * Trees that occur more than once in a plan become parts, which are computed once: the list of a doctor's patients below each
 * table's seal, the same rows asked for by two views.
 */
final class Sharing {
    /** Rows that are kept in memory for a second reader at most. */
    private static final double ROWS_KEPT = 200_000;

    /** A list that costs less than this, in milliseconds, is worth no keys. */
    private static final double CHEAP = 100;

    private final Parts parts;
    private final Estimates estimates;
    private final Costs costs;
    private final Map<Parts.Same, Integer> occurrences = new HashMap<>();

    Sharing(Parts parts, Estimates estimates, Costs costs) {
        this.parts = parts;
        this.estimates = estimates;
        this.costs = costs;
    }

    /** Makes parts of the repeated lists that rows are tested against, before it is decided who drives whom. */
    RelNode lists(RelNode root) {
        count(root);
        return lists(root, false);
    }

    private RelNode lists(RelNode rel, boolean tested) {
        if (tested && isRepeated(rel) && costs.whole(rel) < CHEAP) {
            return parts.scan(rel);
        }
        boolean tests = rel instanceof Join join && !join.getJoinType().projectsRight();
        List<RelNode> inputs = rel.getInputs().stream()
                .map(i -> lists(i, tests && i == ((Join) rel).getRight()))
                .toList();
        return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    }

    /** Makes parts of everything that is repeated. */
    RelNode everything(RelNode root) {
        occurrences.clear();
        count(root);
        parts.definitions().forEach(this::count);
        parts.replaceAll(this::inside);
        RelNode shared = shared(root);
        // What has just become a part may hold repeated trees itself.
        Set<Integer> done = new HashSet<>();
        for (int i = 0; i < parts.count(); i++) {
            if (done.add(i)) {
                parts.replace(i, inside(parts.definition(i)));
            }
        }
        return shared;
    }

    private void count(RelNode rel) {
        if (rel.getInputs().isEmpty()) {
            // A bare scan is asked differently by each reader.
            return;
        }
        occurrences.merge(new Parts.Same(rel), 1, Integer::sum);
        rel.getInputs().forEach(this::count);
    }

    private boolean isRepeated(RelNode rel) {
        return occurrences.getOrDefault(new Parts.Same(rel), 0) > 1
                && !Costs.scans(rel).isEmpty()
                && estimates.rows(rel) <= ROWS_KEPT
                && costs.whole(rel) < Costs.NEVER
                && KeyBinding.standsAlone(rel);
    }

    private RelNode shared(RelNode rel) {
        return isRepeated(rel) ? parts.scan(rel) : inside(rel);
    }

    private RelNode inside(RelNode rel) {
        List<RelNode> inputs = rel.getInputs().stream().map(this::shared).toList();
        return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    }
}
