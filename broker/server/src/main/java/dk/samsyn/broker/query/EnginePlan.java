package dk.samsyn.broker.query;

import dk.samsyn.broker.engine.ExecutablePlan;
import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.KeySet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the engine runs, and where it finds the keys by which sources are asked.
 *
 * @param code the steps
 * @param keySets for each key set the part and the column that hold its keys
 * @param within for some key sets, one that holds all their keys and is there sooner
 */
record EnginePlan(ExecutablePlan code, Map<Integer, KeySource> keySets, Map<Integer, Integer> within) {
    EnginePlan {
        keySets = Map.copyOf(keySets);
        within = Map.copyOf(within);
    }

    /** The keys of a set in a run; null means that there are too many, or none known: "do not restrict". */
    @Nullable
    KeySet keys(int set, Execution execution) {
        KeySource source = keySets.get(set);
        return source == null ? null : execution.part(source.part()).keys(source.column());
    }

    /** The keys of a set from a place on as soon as there are any, see {@link dk.samsyn.broker.engine.Part#keysFrom}. */
    List<Object> keysFrom(int set, int place, Execution execution) {
        KeySource source = Objects.requireNonNull(keySets.get(set));
        return execution.part(source.part()).keysFrom(source.column(), place);
    }

    /** The keys of a set are the distinct values of a part's column, without NULL. */
    record KeySource(int part, int column) {}
}
