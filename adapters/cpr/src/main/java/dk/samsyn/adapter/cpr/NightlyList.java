package dk.samsyn.adapter.cpr;

import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one list: loads it when first used, asks the register whether it changed at most once per interval. A list that
 * cannot be confirmed is not used: an old one would make people appear where they no longer are.
 *
 * <p>Loading does not belong to the query that started it: a region's list may take longer than one query has, and the next
 * query finds what the impatient one began.
 */
final class NightlyList {
    private final SourceId source;
    private final ListTable table;
    private final CprHttp http;
    private final Duration interval;
    private final LongSupplier nanoTime;
    private final Executor loader;
    private final SourceScope loading;
    private volatile @Nullable Held held;
    private @Nullable CompletableFuture<Held> running;

    private record Held(PersonList list, String etag, Optional<LocalDateTime> made, long checkedNanos) {}

    /**
     * Keeps nothing yet.
     *
     * @param loader runs the loading
     * @param loading scope of the loading: how long it may take, and its end when the adapter is closed
     */
    NightlyList(
            SourceId source,
            ListTable table,
            CprHttp http,
            Duration interval,
            LongSupplier nanoTime,
            Executor loader,
            SourceScope loading) {
        this.source = source;
        this.table = table;
        this.http = http;
        this.interval = interval;
        this.nanoTime = nanoTime;
        this.loader = loader;
        this.loading = loading;
    }

    /**
     * The list as of at most one interval ago.
     *
     * @throws SourceException if it cannot be had in the query's time
     */
    PersonList get(SourceScope query) {
        query.check(source);
        Held known = held;
        if (known != null && nanoTime.getAsLong() - known.checkedNanos() < interval.toNanos()) {
            return known.list();
        }
        return await(begun(known, query), query).list();
    }

    /** When the list that is held was made, if the register said so. */
    Optional<LocalDateTime> made() {
        Held known = held;
        return known == null ? Optional.empty() : known.made();
    }

    /** Several queries may want the list at once: one begins to load it, the others wait with it. */
    private synchronized CompletableFuture<Held> begun(@Nullable Held known, SourceScope query) {
        CompletableFuture<Held> begun = running;
        if (begun == null) {
            query.countCall();
            begun = start(known).whenComplete((loaded, problem) -> done(loaded));
            running = begun.isDone() ? null : begun;
        }
        return begun;
    }

    private CompletableFuture<Held> start(@Nullable Held known) {
        try {
            return CompletableFuture.supplyAsync(() -> load(known), loader);
        } catch (RejectedExecutionException e) {
            throw new SourceException(source, ErrorCode.SOURCE_UNAVAILABLE, "is closed", e);
        }
    }

    private synchronized void done(@Nullable Held loaded) {
        running = null;
        if (loaded != null) {
            held = loaded;
        }
    }

    private Held await(CompletableFuture<Held> begun, SourceScope query) {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        SourceScope.Registration registered = query.onCancel(() -> cancelled.complete(null));
        try {
            CompletableFuture.anyOf(begun, cancelled)
                    .get(Math.max(1, query.remaining().toMillis()), TimeUnit.MILLISECONDS);
            query.check(source);
            return begun.get();
        } catch (TimeoutException e) {
            throw new SourceException(source, ErrorCode.SOURCE_TIMEOUT, "is still sending its list");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(source, ErrorCode.QUERY_CANCELLED, "the query was cancelled");
        } catch (ExecutionException e) {
            throw problem(e.getCause());
        } finally {
            registered.close();
        }
    }

    /** Anew for each query that waits: an exception belongs to one of them. */
    private SourceException problem(@Nullable Throwable cause) {
        if (cause instanceof SourceException known) {
            String said = String.valueOf(known.getMessage());
            return new SourceException(source, known.code(), said.substring(said.indexOf(": ") + 2));
        }
        return new SourceException(source, ErrorCode.SOURCE_MALFORMED, "sent a list that cannot be held", cause);
    }

    private Held load(@Nullable Held known) {
        String etag = known == null ? "" : known.etag();
        return http.get("/liste/" + table.tableName() + ".csv", etag, loading, answer -> {
            long now = nanoTime.getAsLong();
            if (answer.status() == 304 && known != null) {
                return new Held(known.list(), etag, known.made(), now);
            }
            if (answer.status() != 200) {
                throw new SourceException(source, ErrorCode.SOURCE_UNAVAILABLE, "has no list " + table.tableName());
            }
            return new Held(read(answer.body()), answer.etag(), answer.modified(), now);
        });
    }

    private PersonList read(InputStream body) throws IOException {
        // Bytes that are not UTF-8 mean another encoding, and so wrong names: refuse, do not guess.
        return PersonList.read(
                table,
                new InputStreamReader(
                        body,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }
}
