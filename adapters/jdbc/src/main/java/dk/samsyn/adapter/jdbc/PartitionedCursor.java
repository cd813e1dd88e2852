package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.RowCursor;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Rows of many partitions as they come. Workers take one partition after another; the first that fails ends the whole
 * answer, since an answer without a partition is a different answer.
 */
final class PartitionedCursor implements RowCursor {
    /**
     * Rows waiting for the reader at most, but for one batch of each worker. So many that a partition is mostly read to its
     * end, and its connection free, however slow the reader is.
     */
    private static final int ROWS_WAITING = 50_000;

    /** Longest sleep before a look at cancel and deadline. */
    private static final long LOOK_MILLIS = 100;

    private final Question question;
    private final SourceId source;
    private final ChildScope scope;
    private final Residents residents;
    private final Queue<PartitionedDatabases.Partition> waiting;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<List<@Nullable Object[]>> batches = new ArrayDeque<>();
    private int rowsWaiting;
    private int workers;
    private boolean stopped;
    private @Nullable RuntimeException failure;

    private List<@Nullable Object[]> batch = List.of();
    private int at = -1;
    private long rowsLeft;

    private PartitionedCursor(
            List<PartitionedDatabases.Partition> partitions,
            Question question,
            SourceId source,
            SourceScope scope,
            Residents residents) {
        this.residents = residents;
        this.waiting = new ArrayDeque<>(partitions);
        this.question = question;
        this.source = source;
        this.scope = new ChildScope(scope);
        this.rowsLeft = question.limit().orElse(Long.MAX_VALUE);
    }

    static PartitionedCursor start(
            List<PartitionedDatabases.Partition> partitions,
            Question question,
            SourceId source,
            SourceScope scope,
            Residents residents,
            Threads threads,
            int atOnce) {
        PartitionedCursor cursor = new PartitionedCursor(partitions, question, source, scope, residents);
        cursor.workers = Math.min(atOnce, partitions.size());
        for (int i = cursor.workers; i > 0; i--) {
            if (!threads.run(cursor::work)) {
                throw Failures.of(source).unavailable("is closed");
            }
        }
        return cursor;
    }

    @Override
    public boolean next() {
        if (rowsLeft == 0) {
            close();
            return false;
        }
        if (at + 1 >= batch.size()) {
            batch = take();
            at = -1;
        }
        if (batch.isEmpty()) {
            return false;
        }
        at++;
        rowsLeft--;
        return true;
    }

    @Override
    public @Nullable Object[] row() {
        if (at < 0) {
            throw new IllegalStateException("next() has not been called");
        }
        return batch.get(at);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            stopped = true;
            batches.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        scope.stop();
    }

    /** The next batch, empty at the end. */
    private List<@Nullable Object[]> take() {
        lock.lock();
        try {
            while (true) {
                if (failure != null) {
                    throw failure;
                }
                if (stopped) {
                    return List.of();
                }
                scope.check(source);
                List<@Nullable Object[]> next = batches.poll();
                if (next != null) {
                    rowsWaiting -= next.size();
                    changed.signalAll();
                    return next;
                }
                if (workers == 0) {
                    return List.of();
                }
                sleep();
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            for (PartitionedDatabases.Partition partition = begin(); partition != null; partition = begin()) {
                read(partition);
            }
        } catch (RuntimeException e) {
            fail(e);
        } catch (Error e) {
            // Without this the answer would lack a partition and nobody would know.
            fail(new IllegalStateException("reading a partition broke off", e));
            throw e;
        } finally {
            lock.lock();
            try {
                workers--;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private PartitionedDatabases.@Nullable Partition begin() {
        lock.lock();
        try {
            return stopped ? null : waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    private void read(PartitionedDatabases.Partition partition) {
        Optional<Fragment> statement = question.statement().of(keys -> residents.here(partition, keys, scope));
        if (statement.isEmpty()) {
            return;
        }
        try (StatementCursor rows =
                partition.database().open(statement.get(), question.types(), partition.value(), scope)) {
            List<@Nullable Object[]> read = rows.nextBatch();
            while (!read.isEmpty() && put(complete(read, partition.value()))) {
                read = rows.nextBatch();
            }
        }
    }

    private List<@Nullable Object[]> complete(List<@Nullable Object[]> read, String partition) {
        List<@Nullable Object[]> complete = new ArrayList<>(read.size());
        for (@Nullable Object[] row : read) {
            complete.add(question.complete(row, partition));
        }
        return complete;
    }

    /** Hands rows over, when there is room; false if nobody wants them any more. */
    private boolean put(List<@Nullable Object[]> read) {
        lock.lock();
        try {
            while (rowsWaiting >= ROWS_WAITING && !stopped) {
                scope.check(source);
                sleep();
            }
            if (stopped) {
                return false;
            }
            batches.add(read);
            rowsWaiting += read.size();
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void fail(RuntimeException e) {
        lock.lock();
        try {
            if (failure == null && !stopped) {
                failure = e;
            }
        } finally {
            lock.unlock();
        }
        close();
    }

    /** Waits for a change, or a moment; every caller looks again at what it waits for. */
    @SuppressWarnings("WaitNotInLoop")
    private void sleep() {
        try {
            boolean signalled = changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (!signalled) {
                scope.check(source);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.of(source).unavailable("was interrupted");
        }
    }
}
