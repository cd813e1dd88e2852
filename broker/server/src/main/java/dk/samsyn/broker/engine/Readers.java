package dk.samsyn.broker.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that read inputs of plans side by side, as many as are asked for; a thread ends a minute after its last use. Sources
 * limit how many of their calls run at the same time, so these need no limit of their own.
 */
public final class Readers implements Executor, AutoCloseable {
    private static final long STACK_BYTES = 8L << 20;

    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(null, task, "samsyn-reader-" + number.incrementAndGet(), STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Interrupts what still runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
