package dk.samsyn.broker.engine.operator;

import dk.samsyn.broker.engine.Execution;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads several inputs at the same time, each in a thread of its own, ahead by a few batches: the slowest source decides the
 * time, not the sum.
 */
final class Exchange implements AutoCloseable {
    /** Batches of an input that wait to be taken. */
    private static final int WAITING = 8;

    private static final long LOOK_MILLIS = 100;

    private final Execution execution;
    private final List<Lane> lanes = new ArrayList<>();
    private final int atOnce;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int begun;
    private int turn;
    private volatile boolean closed;

    /**
     * An exchange that has not started.
     *
     * @param atOnce inputs that are read at the same time; the others wait for one of them to end
     */
    Exchange(Execution execution, List<Operator> inputs, int atOnce) {
        this.execution = execution;
        this.atOnce = Math.max(1, atOnce);
        inputs.forEach(input -> lanes.add(new Lane(input)));
    }

    /** Begins to read; does nothing the second time. */
    void start() {
        lock.lock();
        try {
            if (begun == 0) {
                while (begun < Math.min(atOnce, lanes.size())) {
                    begin();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        Lane lane = lanes.get(begun++);
        execution.run(lane::read);
    }

    /** What was taken: rows of an input, or its end. */
    record Taken(int input, @Nullable Batch batch) {}

    /** The next rows of any input, or null when all have ended. Single ends are not told. */
    @Nullable
    Batch takeAny() {
        lock.lock();
        try {
            start();
            while (true) {
                lanes.forEach(Lane::rethrow);
                execution.check();
                boolean ended = begun == lanes.size();
                for (int i = 0; i < begun; i++) {
                    Lane lane = lanes.get((turn + i) % begun);
                    Batch batch = lane.waiting.poll();
                    if (batch != null) {
                        turn = (turn + i + 1) % begun;
                        changed.signalAll();
                        return batch;
                    }
                    ended &= lane.ended;
                }
                if (ended || closed) {
                    return null;
                }
                await();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next rows or the end of one of some inputs, whichever comes first; the order of {@code inputs} decides a tie. What
     * others fail on is not told.
     */
    Taken takeOf(int... inputs) {
        lock.lock();
        try {
            start();
            while (true) {
                execution.check();
                for (int input : inputs) {
                    Lane lane = lanes.get(input);
                    lane.rethrow();
                    Batch batch = lane.waiting.poll();
                    if (batch != null || lane.ended || closed) {
                        changed.signalAll();
                        return new Taken(input, batch);
                    }
                }
                await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether an input could not be read to its end. */
    boolean hasFailed(int input) {
        lock.lock();
        try {
            return lanes.get(input).failure != null;
        } finally {
            lock.unlock();
        }
    }

    /** Stops reading an input whose rows nobody wants any more. */
    void stop(int input) {
        Lane lane = lanes.get(input);
        lane.unwanted = true;
        lane.operator.close();
        lock.lock();
        try {
            lane.waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a change, or a moment; every caller looks again at what it waits for. */
    @SuppressWarnings("WaitNotInLoop")
    private void await() {
        try {
            boolean signalled = changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (!signalled) {
                execution.check();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while rows were read", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        lanes.forEach(lane -> lane.operator.close());
        lock.lock();
        try {
            lanes.forEach(lane -> lane.waiting.clear());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One input. */
    private final class Lane {
        private final Operator operator;
        private final Queue<Batch> waiting = new ArrayDeque<>();
        private volatile boolean unwanted;
        private @Nullable Throwable failure;
        private boolean ended;

        private Lane(Operator operator) {
            this.operator = operator;
        }

        private void rethrow() {
            if (failure instanceof RuntimeException e) {
                throw e;
            }
            if (failure instanceof Error e) {
                throw e;
            }
            if (failure != null) {
                throw new IllegalStateException(failure);
            }
        }

        private void read() {
            Throwable failed = null;
            try {
                operator.start();
                Batch batch = operator.next();
                while (batch != null && put(batch)) {
                    batch = operator.next();
                }
            } catch (Throwable e) {
                failed = e;
            }
            try {
                operator.close();
            } catch (Throwable e) {
                failed = failed == null ? e : failed;
            }
            lock.lock();
            try {
                ended = true;
                if (!unwanted && !closed) {
                    failure = failed;
                }
                if (begun < lanes.size() && !closed) {
                    begin();
                }
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        /** Hands a batch over when there is room; false if nobody wants it. */
        private boolean put(Batch batch) throws InterruptedException {
            lock.lock();
            try {
                while (waiting.size() >= WAITING && !closed && !unwanted) {
                    if (!changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                        execution.check();
                    }
                }
                if (closed || unwanted) {
                    return false;
                }
                waiting.add(batch);
                changed.signalAll();
                return true;
            } finally {
                lock.unlock();
            }
        }
    }
}
