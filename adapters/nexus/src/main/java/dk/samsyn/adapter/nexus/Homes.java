package dk.samsyn.adapter.nexus;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Home resources of instances: where everything else begins, without a person in it. Kept for a minute, so that a query does
 * not begin with a call that the one before has just made. Thread-safe.
 */
final class Homes {
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final HalClient client;
    private final InstantSource clock;
    private final Map<URI, Known> known = new ConcurrentHashMap<>();

    private record Known(Hal home, Instant until) {}

    Homes(HalClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /** An instance's home resource. */
    CompletableFuture<Hal> of(Instance instance, Asking asking) {
        Known last = known.get(instance.home());
        if (last != null && clock.instant().isBefore(last.until())) {
            return CompletableFuture.completedFuture(last.home());
        }
        return client.get(instance, instance.home(), asking).thenApply(home -> {
            known.put(instance.home(), new Known(home, clock.instant().plus(KEPT)));
            return home;
        });
    }
}
