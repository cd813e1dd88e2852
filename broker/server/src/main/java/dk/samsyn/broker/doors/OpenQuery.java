package dk.samsyn.broker.doors;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.query.QueryAnswer;
import dk.samsyn.broker.query.QueryRequest;
import dk.samsyn.broker.query.ResultColumn;
import dk.samsyn.spi.ErrorCode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A query between the pipeline and a client: a query thread starts it and pulls rows into a small buffer; when the buffer is full
 * the thread is given back until the client has taken half of it. So a slow client costs memory for one buffer and no thread.
 * Nobody is interrupted: an interrupt would break files and connections that sources share; a cancelled query ends through the
 * pipeline, and its client is freed at once.
 */
public final class OpenQuery implements AutoCloseable {
    private final String id;
    private final Session session;
    private final QueryRequest request;
    private final Queries pipeline;
    private final Executor threads;
    private final Consumer<OpenQuery> onEnd;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<@Nullable Object[]> rows = new ArrayDeque<>();

    private @Nullable QueryAnswer answer;
    private @Nullable QueryException failure;
    private @Nullable Runnable listener;
    private @Nullable Future<?> deadline;
    private int wanted = 1;
    private int capacity;
    private boolean pulling;
    private boolean exhausted;
    private boolean ended;
    private long taken;
    private Telling told = new Telling(List.of(), List.of(), List.of());

    OpenQuery(
            String id,
            Session session,
            QueryRequest request,
            Queries pipeline,
            Executor threads,
            int capacity,
            Consumer<OpenQuery> onEnd) {
        this.id = id;
        this.session = session;
        this.request = request;
        this.pipeline = pipeline;
        this.threads = threads;
        this.capacity = capacity;
        this.onEnd = onEnd;
    }

    /**
     * Rows taken at once.
     *
     * @param rows rows in order, possibly none
     * @param done whether no more will come
     */
    public record Chunk(List<@Nullable Object[]> rows, boolean done) {}

    /** What an answer says besides its rows. */
    public record Telling(List<Notice> notices, List<QueryAnswer.SourceUse> sources, List<PolicyRef> policies) {}

    /** The door's own name of this query, known before the pipeline has given it one. */
    public String id() {
        return id;
    }

    /** The session that asked. */
    public Session session() {
        return session;
    }

    /** The pipeline's id, once the query has started. */
    public Optional<String> queryId() {
        return locked(() -> Optional.ofNullable(answer).map(QueryAnswer::queryId));
    }

    /** Rows taken by the client so far. */
    public long rowsTaken() {
        return locked(() -> taken);
    }

    /** Why the query failed, if it did. */
    public Optional<QueryException> failure() {
        return locked(() -> Optional.ofNullable(failure));
    }

    /** Whether the query has ended, well or not. */
    public boolean ended() {
        return locked(() -> ended);
    }

    /** Notices, sources and policies; complete when the last chunk has been taken. */
    public Telling telling() {
        return locked(() -> told);
    }

    /**
     * Waits until the query has started.
     *
     * @return the answer's columns
     * @throws QueryException if it could not start or was cancelled
     */
    public List<ResultColumn> columns() {
        lock.lock();
        try {
            while (answer == null && failure == null) {
                changed.awaitUninterruptibly();
            }
            check();
            return answer == null ? List.of() : answer.columns();
        } finally {
            lock.unlock();
        }
    }

