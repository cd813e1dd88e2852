package dk.samsyn.adapter.cpr;

import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one list: loads it when first used, asks the register whether it changed at most once per interval. A list that
 * cannot be confirmed is not used: an old one would make people appear where they no longer are.
 */
final class NightlyList {
    private static final long SLICE_MILLIS = 50;

    private final SourceId source;
    private final ListTable table;
    private final CprHttp http;
    private final Duration interval;
    private final LongSupplier nanoTime;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile @Nullable Held held;

    private record Held(PersonList list, String etag, long checkedNanos) {}

    NightlyList(SourceId source, ListTable table, CprHttp http, Duration interval, LongSupplier nanoTime) {
        this.source = source;
        this.table = table;
        this.http = http;
        this.interval = interval;
        this.nanoTime = nanoTime;
    }

    /**
     * The list as of at most one interval ago.
     *
     * @throws SourceException if it cannot be had
     */
    PersonList get(SourceScope scope) {
        Held known = held;
        if (known != null && fresh(known)) {
            return known.list();
        }
        lock(scope);
        try {
            known = held;
            if (known == null || !fresh(known)) {
                known = load(known, scope);
                held = known;
            }
            return known.list();
        } finally {
            loading.unlock();
        }
    }

    private boolean fresh(Held known) {
        return nanoTime.getAsLong() - known.checkedNanos() < interval.toNanos();
    }

    /** Several queries may want the list at once: one loads it, the others wait as long as they may. */
    private void lock(SourceScope scope) {
        try {
            while (!loading.tryLock(SLICE_MILLIS, TimeUnit.MILLISECONDS)) {
                scope.check(source);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException(source, ErrorCode.QUERY_CANCELLED, "the query was cancelled");
        }
    }

    private Held load(@Nullable Held known, SourceScope scope) {
        String etag = known == null ? "" : known.etag();
        return http.get("/liste/" + table.tableName() + ".csv", etag, scope, response -> {
            long now = nanoTime.getAsLong();
            if (response.statusCode() == 304 && known != null) {
                return new Held(known.list(), etag, now);
            }
            if (response.statusCode() != 200) {
                throw new SourceException(source, ErrorCode.SOURCE_UNAVAILABLE, "has no list " + table.tableName());
            }
            return new Held(
                    read(response), response.headers().firstValue("ETag").orElse(""), now);
        });
    }

    private PersonList read(HttpResponse<java.io.InputStream> response) throws java.io.IOException {
        // Bytes that are not UTF-8 mean another encoding, and so wrong names: refuse, do not guess.
        return PersonList.read(
                table,
                new InputStreamReader(
                        response.body(),
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }
}
