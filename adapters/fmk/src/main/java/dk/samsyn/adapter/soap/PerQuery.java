package dk.samsyn.adapter.soap;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dk.samsyn.spi.SourceScope;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Shares answers between the scans of one query: two tables that come from one call cost one call. Held by the identity of
 * the query's scope and gone with it; never shared between queries, so each citizen's look-up stays one query's look-up.
 */
public final class PerQuery<V> {
    private final int maxAnswers;
    private final Cache<SourceScope, ConcurrentHashMap<String, CompletableFuture<V>>> queries =
            Caffeine.newBuilder().weakKeys().build();

    /**
     * Makes an empty one.
     *
     * @param maxAnswers answers kept per query; further ones are asked for each time
     */
    public PerQuery(int maxAnswers) {
        this.maxAnswers = maxAnswers;
    }

    /**
     * The answer for a key, asked for unless this query has it or is getting it. A failed answer is forgotten.
     *
     * @param ask makes the call; may throw
     */
    public V get(SourceScope scope, String key, Supplier<V> ask) {
        ConcurrentHashMap<String, CompletableFuture<V>> answers = queries.get(scope, s -> new ConcurrentHashMap<>());
        if (answers.size() >= maxAnswers && !answers.containsKey(key)) {
            return ask.get();
        }
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> first = answers.putIfAbsent(key, mine);
        if (first == null) {
            return make(answers, key, mine, ask);
        }
        try {
            return first.get(Math.max(1, scope.remaining().toMillis()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | CancellationException | TimeoutException e) {
            // The other scan failed or was closed; that is no answer for this one, whose own call tells.
            return ask.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ask.get();
        }
    }

    private V make(
            ConcurrentHashMap<String, CompletableFuture<V>> answers,
            String key,
            CompletableFuture<V> mine,
            Supplier<V> ask) {
        try {
            V answer = ask.get();
            mine.complete(answer);
            return answer;
        } finally {
            if (!mine.isDone()) {
                answers.remove(key, mine);
                mine.cancel(false);
            }
        }
    }
}
