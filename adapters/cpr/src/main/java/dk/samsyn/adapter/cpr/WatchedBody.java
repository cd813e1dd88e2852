package dk.samsyn.adapter.cpr;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The body of an answer under watch: closed when it takes too long altogether or brings nothing for a while. The client's own
 * timeout ends with the headers, and a read from a silent service waits for ever.
 */
final class WatchedBody extends FilterInputStream {
    private final long endNanos;
    private final Duration silence;
    private final AtomicLong bytesRead = new AtomicLong();
    private volatile boolean stopped;
    private volatile boolean done;

    private WatchedBody(InputStream body, Duration limit, Duration silence) {
        super(body);
        this.endNanos = System.nanoTime() + limit.toNanos();
        this.silence = silence;
    }

    /**
     * Watches {@code body}.
     *
     * @param limit longest time for all of it
     * @param silence longest time without a byte
     */
    static WatchedBody of(InputStream body, Duration limit, Duration silence) {
        WatchedBody watched = new WatchedBody(body, limit, silence);
        watched.watch(-1);
        return watched;
    }

    /** Whether the watch, or a cancel, closed the body before its reader did: what was read is not the whole. */
    boolean stopped() {
        return stopped;
    }

    /** Closes the body early. */
    void stop() {
        if (!done) {
            stopped = true;
            try {
                super.close();
            } catch (IOException e) {
                // Closing is all that can be done to a stream that fails to close.
                return;
            }
        }
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        bytesRead.incrementAndGet();
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        bytesRead.addAndGet(Math.max(0, read));
        return read;
    }

    @Override
    public void close() throws IOException {
        done = true;
        super.close();
    }

    private void watch(long before) {
        long left = endNanos - System.nanoTime();
        if (done) {
            return;
        }
        if (left <= 0 || bytesRead.get() == before) {
            stop();
            return;
        }
        long now = bytesRead.get();
        CompletableFuture.delayedExecutor(Math.max(1, Math.min(left, silence.toNanos())), TimeUnit.NANOSECONDS)
                .execute(() -> watch(now));
    }
}
