package dk.samsyn.adapter.nexus;

import java.net.URI;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Pages that an instance's lists had when they were last read: what it costs to read them again. Thread-safe. */
final class ListSizes {
    private final Map<Key, Map<URI, Integer>> pages = new ConcurrentHashMap<>();

    private record Key(int kommunekode, String table) {}

    void learn(Instance instance, NexusTable table, URI list, int count) {
        pages.computeIfAbsent(new Key(instance.kommunekode(), table.name()), key -> new ConcurrentHashMap<>())
                .put(list, count);
    }

    /** Pages of all lists of a table; nothing if none has been read yet. */
    OptionalInt pages(Instance instance, NexusTable table) {
        Map<URI, Integer> known = pages.get(new Key(instance.kommunekode(), table.name()));
        return known == null
                ? OptionalInt.empty()
                : OptionalInt.of(
                        known.values().stream().mapToInt(Integer::intValue).sum());
    }
}
