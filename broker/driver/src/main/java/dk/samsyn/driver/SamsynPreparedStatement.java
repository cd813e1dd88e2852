package dk.samsyn.driver;

import java.io.InputStream;
import java.io.Reader;
import java.sql.NClob;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLType;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.apache.calcite.avatica.AvaticaPreparedStatement;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/** A prepared statement that can be cancelled, timed out and asked for warnings, and takes {@code java.time} values. */
final class SamsynPreparedStatement extends AvaticaPreparedStatement implements Cancellable {
    private final StatementWork work;

    SamsynPreparedStatement(
            SamsynConnection connection,
            Meta.StatementHandle handle,
            Meta.Signature signature,
            int type,
            int concurrency,
            int holdability)
            throws SQLException {
        super(connection, handle, signature, type, concurrency, holdability);
        this.work = new StatementWork(connection, this);
        super.setFetchSize(StatementWork.FETCH_SIZE);
    }

    @Override
    public StatementWork work() {
        return work;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        return work.run(super::executeQuery);
    }

    @Override
    public boolean execute() throws SQLException {
        return work.run(super::execute);
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return work.run(super::executeLargeUpdate);
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        return work.run(super::executeLargeBatch);
    }

    @Override
    public void setObject(int parameterIndex, @Nullable Object x) throws SQLException {
        if (x == null) {
            setNull(parameterIndex, Types.NULL);
        } else if (x instanceof LocalDate || x instanceof LocalDateTime) {
            setString(parameterIndex, iso(x));
        } else {
            super.setObject(parameterIndex, x);
        }
    }

    @Override
    public void setObject(int parameterIndex, @Nullable Object x, int targetSqlType) throws SQLException {
        if (x == null || x instanceof LocalDate || x instanceof LocalDateTime) {
            setObject(parameterIndex, x);
        } else {
            super.setObject(parameterIndex, x, targetSqlType);
        }
    }

    @Override
    public void setObject(int parameterIndex, @Nullable Object x, SQLType targetSqlType) throws SQLException {
        setObject(parameterIndex, x, targetSqlType.getVendorTypeNumber());
    }

    /** As text, which the broker reads as the parameter's type: a java.sql.Timestamp cannot hold every wall-clock time. */
    private static String iso(Object value) {
        return value instanceof LocalDateTime time
                ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time)
                : value.toString();
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

    @Override
    public void setNString(int parameterIndex, String value) throws SQLException {
        setString(parameterIndex, value);
    }

    @Override
    public void setRowId(int parameterIndex, RowId x) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setNCharacterStream(int parameterIndex, Reader value, long length) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setNCharacterStream(int parameterIndex, Reader value) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setNClob(int parameterIndex, NClob value) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setNClob(int parameterIndex, Reader reader, long length) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setNClob(int parameterIndex, Reader reader) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setClob(int parameterIndex, Reader reader, long length) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setClob(int parameterIndex, Reader reader) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setBlob(int parameterIndex, InputStream inputStream, long length) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setBlob(int parameterIndex, InputStream inputStream) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setSQLXML(int parameterIndex, SQLXML xmlObject) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setAsciiStream(int parameterIndex, InputStream x, long length) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setAsciiStream(int parameterIndex, InputStream x) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setBinaryStream(int parameterIndex, InputStream x, long length) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setBinaryStream(int parameterIndex, InputStream x) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setCharacterStream(int parameterIndex, Reader reader, long length) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setCharacterStream(int parameterIndex, Reader reader) throws SQLException {
        throw unsupported();
    }

    private static SQLFeatureNotSupportedException unsupported() {
        return new SQLFeatureNotSupportedException("no parameter has that type");
    }
}
