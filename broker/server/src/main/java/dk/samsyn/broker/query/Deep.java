package dk.samsyn.broker.query;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs planning on a thread with a large stack: parser, validator and converter are recursive, and statements may nest. Threads
 * are kept for a minute: to start one costs as much as to find a plan that is known.
 */
final class Deep {
    private static final long STACK_BYTES = 64L << 20;
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final ExecutorService THREADS =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(null, task, "samsyn-plan-" + NUMBER.incrementAndGet(), STACK_BYTES);
                thread.setDaemon(true);
                return thread;
            });

    private Deep() {}

    static <T> T call(Callable<T> task) {
        Future<T> future = THREADS.submit(task);
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while planning", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException runtime) {
                throw runtime;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(cause);
        }
    }
}