    /** Columns if the query has started, without waiting; otherwise empty, and {@code listener} runs when that changes. */
    public Optional<List<ResultColumn>> columnsOr(Runnable whenChanged) {
        lock.lock();
        try {
            check();
            if (answer == null) {
                listener = whenChanged;
                return Optional.empty();
            }
            return Optional.of(answer.columns());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes up to {@code max} rows, waiting at most {@code patience} for them.
     *
     * @throws QueryException if the query failed or was cancelled
     */
    public Chunk take(int max, Duration patience) {
        long left = patience.toNanos();
        lock.lock();
        try {
            capacity = Math.max(capacity, 2 * max);
            wanted = max;
            while (failure == null && !exhausted && rows.size() < wanted && left > 0) {
                resume();
                left = changed.awaitNanos(left);
            }
            return drain(max);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return drain(max);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes up to {@code max} rows that are there now; if there are none yet, {@code whenChanged} runs once when that changes.
     *
     * @throws QueryException if the query failed or was cancelled
     */
    public Optional<Chunk> poll(int max, Runnable whenChanged) {
        lock.lock();
        try {
            check();
            if (rows.isEmpty() && !exhausted) {
                listener = whenChanged;
                resume();
                return Optional.empty();
            }
            return Optional.of(drain(max));
        } finally {
            lock.unlock();
        }
    }

    /** Cancels the query: its client is freed now, its sources as soon as the pipeline has stopped them. */
    public void cancel() {
        stop(new QueryException(ErrorCode.QUERY_CANCELLED, "the query was cancelled"));
    }

    /** Gives the query up; does nothing if it has ended. */
    @Override
    public void close() {
        cancel();
    }

    void start(Duration timeout, Workers workers) {
        lock.lock();
        try {
            deadline = workers.later(
                    timeout,
                    () -> stop(new QueryException(
                            ErrorCode.QUERY_TIMEOUT, "the query took longer than " + timeout.toMillis() + " ms")));
        } finally {
            lock.unlock();
        }
        threads.execute(this::begin);
    }

    private void begin() {
        QueryAnswer started;
        try {
            if (ended()) {
                return;
            }
            started = pipeline.run(session, request);
        } catch (Throwable e) {
            stop(Failures.shown(e));
            return;
        }
        lock.lock();
        try {
            answer = started;
            told = new Telling(started.notices(), started.sources(), started.policies());
            pulling = !ended;
            signal();
            if (ended) {
                threads.execute(() -> release(started));
                return;
            }
        } finally {
            lock.unlock();
        }
        pull();
    }

    private void pull() {
        QueryAnswer source = locked(() -> answer);
        if (source == null) {
            return;
        }
        try {
            while (source.next()) {
                @Nullable Object[] row = source.row();
                if (!offer(row)) {
                    return;
                }
            }
            Telling all = new Telling(source.notices(), source.sources(), source.policies());
            source.close();
            finish(all);
        } catch (Throwable e) {
            stop(Failures.shown(e));
        }
    }

    /** False if the thread is to be given back. */
    private boolean offer(@Nullable Object[] row) {
        lock.lock();
        try {
            if (ended) {
                pulling = false;
                return false;
            }
            rows.add(row);
            if (listener != null || rows.size() >= wanted) {
                signal();
            }
            pulling = rows.size() < capacity;
            return pulling;
        } finally {
            lock.unlock();
        }
    }

    private void finish(Telling all) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            told = all;
            exhausted = true;
            end();
        } finally {
            lock.unlock();
        }
        onEnd.accept(this);
    }

    private void stop(QueryException reason) {
        QueryAnswer running;
        lock.lock();
        try {
            if (ended) {
                return;
            }
            failure = reason;
            rows.clear();
            running = answer;
            end();
        } finally {
            lock.unlock();
        }
        onEnd.accept(this);
        if (running != null) {
            release(running);
        }
    }

    private void release(QueryAnswer running) {
        try {
            pipeline.cancel(session, running.queryId());
        } catch (RuntimeException e) {
            Failures.shown(e);
        } finally {
            try {
                running.close();
            } catch (RuntimeException e) {
                Failures.shown(e);
            }
        }
    }

    private void end() {
        ended = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        signal();
    }

    private Chunk drain(int max) {
        check();
        int count = Math.min(max, rows.size());
        List<@Nullable Object[]> chunk = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            chunk.add(rows.remove());
        }
        taken += count;
        boolean done = exhausted && rows.isEmpty();
        if (!done) {
            resume();
        }
        return new Chunk(chunk, done);
    }

    private void resume() {
        if (answer != null && !pulling && !ended && rows.size() <= capacity / 2) {
            pulling = true;
            threads.execute(this::pull);
        }
    }

    private void signal() {
        changed.signalAll();
        Runnable waiting = listener;
        if (waiting != null) {
            listener = null;
            waiting.run();
        }
    }

    private void check() {
        if (failure != null) {
            throw failure;
        }
    }

    private <T extends @Nullable Object> T locked(Supplier<T> reader) {
        lock.lock();
        try {
            return reader.get();
        } finally {
            lock.unlock();
        }
    }
}
