package dk.samsyn.adapter.soap;

import dk.samsyn.spi.SourceId;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As many threads as a service takes calls at once, shared by all queries; that bound is the pool. Queries take turns because
 * none submits more than this many calls ahead.
 */
public final class ServicePool implements Executor, AutoCloseable {
    private static final long IDLE_SECONDS = 30;

    private final ExecutorService threads;

    /** Makes a pool whose threads are named after the source and end when idle. */
    public ServicePool(SourceId source, int callsAtOnce) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                callsAtOnce, callsAtOnce, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, source + "-call-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
