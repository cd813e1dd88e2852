package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.doors.Failures;
import dk.samsyn.broker.doors.OpenQueries;
import dk.samsyn.broker.doors.OpenQuery;
import dk.samsyn.broker.query.Catalogue;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.query.QueryRequest;
import dk.samsyn.broker.query.ResultColumn;
import dk.samsyn.spi.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How pages ask: the same open queries as the other doors, so that limits, cancel and audit are the same, too. A page's answer is
 * small; what is larger than {@code most} rows is a bug of the page.
 */
public final class Ask {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_ROWS = 20_000;

    private final Queries pipeline;
    private final OpenQueries queries;
    private final Optional<Waiting> waiting;

    public Ask(Queries pipeline, OpenQueries queries) {
        this(pipeline, queries, Optional.empty());
    }

    private Ask(Queries pipeline, OpenQueries queries, Optional<Waiting> waiting) {
        this.pipeline = pipeline;
        this.queries = queries;
        this.waiting = waiting;
    }

    /** Asks for this visit only: when its browser no longer waits, its questions are cancelled and none is asked after them. */
    public Ask during(Visit visit) {
        return new Ask(pipeline, queries, Optional.of(visit.waiting()));
    }

    /** Whether the session may see a column of the canonical schema, so that a page need not ask for what is refused. */
    public boolean sees(Session session, String table, String column) {
        return pipeline.catalogue(session).tables().stream()
                .filter(t -> t.name().equals(table) && t.schema().equals("sundhed"))
                .anyMatch(t -> t.columns().stream().anyMatch(c -> c.name().equals(column)));
    }

    /** What the session may see of the canonical schema: columns by table, derived views among them. */
    public Map<String, Set<String>> seen(Session session) {
        return pipeline.catalogue(session).tables().stream()
                .filter(t -> t.schema().equals("sundhed"))
                .collect(Collectors.toMap(
                        Catalogue.Table::name,
                        t -> t.columns().stream().map(ResultColumn::name).collect(Collectors.toSet())));
    }

    /** Asks and waits; throws if the query fails. */
    public List<Answer.Row> rows(Session session, String sql, @Nullable Object... parameters) {
        return begin(session, sql, parameters).get().orThrow();
    }

    /** Asks without waiting: several questions of a page run side by side. The answer never throws; it says what failed. */
    public Supplier<Answer> begin(Session session, String sql, @Nullable Object... parameters) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object value : parameters) {
            values.add(value);
        }
        QueryRequest request = new QueryRequest(sql, values, OptionalLong.empty(), Optional.of(PATIENCE));
        if (waiting.filter(Waiting::over).isPresent()) {
            QueryException left = new QueryException(ErrorCode.QUERY_CANCELLED, "nobody waits for the answer any more");
            return () -> Answer.failed(left);
        }
        OpenQuery query;
        try {
            query = queries.open("page-" + UUID.randomUUID(), session, request, 1000);
        } catch (QueryException e) {
            return () -> Answer.failed(e);
        }
        waiting.ifPresent(browser -> browser.on(query));
        return () -> read(query);
    }

    /**
     * Runs a statement that a user wrote. Waits for it.
     *
     * @param id the page's own name of the run, by which {@link #cancel} finds it
     * @param most rows that are wanted; no more than one beyond them is fetched
     */
    public Listing list(Session session, String id, String sql, int most) {
        QueryRequest request = new QueryRequest(sql, List.of(), OptionalLong.of(most + 1L), Optional.empty());
        OpenQuery query;
        try {
            query = queries.open(named(id), session, request, 1000);
        } catch (QueryException e) {
            return Listing.failed(e);
        }
        try {
            List<ResultColumn> columns = query.columns();
            List<@Nullable Object[]> rows = new ArrayList<>();
            boolean done = false;
            while (!done) {
                OpenQuery.Chunk chunk = query.take(1000, PATIENCE);
                rows.addAll(chunk.rows());
                done = chunk.done();
            }
            boolean more = rows.size() > most;
            return new Listing(columns, more ? rows.subList(0, most) : rows, more, query.telling(), Optional.empty());
        } catch (RuntimeException e) {
            return Listing.failed(Failures.shown(e));
        } finally {
            queries.forget(query);
        }
    }

    /** Cancels the user's own run of that name; one that has ended is left alone. */
    public void cancel(Session session, String id) {
        queries.find(session, named(id)).ifPresent(OpenQuery::cancel);
    }

    /** What the session may see: names and types for completion and for a list of tables. */
    public Catalogue catalogue(Session session) {
        return pipeline.catalogue(session);
    }

    private static String named(String id) {
        return "page-" + id;
    }

    private Answer read(OpenQuery query) {
        try {
            List<String> columns =
                    query.columns().stream().map(ResultColumn::name).toList();
            List<Answer.Row> rows = new ArrayList<>();
            boolean done = false;
            while (!done) {
                OpenQuery.Chunk chunk = query.take(1000, PATIENCE);
                chunk.rows().forEach(values -> rows.add(Answer.Row.of(columns, values)));
                done = chunk.done();
                if (rows.size() > MOST_ROWS) {
                    throw new IllegalStateException("a page asked for more than " + MOST_ROWS + " rows");
                }
            }
            OpenQuery.Telling telling = query.telling();
            return new Answer(
                    columns, rows, telling.notices(), telling.sources(), telling.policies(), Optional.empty());
        } catch (RuntimeException e) {
            return Answer.failed(Failures.shown(e));
        } finally {
            waiting.ifPresent(browser -> browser.done(query));
            queries.forget(query);
        }
    }
}
