package dk.samsyn.broker.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.Session;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Queries that run now, and what the last one of each connection had to say. Thread-safe. */
final class RunningQueries {
    private static final int REMEMBERED = 10_000;

    private final Map<String, Running> byId = new ConcurrentHashMap<>();
    private final Cache<String, QueryState> last =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /** One running query. */
    record Running(String id, Session session, String sql, Instant started, QueryState state) {}

    /**
     * A query starts.
     *
     * @param remembered whether its notices are the connection's last: not if it only reads the broker's own tables
     */
    void start(Running query, boolean remembered) {
        byId.put(query.id(), query);
        if (remembered) {
            last.put(connection(query.session()), query.state());
        }
    }

    void end(String id) {
        byId.remove(id);
    }

    /** A running query of the same user. */
    Optional<Running> find(Session session, String id) {
        return Optional.ofNullable(byId.get(id)).filter(query -> sameUser(query, session));
    }

    /** Running queries of the same user, oldest first. */
    List<Running> of(Session session) {
        return byId.values().stream()
                .filter(query -> sameUser(query, session))
                .sorted(java.util.Comparator.comparing(Running::started).thenComparing(Running::id))
                .toList();
    }

    /** A statement of the connection failed before it ran; what was said of the one before is over. */
    void forget(Session session) {
        last.invalidate(connection(session));
    }

    /** Notices of the last statement of the session's connection. */
    List<Notice> lastNotices(Session session) {
        QueryState state = last.getIfPresent(connection(session));
        return state == null ? List.of() : state.notices();
    }

    /** A request without a connection belongs to the user's others for the same purpose. */
    private static String connection(Session session) {
        return session.connection().isEmpty()
                ? session.principal().name() + "|" + session.purpose().label()
                : "connection|" + session.connection();
    }

    private static boolean sameUser(Running query, Session session) {
        return query.session().principal().name().equals(session.principal().name());
    }
}
