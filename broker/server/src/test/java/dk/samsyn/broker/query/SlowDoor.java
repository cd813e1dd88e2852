package dk.samsyn.broker.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a database and lets every SELECT wait; all else passes at once, so that it is slow and not broken. */
final class SlowDoor implements AutoCloseable {
    private final ServerSocket door;
    private final URI database;
    private final Duration wait;
    private final AtomicInteger waited = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final ExecutorService pumps = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "slow door");
        thread.setDaemon(true);
        return thread;
    });

    /** A door before the database of a JDBC URL, {@code jdbc:postgresql://HOST:PORT/…}. */
    SlowDoor(String url, Duration wait) {
        this.database = URI.create(url.substring("jdbc:".length()));
        this.wait = wait;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pumps.execute(this::accept);
    }

    /** The same URL through this door. */
    String url() {
        return "jdbc:" + database.toString().replace(database.getAuthority(), "127.0.0.1:" + door.getLocalPort());
    }

    /** How many messages with a SELECT came through. */
    int waited() {
        return waited.get();
    }

    /** Lets what an abandoned query has sent pass, so that it is not counted as the next one's. */
    void settle() throws InterruptedException {
        while (waiting.get() > 0) {
            Thread.sleep(20);
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket server = new Socket(database.getHost(), database.getPort());
                pumps.execute(() -> pump(client, server, true));
                pumps.execute(() -> pump(server, client, false));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to, boolean slow) {
        byte[] buffer = new byte[1 << 16];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (slow && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains("SELECT")) {
                    waited.incrementAndGet();
                    waiting.incrementAndGet();
                    try {
                        Thread.sleep(wait.toMillis());
                    } finally {
                        waiting.decrementAndGet();
                    }
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // One side hung up: both ends are closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        pumps.shutdownNow();
    }
}
