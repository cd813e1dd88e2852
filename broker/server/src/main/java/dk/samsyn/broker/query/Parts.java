package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.jspecify.annotations.Nullable;

/**
 * The trees of one plan that are computed once and read by several: what gives the keys for other sources, and what occurs more
 * than once. A plan is its root and these; {@link PartScan} and key sets refer to them by number.
 */
final class Parts {
    private final List<RelNode> definitions = new ArrayList<>();
    private final Map<Same, Integer> numbers = new HashMap<>();
    private final List<EnginePlan.KeySource> keySets = new ArrayList<>();
    private final Map<Integer, Integer> within = new HashMap<>();
    private final int firstSet;

    /**
     * No parts yet.
     *
     * @param firstSet number of the first key set: plans that run in one query share none
     */
    Parts(int firstSet) {
        this.firstSet = firstSet;
    }

    /** A tree that is equal to every tree which computes the same in the same way. */
    record Same(RelNode rel) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Same same && rel.deepEquals(same.rel);
        }

        @Override
        public int hashCode() {
            return rel.deepHashCode();
        }
    }

    /** A reader of a tree that becomes a part, or of the part that it is already. */
    PartScan scan(RelNode definition) {
        if (definition instanceof PartScan scan) {
            return scan;
        }
        int part = numbers.computeIfAbsent(new Same(definition), d -> {
            definitions.add(definition);
            return definitions.size() - 1;
        });
        return new PartScan(definition.getCluster(), definition.getRowType(), part);
    }

    /** Whether a tree is a part already. */
    boolean contains(RelNode definition) {
        return numbers.containsKey(new Same(definition));
    }

    RelNode definition(int part) {
        return definitions.get(part);
    }

    int count() {
        return definitions.size();
    }

    /** Number of the set of keys in a part's column. */
    int keySet(int part, int column) {
        EnginePlan.KeySource source = new EnginePlan.KeySource(part, column);
        int known = keySets.indexOf(source);
        if (known >= 0) {
            return firstSet + known;
        }
        keySets.add(source);
        return firstSet + keySets.size() - 1;
    }

    /** What gives the keys of each set. */
    Map<Integer, EnginePlan.KeySource> keySets() {
        Map<Integer, EnginePlan.KeySource> numbered = new HashMap<>();
        for (int i = 0; i < keySets.size(); i++) {
            numbered.put(firstSet + i, keySets.get(i));
        }
        return numbered;
    }

    /** Every key of a set is one of another. */
    void within(int set, int other) {
        within.put(set, other);
    }

    /** For some key sets, one that holds all their keys and is there sooner. */
    Map<Integer, Integer> within() {
        return Map.copyOf(within);
    }

    /** Replaces every definition by what a step of planning makes of it. */
    void replaceAll(UnaryOperator<RelNode> step) {
        for (int i = 0; i < definitions.size(); i++) {
            definitions.set(i, step.apply(definitions.get(i)));
        }
        numbers.clear();
        for (int i = 0; i < definitions.size(); i++) {
            numbers.putIfAbsent(new Same(definitions.get(i)), i);
        }
    }

    /** Gives one part another definition of the same rows. */
    void replace(int part, RelNode definition) {
        definitions.set(part, definition);
        numbers.putIfAbsent(new Same(definition), part);
    }

    List<RelNode> definitions() {
        return List.copyOf(definitions);
    }
}
