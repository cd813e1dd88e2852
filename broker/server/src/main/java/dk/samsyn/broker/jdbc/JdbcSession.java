package dk.samsyn.broker.jdbc;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.spi.ErrorCode;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.calcite.avatica.ConnectionPropertiesImpl;

/** A connection that a client has opened: its session, its statements, and when it was last heard of. */
final class JdbcSession {
    private static final int MAX_STATEMENTS = 500;

    private final String id;
    private final Clock clock;
    private final AtomicInteger statementIds = new AtomicInteger();
    private final Map<Integer, JdbcStatement> statements = new ConcurrentHashMap<>();
    private final ConnectionPropertiesImpl properties =
            new ConnectionPropertiesImpl(true, true, Connection.TRANSACTION_NONE, null, "sundhed");
    private volatile Session session;
    private volatile Instant lastUsed;

    JdbcSession(String id, Session session, Clock clock) {
        this.id = id;
        this.session = session;
        this.clock = clock;
        this.lastUsed = clock.instant();
    }

    String id() {
        return id;
    }

    Session session() {
        return session;
    }

    Instant lastUsed() {
        return lastUsed;
    }

    void touch() {
        lastUsed = clock.instant();
    }

    /** What the client calls itself from now on; a tool may say so only after it has connected. */
    void client(String name) {
        Session old = session;
        if (!old.client().equals(name)) {
            session = old.named(name);
        }
    }

    /** Takes over what the client has set and returns all that is set. */
    synchronized ConnectionPropertiesImpl merge(ConnectionPropertiesImpl changes) {
        properties.merge(changes);
        return new ConnectionPropertiesImpl(
                        properties.isAutoCommit(),
                        true,
                        properties.getTransactionIsolation(),
                        properties.getCatalog(),
                        properties.getSchema())
                .setDirty(false);
    }

    /** An id that no statement of this connection has. */
    int newId() {
        return statementIds.incrementAndGet();
    }

    JdbcStatement newStatement() {
        if (statements.size() >= MAX_STATEMENTS) {
            throw new QueryException(
                    ErrorCode.REQUEST_INVALID, "the connection has " + MAX_STATEMENTS + " statements open; close some");
        }
        JdbcStatement statement = new JdbcStatement(id, newId());
        statements.put(statement.id(), statement);
        return statement;
    }

    Optional<JdbcStatement> statement(int statementId) {
        return Optional.ofNullable(statements.get(statementId));
    }

    Optional<JdbcStatement> remove(int statementId) {
        return Optional.ofNullable(statements.remove(statementId));
    }

    /** Removes and returns every statement. */
    List<JdbcStatement> removeAll() {
        List<JdbcStatement> all = List.copyOf(statements.values());
        statements.clear();
        return all;
    }

    boolean busy() {
        return statements.values().stream().anyMatch(JdbcStatement::running);
    }
}
