package dk.samsyn.broker.doors;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.query.QueryRequest;
import dk.samsyn.spi.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Every query that is open, whatever door it came through: limits, cancel and counts are here, once. */
public final class OpenQueries {
    private final Queries pipeline;
    private final Workers workers;
    private final BrokerConfig.Limits limits;
    private final MeterRegistry meters;
    private final Map<String, OpenQuery> byId = new ConcurrentHashMap<>();
    private final Map<OpenQuery, Long> running = new ConcurrentHashMap<>();

    public OpenQueries(Queries pipeline, Workers workers, BrokerConfig.Limits limits, MeterRegistry meters) {
        this.pipeline = pipeline;
        this.workers = workers;
        this.limits = limits;
        this.meters = meters;
        meters.gaugeMapSize("samsyn.queries.open", List.of(), running);
    }

    /**
     * Starts a query and returns without waiting for it.
     *
     * @param id the door's own name for it, unique among open queries
     * @param fetchSize rows the client takes at once
     * @throws QueryException STATEMENT_TOO_LARGE or SOURCE_BUSY
     */
    public OpenQuery open(String id, Session session, QueryRequest request, int fetchSize) {
        checkSize(request.sql());
        OpenQuery query = new OpenQuery(id, session, request, pipeline, workers.queries(), 2 * fetchSize, this::ended);
        admit(query);
        byId.put(id, query);
        Duration timeout = request.timeout()
                .filter(own -> own.compareTo(limits.queryTimeout()) < 0 && !own.isZero() && !own.isNegative())
                .orElse(limits.queryTimeout());
        query.start(timeout, workers);
        return query;
    }

    /** An open query of the same user, by the door's name for it or by the pipeline's. */
    public Optional<OpenQuery> find(Session session, String id) {
        OpenQuery named = byId.get(id);
        return Optional.ofNullable(named)
                .or(() -> byId.values().stream()
                        .filter(query -> query.queryId().filter(id::equals).isPresent())
                        .findAny())
                .filter(query -> sameUser(query, session));
    }

    /** Queries of the same user that have not ended. */
    public List<OpenQuery> runningOf(Session session) {
        return running.keySet().stream()
                .filter(query -> sameUser(query, session))
                .toList();
    }

    /** Closes a query and forgets it. */
    public void forget(@Nullable OpenQuery query) {
        if (query != null) {
            query.close();
            byId.remove(query.id(), query);
        }
    }

    /** Refuses a statement that is too long to be parsed. */
    public void checkSize(String sql) {
        if (sql.length() > limits.statementBytes()
                || sql.getBytes(StandardCharsets.UTF_8).length > limits.statementBytes()) {
            throw new QueryException(
                    ErrorCode.STATEMENT_TOO_LARGE,
                    "the statement is longer than " + limits.statementBytes() + " bytes");
        }
    }

    /** Cancels everything, as the broker stops. */
    public void cancelAll() {
        List.copyOf(running.keySet()).forEach(OpenQuery::cancel);
    }

    private synchronized void admit(OpenQuery query) {
        String user = query.session().principal().name();
        long own = running.keySet().stream()
                .filter(other -> other.session().principal().name().equals(user))
                .count();
        if (own >= limits.queriesPerUser()) {
            throw new QueryException(
                    ErrorCode.SOURCE_BUSY, "the user has " + own + " queries open; close one and try again");
        }
        if (running.size() >= limits.queriesAtOnce() + limits.queriesWaiting()) {
            throw new QueryException(ErrorCode.SOURCE_BUSY, "the broker is busy; try again in a moment");
        }
        running.put(query, System.nanoTime());
    }

    private void ended(OpenQuery query) {
        Long started = running.remove(query);
        String outcome = query.failure().map(e -> e.errorCode().code()).orElse("ok");
        meters.counter("samsyn.queries", "outcome", outcome).increment();
        if (started != null) {
            meters.timer("samsyn.query.time").record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
        }
    }

    private static boolean sameUser(OpenQuery query, Session session) {
        return query.session().principal().name().equals(session.principal().name());
    }
}
