package dk.samsyn.broker.portal;

import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.query.Catalogue;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.query.QueryAnswer;
import dk.samsyn.broker.query.QueryRequest;
import dk.samsyn.broker.query.ResultColumn;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pipeline that gives prepared answers to statements by a piece of their text, so that pages can be tried without sources. */
public final class CannedQueries implements Queries {
    private final Map<String, Function<QueryRequest, Canned>> answers = new LinkedHashMap<>();
    private final Map<String, List<String>> seen = new ConcurrentHashMap<>();
    private final Map<String, Canned> withReason = new LinkedHashMap<>();
    private final Map<String, Gap> partial = new LinkedHashMap<>();
    private final List<String> held = new CopyOnWriteArrayList<>();
    private final Map<String, CountDownLatch> open = new ConcurrentHashMap<>();
    private final Map<String, String> statements = new ConcurrentHashMap<>();
    /** The reason for break-glass that came with each statement, in order; empty for none. */
    public final List<String> reasons = new CopyOnWriteArrayList<>();
    /** Statements that were cancelled before they had ended. */
    public final List<String> cancelled = new CopyOnWriteArrayList<>();
    /** Statements asked, in order. */
    public final List<QueryRequest> asked = new CopyOnWriteArrayList<>();

    /** An answer: columns, rows, and the sources it comes from. */
    public record Canned(List<String> columns, List<@Nullable Object[]> rows, List<String> sources) {
        public static Canned of(String columns, @Nullable Object[]... rows) {
            return new Canned(List.of(columns.split(",\\s*", -1)), Arrays.asList(rows), List.of("epj", "labka"));
        }
    }

    /** What is left of an answer without a source. */
    private record Gap(String source, Canned others) {}

    /** Statements that hold {@code piece} get this answer; the first that fits counts, as prepared. */
    public CannedQueries on(String piece, Canned answer) {
        answers.putIfAbsent(piece, request -> answer);
        return this;
    }

    /** Statements that hold {@code piece} get the second answer if the session has a reason for break-glass. */
    public CannedQueries onReason(String piece, Canned without, Canned with) {
        withReason.put(piece, with);
        return on(piece, without);
    }

    /** Statements that hold {@code piece} fail, because that source does not answer. */
    public CannedQueries silent(String piece, String source) {
        answers.putIfAbsent(piece, request -> {
            SourceException silent = new SourceException(new SourceId(source), ErrorCode.SOURCE_UNAVAILABLE, "is down");
            throw new QueryException(silent.code(), String.valueOf(silent.getMessage()), silent);
        });
        return this;
    }

    /**
     * Of statements that hold {@code piece} that source does not answer: who takes partial answers gets the rows of the others, who
     * does not gets none.
     */
    public CannedQueries partly(String piece, String source, Canned others) {
        partial.put(piece, new Gap(source, others));
        return silent(piece, source);
    }

    /** Statements that hold {@code piece} are refused with that code and words. */
    public CannedQueries refuses(String piece, ErrorCode code, String words) {
        answers.putIfAbsent(piece, request -> {
            throw new QueryException(code, words);
        });
        return this;
    }

    /** Statements that hold {@code piece} begin, and have no row and no end until they are cancelled. */
    public CannedQueries holds(String piece) {
        held.add(piece);
        return on(piece, new Canned(List.of("antal"), List.of(), List.of()));
    }

    /** The catalogue has this column. */
    public CannedQueries sees(String table, String column) {
        seen.computeIfAbsent(table, t -> new CopyOnWriteArrayList<>()).add(column);
        return this;
    }

    /** Forgets every answer and statement. */
    public void reset() {
        answers.clear();
        seen.clear();
        asked.clear();
        withReason.clear();
        partial.clear();
        held.clear();
        cancelled.clear();
        reasons.clear();
    }

    @Override
    public Prepared prepare(Session session, String sql) {
        return new Prepared(List.of(), List.of());
    }

