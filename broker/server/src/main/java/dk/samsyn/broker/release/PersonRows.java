package dk.samsyn.broker.release;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Collects the gate's input into cells: per cell and person, the rows and the number and sum of each measure. Values of groups
 * are generalised here, so it does not matter who computed the rows below.
 */
public final class PersonRows {
    private final GateSpec spec;
    private final ToLongFunction<String> recordKeys;
    private final Map<Group, Cell> cells = new HashMap<>();
    private final Map<String, Integer> providers = new HashMap<>();

    /** A group: which set of dimensions, and their values. */
    record Group(int set, List<@Nullable Object> values) {}

    /**
     * An empty collection.
     *
     * @param recordKeys the record key of a canonical person
     */
    PersonRows(GateSpec spec, ToLongFunction<String> recordKeys) {
        this.spec = spec;
        this.recordKeys = recordKeys;
    }

    /** Adds one row; a row without a person is about nobody and is left out. */
    public void add(@Nullable Object[] row) {
        Object person = row[0];
        if (person == null) {
            return;
        }
        long key = recordKeys.applyAsLong(person.toString());
        int provider = spec.providerColumn().map(c -> provider(row[c])).orElse(-1);
        List<@Nullable Object> values = generalised(row);
        for (int set = 0; set < spec.groupSets().size(); set++) {
            cells.computeIfAbsent(group(set, values), none -> new Cell(spec)).add(key, provider, row);
        }
    }

    private int provider(@Nullable Object value) {
        return value == null ? -1 : providers.computeIfAbsent(value.toString(), none -> providers.size());
    }

    private List<@Nullable Object> generalised(@Nullable Object[] row) {
        List<@Nullable Object> values = new ArrayList<>(spec.dimensions().size());
        for (int i = 0; i < spec.dimensions().size(); i++) {
            Object raw = row[1 + i];
            values.add(raw == null ? null : spec.dimensions().get(i).grain().of(raw));
        }
        return values;
    }

    private Group group(int set, List<@Nullable Object> values) {
        BitSet kept = spec.groupSets().get(set);
        List<@Nullable Object> group = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            group.add(kept.get(i) ? values.get(i) : null);
        }
        return new Group(set, group);
    }

    /** The cells so far. */
    Map<Group, Cell> cells() {
        return cells;
    }
}
