package dk.samsyn.spi;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Turns at one place of a source that may do so many things at once and no more. Who waits for somebody's care
 * ({@link SourceScope#urgent()}) has the next turn, among equals who came first. Thread-safe.
 */
public final class Turns {
    /** A wait is cut into slices, so that a cancel and the deadline are seen in between. */
    private static final long SLICE_MILLIS = 50;

    private static final Comparator<Waiter> ORDER =
            Comparator.comparing((Waiter waiter) -> !waiter.urgent).thenComparing(waiter -> waiter.came);

    private final ReentrantLock lock = new ReentrantLock();
    private final PriorityQueue<Waiter> waiting = new PriorityQueue<>(ORDER);
    private int free;
    private long arrivals;

    /**
     * A place where nobody is.
     *
     * @param atOnce turns at once, at least 1
     */
    public Turns(int atOnce) {
        this.free = atOnce;
    }

    /** A turn, until it is given back; may be given back twice. */
    public interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    private final class Waiter {
        private final boolean urgent;
        private final long came;
        private final Condition called = lock.newCondition();
        private boolean has;

        private Waiter(boolean urgent, long came) {
            this.urgent = urgent;
            this.came = came;
        }
    }

    /**
     * Waits for a turn.
     *
     * @throws SourceException if the query is cancelled or its time is up before
     */
    public Turn take(SourceId source, SourceScope scope) {
        lock.lock();
        try {
            Waiter waiter = new Waiter(scope.urgent(), arrivals++);
            waiting.add(waiter);
            call();
            try {
                while (!waiter.has) {
                    scope.check(source);
                    long left = scope.remaining().toMillis();
                    boolean unused =
                            waiter.called.await(Math.max(1, Math.min(SLICE_MILLIS, left)), TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SourceException(source, ErrorCode.QUERY_CANCELLED, "the query was cancelled");
            } finally {
                if (!waiter.has) {
                    waiting.remove(waiter);
                }
            }
            return new Taken();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait. */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Gives free turns to those who are next. */
    private void call() {
        while (free > 0 && !waiting.isEmpty()) {
            Waiter next = waiting.remove();
            free--;
            next.has = true;
            next.called.signal();
        }
    }

    private final class Taken implements Turn {
        private boolean over;

        @Override
        public void close() {
            lock.lock();
            try {
                if (!over) {
                    over = true;
                    free++;
                    call();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
