package dk.samsyn.adapter.soap;

import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One call per key behind one cursor. At most {@code atOnce} calls run or wait unread, so an answer that nobody reads stops
 * the calls and memory stays bounded; rows come as answers do, not in the order of the keys.
 */
public final class KeyedCalls implements RowCursor {
    private final SourceId source;
    private final Iterator<String> keys;
    private final BiFunction<String, SourceScope, List<@Nullable Object[]>> call;
    private final Executor executor;
    private final SourceScope scope;
    private final SourceScope callScope;
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final List<Future<?>> tasks = Collections.synchronizedList(new ArrayList<>());
    private final SourceScope.Registration cancellation;
    private Iterator<@Nullable Object[]> rows = Collections.emptyIterator();
    private @Nullable Object @Nullable [] current;
    private int outstanding;
    private volatile boolean closed;

    private record Outcome(
            List<@Nullable Object[]> rows, @Nullable RuntimeException problem) {}

    /**
     * Starts the first calls.
     *
     * @param call asks for one key, within the scope it is given, and gives its rows; runs on {@code executor} and is
     *     interrupted when it is no longer wanted
     */
    public KeyedCalls(
            SourceId source,
            List<String> keys,
            BiFunction<String, SourceScope, List<@Nullable Object[]>> call,
            int atOnce,
            Executor executor,
            SourceScope scope) {
        this.source = source;
        this.keys = new LinkedHashSet<>(keys).iterator();
        this.call = call;
        this.executor = executor;
        this.scope = scope;
        this.callScope = new CallScope(scope);
        this.cancellation = scope.onCancel(this::stop);
        for (int i = 0; i < atOnce; i++) {
            startNext();
        }
    }

    @Override
    public boolean next() {
        while (!rows.hasNext()) {
            scope.check(source);
            if (outstanding == 0 || closed) {
                current = null;
                return false;
            }
            rows = take();
            startNext();
        }
        current = rows.next();
        return true;
    }

    @Override
    public @Nullable Object[] row() {
        if (current == null) {
            throw new IllegalStateException("next() has not been called");
        }
        return current;
    }

    @Override
    public void close() {
        closed = true;
        cancellation.close();
        stop();
    }

    private Iterator<@Nullable Object[]> take() {
        try {
            Outcome outcome = outcomes.poll(Math.max(1, scope.remaining().toMillis()), TimeUnit.MILLISECONDS);
            scope.check(source);
            if (outcome == null) {
                throw new SourceException(source, ErrorCode.SOURCE_TIMEOUT, "gave no answer within the query's time");
            }
            outstanding--;
            if (outcome.problem() != null) {
                close();
                throw outcome.problem();
            }
            return outcome.rows().iterator();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new SourceException(source, ErrorCode.QUERY_CANCELLED, "the query was cancelled");
        }
    }

    private void startNext() {
        if (closed || !keys.hasNext()) {
            return;
        }
        String key = keys.next();
        outstanding++;
        FutureTask<?> task = new FutureTask<>(() -> outcomes.add(ask(key)), null);
        tasks.removeIf(Future::isDone);
        tasks.add(task);
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            throw new SourceException(source, ErrorCode.SOURCE_UNAVAILABLE, "is closed", e);
        }
    }

    private Outcome ask(String key) {
        try {
            return new Outcome(call.apply(key, callScope), null);
        } catch (RuntimeException problem) {
            return new Outcome(List.of(), problem);
        }
    }

    /** Stops running and waiting calls, and wakes a reader that waits for one. */
    private void stop() {
        synchronized (tasks) {
            tasks.forEach(task -> task.cancel(true));
        }
        outcomes.add(new Outcome(
                List.of(), new SourceException(source, ErrorCode.QUERY_CANCELLED, "the query was cancelled")));
    }

    /** The query's scope for one call: a cancelled query interrupts the call, so that it registers nothing itself. */
    private record CallScope(SourceScope query) implements SourceScope {
        @Override
        public Duration remaining() {
            return query.remaining();
        }

        @Override
        public boolean cancelled() {
            return query.cancelled();
        }

        @Override
        public Registration onCancel(Runnable stop) {
            return () -> {};
        }

        @Override
        public void countCall() {
            query.countCall();
        }

        @Override
        public void countCall(String part) {
            query.countCall(part);
        }

        @Override
        public RequestHeader header() {
            return query.header();
        }
    }
}
