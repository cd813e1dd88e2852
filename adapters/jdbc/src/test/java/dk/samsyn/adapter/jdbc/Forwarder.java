package dk.samsyn.adapter.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire to a database that can be cut and mended. */
final class Forwarder implements AutoCloseable {
    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket server;
    private volatile Thread accepting;

    /** A loopback address of its own: no other program's outgoing connection can take the port while the wire is cut. */
    static final String HOST = "127.0.0.2";

    Forwarder(int target) {
        this.target = target;
        this.server = listen(0);
        this.port = server.getLocalPort();
        this.accepting = accepting(server);
    }

    int port() {
        return port;
    }

    /** Ends every connection and refuses new ones. */
    void cut() {
        close();
    }

    /** Takes connections again, if the wire is cut. */
    void mend() {
        if (server.isClosed()) {
            server = listen(port);
            accepting = accepting(server);
        }
    }

    /** Connections that are open now. */
    int connections() {
        return sockets.size() / 2;
    }

    @Override
    public void close() {
        quietly(server);
        ended(accepting);
        sockets.forEach(Forwarder::quietly);
        sockets.clear();
    }

    /** The port is free when nobody waits in accept any more, which on a busy machine is some time after the socket was closed. */
    private static void ended(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Thread accepting(ServerSocket listening) {
        return thread(() -> accept(listening));
    }

    private static ServerSocket listen(int wanted) {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(HOST, wanted));
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (listening.isClosed()) {
                    // An accept that was under way when the wire was cut still gets its connection.
                    quietly(client);
                    return;
                }
                Socket source = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(client);
                sockets.add(source);
                thread(() -> copy(client, source));
                thread(() -> copy(source, client));
            } catch (IOException e) {
                quietly(listening);
            }
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] buffer = new byte[16_384];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            quietly(from);
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "forwarder");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void quietly(AutoCloseable closed) {
        try {
            closed.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
