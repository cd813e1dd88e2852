package dk.samsyn.region;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A PostgreSQL of its own for one source: binaries unpacked when first needed, data in the region's folder, any free port,
 * trust on the loopback. Durability is off: the data can be made again.
 */
public final class PostgresServer implements AutoCloseable {
    /** The user that the broker comes as; may read only. */
    public static final String READER = "samsyn_laeser";

    /** Password of the reader; the server trusts the loopback and does not look at it. */
    public static final String PASSWORD = "samsyn";

    private static final Duration END_WAIT = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(20);

    private final EmbeddedPostgres server;
    private final Path filledMark;
    private final boolean kept;
    private final boolean filled;

    private PostgresServer(EmbeddedPostgres server, Path filledMark, boolean kept) {
        this.server = server;
        this.filledMark = filledMark;
        this.kept = kept;
        this.filled = Files.exists(filledMark);
    }

    /**
     * Starts a server in {@code folder}.
     *
     * @param kept whether the data outlive the server
     */
    public static PostgresServer start(Path folder, boolean kept) {
        Path mark = folder.resolve("fyldt");
        boolean reuse = kept && Files.exists(mark);
        try {
            if (!reuse) {
                // What an interrupted run left behind.
                Folders.delete(folder);
            }
            Files.createDirectories(folder);
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(folder.resolve("pg"))
                    .setCleanDataDirectory(false)
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("encoding", "UTF-8")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("work_mem", "64MB")
                    .setServerConfig("maintenance_work_mem", "256MB")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("wal_level", "minimal")
                    .setServerConfig("max_wal_senders", "0")
                    .setServerConfig("max_wal_size", "4GB")
                    .setServerConfig("autovacuum", "off")
                    .setServerConfig("jit", "off")
                    .setServerConfig("timezone", "Europe/Copenhagen")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
            return new PostgresServer(server, mark, kept);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the embedded PostgreSQL does not start: it needs Linux x86-64, room in the temporary folder, a data"
                            + " folder that no other region uses (one that is stopping needs a moment) and, as root,"
                            + " user namespaces",
                    e);
        }
    }

    /** Whether the server holds the data of an earlier run. */
    public boolean filled() {
        return filled;
    }

    /** A connection as the owner; the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
    }

    /** Runs statements as the owner, each in its own transaction. */
    public void run(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a source of the region cannot be set up", e);
        }
    }

    /** Makes a table; data that nobody keeps need no log, kept ones have to survive a crash. */
    public void createTable(String name, String columns) {
        run("CREATE " + (kept ? "" : "UNLOGGED ") + "TABLE " + name + " (" + columns + ")");
    }

    /** Lets the reader in to {@code schemas} and marks the data as complete. */
    public void filled(String... schemas) {
        run("DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '" + READER + "') THEN CREATE ROLE "
                + READER + " LOGIN; END IF; END $$");
        for (String schema : schemas) {
            run(
                    "GRANT USAGE ON SCHEMA " + schema + " TO " + READER,
                    "GRANT SELECT ON ALL TABLES IN SCHEMA " + schema + " TO " + READER);
        }
        try {
            Files.writeString(filledMark, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the broker connects. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL did not stop", e);
        }
        awaitEnd();
    }

    /** Its own shutdown hook may be stopping it: closing it then returns at once, while it still writes to its folder. */
    private void awaitEnd() {
        long deadline = System.nanoTime() + END_WAIT.toNanos();
        try {
            while (Files.exists(filledMark.resolveSibling("pg").resolve("postmaster.pid"))
                    && System.nanoTime() < deadline) {
                Thread.sleep(POLL.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