    @Override
    public QueryAnswer run(Session session, QueryRequest request) {
        asked.add(request);
        reasons.add(session.reason().orElse(""));
        Optional<Gap> gap = partial.entrySet().stream()
                .filter(e -> session.partial() && request.sql().contains(e.getKey()))
                .findFirst()
                .map(Map.Entry::getValue);
        Canned canned = withReason.entrySet().stream()
                .filter(e -> session.reason().isPresent() && request.sql().contains(e.getKey()))
                .findFirst()
                .map(Map.Entry::getValue)
                .or(() -> gap.map(Gap::others))
                .orElseGet(() -> prepared(request));
        String id = "q" + UUID.randomUUID();
        CountDownLatch end = new CountDownLatch(held.stream().anyMatch(request.sql()::contains) ? 1 : 0);
        open.put(id, end);
        statements.put(id, request.sql());
        return new CannedAnswer(id, canned, gap.map(Gap::source), end);
    }

    private Canned prepared(QueryRequest request) {
        return answers.entrySet().stream()
                .filter(e -> request.sql().contains(e.getKey()))
                .findFirst()
                .map(e -> e.getValue().apply(request))
                .orElseThrow(() -> new QueryException(ErrorCode.UNKNOWN_TABLE, "no answer is prepared"));
    }

    @Override
    public boolean cancel(Session session, String queryId) {
        CountDownLatch end = open.get(queryId);
        if (end == null || end.getCount() == 0) {
            return false;
        }
        cancelled.add(String.valueOf(statements.get(queryId)));
        end.countDown();
        return true;
    }

    @Override
    public Catalogue catalogue(Session session) {
        List<Catalogue.Table> tables = new ArrayList<>();
        seen.forEach((table, columns) -> tables.add(new Catalogue.Table(
                "sundhed",
                table,
                "TABLE",
                "",
                columns.stream().map(CannedQueries::column).toList(),
                List.of(),
                List.of())));
        return new Catalogue(tables);
    }

    private static ResultColumn column(String name) {
        return new ResultColumn(name, Types.VARCHAR, "VARCHAR", 0, 0, true);
    }

    private static final class CannedAnswer implements QueryAnswer {
        private final String id;
        private final Canned canned;
        private final Optional<String> failed;
        private final Iterator<@Nullable Object[]> rows;
        private final CountDownLatch end;
        private @Nullable Object @Nullable [] row;

        CannedAnswer(String id, Canned canned, Optional<String> failed, CountDownLatch end) {
            this.end = end;
            this.id = id;
            this.canned = canned;
            this.failed = failed;
            this.rows = canned.rows().iterator();
        }

        @Override
        public String queryId() {
            return id;
        }

        @Override
        public List<ResultColumn> columns() {
            return canned.columns().stream().map(CannedQueries::column).toList();
        }

        @Override
        public boolean next() {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            boolean more = rows.hasNext();
            row = more ? rows.next() : null;
            return more;
        }

        @Override
        public @Nullable Object[] row() {
            if (row == null) {
                throw new IllegalStateException("no row");
            }
            return row;
        }

        @Override
        public ReleaseMode mode() {
            return ReleaseMode.IDENTIFIED;
        }

        @Override
        public List<Notice> notices() {
            return failed.map(source -> new Notice("SAM-N03", "Kilden " + source + " svarede ikke."))
                    .map(List::of)
                    .orElseGet(List::of);
        }

        @Override
        public List<SourceUse> sources() {
            return Stream.concat(
                            canned.sources().stream()
                                    .filter(source ->
                                            failed.filter(source::equals).isEmpty())
                                    .map(source -> use(source, "ok")),
                            failed.stream().map(source -> use(source, "failed")))
                    .toList();
        }

        private static SourceUse use(String source, String status) {
            return new SourceUse(source, status, Optional.empty(), Optional.empty(), Optional.empty());
        }

        @Override
        public List<PolicyRef> policies() {
            return List.of();
        }

        @Override
        public void close() {
            row = null;
        }
    }
}
