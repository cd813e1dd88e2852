package dk.samsyn.broker.query;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of several inputs, read at the same time by one thread each, in batches through a bounded queue: memory is bounded,
 * and the slowest source decides the time, not the sum.
 */
final class ParallelRows extends AbstractEnumerable<Object> {
    private static final int BATCH = 256;
    private static final int QUEUE = 32;
    private static final long POLL_MILLIS = 100;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Threads end a minute after their last use; sources limit how many work, so this pool needs no limit of its own. */
    static final ExecutorService READERS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(null, task, "samsyn-reader-" + NUMBER.incrementAndGet(), 8L << 20);
        thread.setDaemon(true);
        return thread;
    });

    private final QueryState state;
    private final List<Enumerable<Object>> inputs;

    ParallelRows(QueryState state, List<Enumerable<Object>> inputs) {
        this.state = state;
        this.inputs = List.copyOf(inputs);
    }

    @Override
    public Enumerator<Object> enumerator() {
        return new Rows();
    }

    private final class Rows implements Enumerator<Object> {
        private final BlockingQueue<List<@Nullable Object>> queue = new ArrayBlockingQueue<>(QUEUE);
        private final AtomicInteger running = new AtomicInteger(inputs.size());
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private volatile boolean closed;
        private List<@Nullable Object> batch = List.of();
        private int position = -1;

        private Rows() {
            inputs.forEach(input -> READERS.execute(() -> read(input)));
        }

        private void read(Enumerable<Object> input) {
            try (Enumerator<Object> rows = input.enumerator()) {
                List<@Nullable Object> filling = new ArrayList<>(BATCH);
                while (!closed && rows.moveNext()) {
                    filling.add(rows.current());
                    if (filling.size() == BATCH) {
                        offer(filling);
                        filling = new ArrayList<>(BATCH);
                    }
                }
                if (!filling.isEmpty()) {
                    offer(filling);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            } finally {
                running.decrementAndGet();
            }
        }

        private void offer(List<@Nullable Object> rows) throws InterruptedException {
            while (!closed && !queue.offer(rows, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (state.isCancelled()) {
                    return;
                }
            }
        }

        @Override
        public Object current() {
            return unchecked(batch.get(position));
        }

        @Override
        public boolean moveNext() {
            if (++position < batch.size()) {
                return true;
            }
            try {
                while (true) {
                    Throwable failed = failure.get();
                    if (failed != null) {
                        closed = true;
                        throw failed instanceof RuntimeException e ? e : new IllegalStateException(failed);
                    }
                    state.check();
                    boolean last = running.get() == 0;
                    List<@Nullable Object> next =
                            last ? queue.poll() : queue.poll(POLL_MILLIS / 10, TimeUnit.MILLISECONDS);
                    if (next != null) {
                        batch = next;
                        position = 0;
                        return true;
                    }
                    if (last && failure.get() == null) {
                        return false;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                state.cancel();
                state.check();
                return false;
            }
        }

        @Override
        public void reset() {
            throw new UnsupportedOperationException("rows of a source are read once");
        }

        @Override
        public void close() {
            closed = true;
            queue.clear();
        }
    }

    @SuppressWarnings("NullAway")
    private static Object unchecked(@Nullable Object value) {
        return value;
    }
}
