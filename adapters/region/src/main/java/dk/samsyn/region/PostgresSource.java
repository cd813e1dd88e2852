package dk.samsyn.region;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A live source that is a PostgreSQL database. */
public final class PostgresSource implements LiveSource {
    private final String id;
    private final PostgresServer server;
    private final Map<String, String> settings;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** Source {@code id} on {@code server}; its settings are called {@code SAMSYN_ID_URL}, {@code _USER}, {@code _PASSWORD}. */
    public PostgresSource(String id, PostgresServer server) {
        this.id = id;
        this.server = server;
        String prefix = "SAMSYN_" + id.toUpperCase(java.util.Locale.ROOT);
        this.settings = Map.of(
                prefix + "_URL", server.url(),
                prefix + "_USER", PostgresServer.READER,
                prefix + "_PASSWORD", PostgresServer.PASSWORD);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public long calls() {
        return 0;
    }

    @Override
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            server.close();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
