package dk.samsyn.broker.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Doors between the broker and real sources of the region: a closed one cuts every connection and takes no new one, as if the source
 * had stopped. {@code POST /SOURCE/luk} and {@code /SOURCE/op} close and open it.
 */
final class SourceDoors implements AutoCloseable {
    private static final Pattern ADDRESS = Pattern.compile("(\\w+://)([0-9.]+):([0-9]+)");

    private final ExecutorService work = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "source door");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Door> doors = new ConcurrentHashMap<>();
    private final Map<String, Set<Door>> bySource = new ConcurrentHashMap<>();
    private final HttpServer handle;

    SourceDoors() throws IOException {
        handle = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        handle.createContext("/", exchange -> {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            Set<Door> found = path.length == 3 ? bySource.getOrDefault(path[1], Set.of()) : Set.of();
            found.forEach(door -> door.open(path[2].equals("op")));
            exchange.sendResponseHeaders(found.isEmpty() ? 404 : 204, -1);
            exchange.close();
        });
        handle.start();
    }

    /** Where doors are closed and opened. */
    String address() {
        return "http://127.0.0.1:" + handle.getAddress().getPort();
    }

    /** The region's settings with doors before FMK, the laboratory and the hospital's record. */
    Map<String, String> before(Map<String, String> settings) {
        Map<String, String> through = new HashMap<>(settings);
        for (String source : List.of("fmk", "labka", "epj")) {
            through.computeIfPresent(
                    "SAMSYN_" + source.toUpperCase(Locale.ROOT) + "_URL", (name, url) -> through(source, url));
        }
        return through;
    }

    private String through(String source, String text) {
        return ADDRESS.matcher(text).replaceAll(found -> {
            URI address = URI.create("tcp://" + found.group(2) + ":" + found.group(3));
            // One server may keep several sources; each has doors of its own.
            Door door = doors.computeIfAbsent(source + " " + address, none -> new Door(address));
            bySource.computeIfAbsent(source, none -> ConcurrentHashMap.newKeySet())
                    .add(door);
            return Matcher.quoteReplacement(found.group(1) + "127.0.0.1:" + door.port());
        });
    }

    @Override
    public void close() {
        handle.stop(0);
        doors.values().forEach(Door::close);
        work.shutdownNow();
    }

    private final class Door {
        private final URI behind;
        private final ServerSocket socket;
        private final Set<Socket> passing = ConcurrentHashMap.newKeySet();
        private volatile boolean open = true;

        Door(URI behind) {
            this.behind = behind;
            try {
                this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            work.execute(this::accept);
        }

        int port() {
            return socket.getLocalPort();
        }

        void open(boolean wanted) {
            open = wanted;
            if (!wanted) {
                passing.forEach(Door::hangUp);
            }
        }

        void close() {
            open(false);
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void accept() {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    if (!open) {
                        client.close();
                        continue;
                    }
                    Socket source = new Socket(behind.getHost(), behind.getPort());
                    passing.add(client);
                    passing.add(source);
                    work.execute(() -> pump(client, source));
                    work.execute(() -> pump(source, client));
                } catch (IOException e) {
                    // Closed, or the source has gone: the next one who knocks finds out.
                }
            }
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[1 << 16];
            try (from;
                    to;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    out.write(buffer, 0, n);
                }
            } catch (IOException e) {
                // One side hung up: both ends are closed.
            } finally {
                passing.remove(from);
                passing.remove(to);
            }
        }

        private static void hangUp(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
