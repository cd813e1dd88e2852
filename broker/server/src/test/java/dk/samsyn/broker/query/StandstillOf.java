package dk.samsyn.broker.query;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A table of the laboratory that nobody can read while this is open: whoever asks for it waits, at the source. */
final class StandstillOf implements AutoCloseable {
    private final Connection owner;
    /** Not the owner's: what a transaction sees of the others' states is what it saw first. */
    private final Connection watcher;

    StandstillOf(Lille lille, String table) throws SQLException {
        String reader = String.valueOf(lille.region.settings().get("SAMSYN_LABKA_URL"));
        this.owner = DriverManager.getConnection(reader, "postgres", "");
        this.watcher = DriverManager.getConnection(reader, "postgres", "");
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
        }
    }

    /** Statements of the broker that stand waiting in the source now. */
    int waiting() throws SQLException {
        try (Statement statement = watcher.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE usename ="
                        + " 'samsyn_laeser' AND state = 'active' AND wait_event_type = 'Lock'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Waits until so many statements stand waiting; returns the milliseconds that it took, and fails if it is not to be. */
    long until(int statements) throws SQLException, InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < 30_000_000_000L) {
            if (waiting() == statements) {
                return (System.nanoTime() - start) / 1_000_000;
            }
            Thread.sleep(5);
        }
        throw new AssertionError("not " + statements + " statements wait in the source, but there are " + sessions());
    }

    private String sessions() throws SQLException {
        try (Statement statement = watcher.createStatement();
                ResultSet rows = statement.executeQuery("SELECT string_agg(concat_ws(' ', usename, state,"
                        + " wait_event_type, wait_event, left(query, 60)), '; ') FROM pg_stat_activity")) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    /** Whoever waits may read on. */
    void end() throws SQLException {
        owner.rollback();
    }

    @Override
    public void close() throws SQLException {
        try (owner;
                watcher) {
            end();
        }
    }
}
