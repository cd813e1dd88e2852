package dk.samsyn.adapter.jdbc;

import dk.samsyn.spi.SourceId;
import java.time.Duration;
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

    /** Runs work that may block; dropped if the source is closed, since closing it stops everything. */
    void run(Runnable work) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException e) {
            if (!workers.isShutdown()) {
                throw e;
            }
        }
    }

    /** Runs work that may block after a while, unless the answer is cancelled first. */
    Future<?> after(Duration delay, Runnable work) {
        return clock.schedule(() -> run(work), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
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
