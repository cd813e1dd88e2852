package dk.samsyn.broker.jdbc;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.doors.OpenQueries;
import dk.samsyn.broker.doors.Workers;
import dk.samsyn.spi.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.regex.Pattern;

/**
 * Connections that clients have opened. A client chooses its connection's id, a random UUID, which is from then on the secret that
 * proves the connection is its own; connections not heard of for a while are closed.
 */
public final class JdbcSessions implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{16,100}");
    private static final Duration ROUND = Duration.ofSeconds(15);

    private final OpenQueries queries;
    private final BrokerConfig.Limits limits;
    private final Clock clock;
    private final Map<String, JdbcSession> sessions = new ConcurrentHashMap<>();
    private final ScheduledFuture<?> reaper;

    /** An empty registry whose reaper runs on {@code workers}. */
    public JdbcSessions(OpenQueries queries, Workers workers, BrokerConfig.Limits limits, Clock clock) {
        this.queries = queries;
        this.limits = limits;
        this.clock = clock;
        this.reaper = workers.every(ROUND, this::closeIdle);
    }

    /** Opens a connection; one that the same user has opened under that id before is closed. */
    JdbcSession open(String id, Session session) {
        if (!ID.matcher(id).matches()) {
            throw new QueryException(ErrorCode.REQUEST_INVALID, "a connection id is a UUID");
        }
        if (sessions.size() >= limits.sessions()) {
            throw new QueryException(ErrorCode.SOURCE_BUSY, "the broker has no more connections; try again later");
        }
        JdbcSession fresh = new JdbcSession(id, session, clock);
        JdbcSession old = sessions.putIfAbsent(id, fresh);
        if (old == null) {
            return fresh;
        }
        if (!sameUser(old, session.principal().name()) || !sessions.replace(id, old, fresh)) {
            throw new QueryException(ErrorCode.NOT_ALLOWED, "the connection id is in use");
        }
        closeStatements(old);
        return fresh;
    }

    /**
     * The connection of that id.
     *
     * @param user name of the user that the request proved to be, or empty if it proved nothing
     * @throws Refusal if there is none, or it is another user's: these two look the same
     */
    JdbcSession get(String id, Optional<String> user) {
        JdbcSession session = sessions.get(id);
        if (session == null || user.filter(name -> !sameUser(session, name)).isPresent()) {
            throw Refusal.noConnection();
        }
        session.touch();
        return session;
    }

    /** Closes a connection and cancels what it runs. */
    void close(JdbcSession session) {
        sessions.remove(session.id(), session);
        closeStatements(session);
    }

    /** Closes a statement and cancels what it runs. */
    void close(JdbcStatement statement) {
        queries.forget(statement.replace(null));
    }

    /** Closes connections that have not been heard of for the time allowed. */
    void closeIdle() {
        Instant oldest = clock.instant().minus(limits.sessionIdle());
        for (JdbcSession session : List.copyOf(sessions.values())) {
            if (session.lastUsed().isBefore(oldest) && !session.busy()) {
                close(session);
            }
        }
    }

    @Override
    public void close() {
        reaper.cancel(false);
        List.copyOf(sessions.values()).forEach(this::close);
    }

    private void closeStatements(JdbcSession session) {
        session.removeAll().forEach(this::close);
    }

    private static boolean sameUser(JdbcSession session, String user) {
        return session.session().principal().name().equals(user);
    }
}
