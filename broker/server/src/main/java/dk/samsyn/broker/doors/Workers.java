package dk.samsyn.broker.doors;

import dk.samsyn.broker.config.BrokerConfig;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for work that blocks. Requests and queries have threads of their own, so that metadata, fetches and cancels are
 * answered while every query thread waits for a source. Stacks are large: parser and planner recurse over the statement.
 */
public final class Workers implements AutoCloseable {
    private static final long STACK_BYTES = 64L << 20;
    private static final int REQUESTS_PER_QUERY = 4;

    private final ThreadPoolExecutor requests;
    private final ThreadPoolExecutor queries;
    private final ScheduledThreadPoolExecutor timer;

    /** Threads for as many queries as the limits allow. */
    public Workers(BrokerConfig.Limits limits) {
        this.requests = pool("samsyn-request", limits.queriesAtOnce() * REQUESTS_PER_QUERY);
        this.queries = pool("samsyn-query", limits.queriesAtOnce());
        this.timer = new ScheduledThreadPoolExecutor(1, named("samsyn-timer"));
        this.timer.setRemoveOnCancelPolicy(true);
    }

    /** For requests: authentication, metadata, frames, cancels. */
    public Executor requests() {
        return requests;
    }

    /** For queries: starting them and pulling rows from them. */
    public Executor queries() {
        return queries;
    }

    /** Runs {@code task} on a request thread after a while. */
    ScheduledFuture<?> later(Duration delay, Runnable task) {
        return timer.schedule(() -> requests.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs {@code task} on a request thread again and again, until the result is cancelled. */
    public ScheduledFuture<?> every(Duration period, Runnable task) {
        return timer.scheduleWithFixedDelay(
                () -> requests.execute(task), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        queries.shutdownNow();
        requests.shutdownNow();
    }

    private static ThreadPoolExecutor pool(String name, int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        // The queue has no bound, so a task is refused only after close(), when nobody waits for it.
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(null, task, name + "-" + number.incrementAndGet(), STACK_BYTES);
            thread.setDaemon(true);
            return thread;
        };
    }
}
