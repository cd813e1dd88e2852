package dk.samsyn.driver;

import java.sql.SQLException;
import java.sql.SQLWarning;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/** A statement that can be cancelled, timed out and asked for warnings. */
final class SamsynStatement extends AvaticaStatement implements Cancellable {
    private final StatementWork work;

    SamsynStatement(
            SamsynConnection connection, Meta.StatementHandle handle, int type, int concurrency, int holdability)
            throws SQLException {
        super(connection, handle, type, concurrency, holdability);
        this.work = new StatementWork(connection, this);
        super.setFetchSize(StatementWork.FETCH_SIZE);
    }

    @Override
    public StatementWork work() {
        return work;
    }

    @Override
    protected void executeInternal(String sql) throws SQLException {
        work.run(() -> {
            super.executeInternal(sql);
            return true;
        });
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        super.setFetchSize(rows == 0 ? StatementWork.FETCH_SIZE : rows);
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        checkOpen();
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        checkOpen();
        work.timeout(seconds);
    }

    @Override
    public int getQueryTimeout() throws SQLException {
        checkOpen();
        return work.timeout();
    }

    /** Not synchronized, for the thread that executes holds the lock. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void cancel() throws SQLException {
        checkOpen();
        work.cancel();
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void close() throws SQLException {
        if (work.running()) {
            work.giveUp();
        }
        super.close();
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        checkOpen();
        return work.warnings();
    }

    @Override
    public void clearWarnings() throws SQLException {
        checkOpen();
        work.clearWarnings();
    }
}
