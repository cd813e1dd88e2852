package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.SourceId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads of one source: a clock for deadlines and pools, and workers for partitions, cancels and closing. */
final class Threads implements AutoCloseable {
    private final ScheduledThreadPoolExecutor clock;
    private final ExecutorService workers;

    Threads(SourceId source) {
        clock = new ScheduledThreadPoolExecutor(1, daemon(source + "-clock"));
        clock.setRemoveOnCancelPolicy(true);
        workers = Executors.newCachedThreadPool(daemon(source + "-worker"));
    }

    ScheduledThreadPoolExecutor clock() {
        return clock;
    }

    /** Runs work that may block; false, and nothing is run, if the source is closed, which stops everything anyway. */
    boolean run(Runnable work) {
        try {
            workers.execute(work);
            return true;
        } catch (RejectedExecutionException e) {
            if (!workers.isShutdown()) {
                throw e;
            }
            return false;
        }
    }

    /** Runs work that may block after a while, unless the answer is cancelled first. */
    Future<?> after(Duration delay, Runnable work) {
        try {
            return clock.schedule(() -> run(work), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            if (!clock.isShutdown()) {
                throw e;
            }
            return CompletableFuture.completedFuture(null);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdownNow();
    }

    private static ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
