package dk.samsyn.broker.query;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The key sets of one running query. A plan names a set by number; the driver's rows fill it when somebody first asks, so that
 * a source is asked for those keys only.
 */
final class KeySets {
    private final Map<Integer, Supplier<@Nullable Set<Object>>> producers = new ConcurrentHashMap<>();

    /** Registers what produces a set: distinct keys without NULL, or null if there are too many to be worth sending. */
    void register(int id, Supplier<@Nullable Set<Object>> producer) {
        producers.put(id, producer);
    }

    /** The keys, computed at the first call; null means "do not restrict". */
    @Nullable
    Set<Object> keys(int id) {
        Supplier<@Nullable Set<Object>> producer = producers.get(id);
        if (producer == null) {
            throw new IllegalStateException("key set " + id + " has no driver in this plan");
        }
        return producer.get();
    }
}
