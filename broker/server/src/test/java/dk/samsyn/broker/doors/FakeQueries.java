package dk.samsyn.broker.doors;

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
import java.math.BigDecimal;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that understands a few words instead of SQL, so that the doors can be tried alone: {@code rows N} gives N rows,
 * {@code types} one row of every type, {@code echo} its parameters, {@code slow} a row every 200 ms for ever, {@code stuck} never
 * a row, {@code break N} fails after N rows, {@code wrong} a syntax error, {@code bug} an unexpected exception, {@code deep} a
 * stack overflow, {@code who} the session.
 */
public final class FakeQueries implements Queries {
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, FakeAnswer> open = new ConcurrentHashMap<>();
    /** Statements run, in order. */
    public final List<QueryRequest> requests = new CopyOnWriteArrayList<>();
    /** Sessions they were run for. */
    public final List<Session> sessions = new CopyOnWriteArrayList<>();
    /** Ids of answers that were closed. */
    public final List<String> closed = new CopyOnWriteArrayList<>();
    /** Ids of answers that were cancelled. */
    public final List<String> cancelled = new CopyOnWriteArrayList<>();
    /** Rows pulled from all answers. */
    public final AtomicInteger pulled = new AtomicInteger();

    private static ResultColumn column(String name, int type, String typeName) {
        return new ResultColumn(
                name, type, typeName, type == Types.VARCHAR ? 24 : 0, type == Types.DECIMAL ? 4 : 0, true);
    }

    @Override
    public Prepared prepare(Session session, String sql) {
        String word = sql.split(" ", -1)[0];
        switch (word) {
            case "wrong" ->
                throw new QueryException(
                        ErrorCode.SYNTAX, "encountered \"wrong\"", 1, 8, new IllegalStateException("secret value"));
            case "bug" -> throw new IllegalStateException("secret value of a source");
            case "deep" -> throw new StackOverflowError();
            case "denied" -> throw new QueryException(ErrorCode.UNKNOWN_TABLE, "there is no table \"hemmelig\"");
            default -> {
                // Everything else is right.
            }
        }
        List<ResultColumn> parameters = word.equals("echo")
                ? List.of(
                        column("?0", Types.VARCHAR, "VARCHAR"),
                        column("?1", Types.INTEGER, "INTEGER"),
                        column("?2", Types.DECIMAL, "DECIMAL"),
                        column("?3", Types.DATE, "DATE"),
                        column("?4", Types.TIMESTAMP, "TIMESTAMP"),
                        column("?5", Types.BOOLEAN, "BOOLEAN"))
                : List.of();
        return new Prepared(columns(word), parameters);
    }

    private static List<ResultColumn> columns(String word) {
        return switch (word) {
            case "types", "echo", "varied" ->
                List.of(
                        column("tekst", Types.VARCHAR, "VARCHAR"),
                        column("heltal", Types.INTEGER, "INTEGER"),
                        column("tal", Types.DECIMAL, "DECIMAL"),
                        column("dato", Types.DATE, "DATE"),
                        column("tid", Types.TIMESTAMP, "TIMESTAMP"),
                        column("ja", Types.BOOLEAN, "BOOLEAN"),
                        column("stort", Types.BIGINT, "BIGINT"),
                        column("flydende", Types.DOUBLE, "DOUBLE"),
                        column("klokken", Types.TIME, "TIME"),
                        column("intet", Types.VARCHAR, "VARCHAR"),
                        column("flere", Types.ARRAY, "VARCHAR ARRAY"));
            case "who" ->
                List.of(column("bruger", Types.VARCHAR, "VARCHAR"), column("formaal", Types.VARCHAR, "VARCHAR"));
            default -> List.of(column("nr", Types.INTEGER, "INTEGER"), column("navn", Types.VARCHAR, "VARCHAR"));
        };
    }

    @Override
    public QueryAnswer run(Session session, QueryRequest request) {
        requests.add(request);
        sessions.add(session);
        prepare(session, request.sql());
        FakeAnswer answer = new FakeAnswer("q" + numbers.incrementAndGet(), session, request);
        open.put(answer.queryId(), answer);
        return answer;
    }

    @Override
    public boolean cancel(Session session, String queryId) {
        FakeAnswer answer = open.get(queryId);
        if (answer == null
                || !answer.session.principal().name().equals(session.principal().name())) {
            return false;
        }
        cancelled.add(queryId);
        answer.stop();
        return true;
    }

    @Override
    public Catalogue catalogue(Session session) {
        return new Catalogue(List.of(
                new Catalogue.Table(
                        "samsyn",
                        "notices",
                        "VIEW",
                        "Meddelelser om den seneste forespørgsel",
                        List.of(column("code", Types.VARCHAR, "VARCHAR"), column("text", Types.VARCHAR, "VARCHAR")),
                        List.of(),
                        List.of()),
                new Catalogue.Table(
                        "sundhed",
                        "borger",
                        "TABLE",
                        "Borgere",
                        List.of(
                                new ResultColumn("pid", Types.CHAR, "CHAR", 24, 0, false),
                                column("foedselsdato", Types.DATE, "DATE")),
                        List.of("pid"),
                        List.of()),
                new Catalogue.Table(
                        "sundhed",
                        "diagnose",
                        "TABLE",
                        "Diagnoser",
                        List.of(
                                new ResultColumn("pid", Types.CHAR, "CHAR", 24, 0, false),
                                column("kode", Types.VARCHAR, "VARCHAR"),
                                new ResultColumn("vaegt", Types.DECIMAL, "DECIMAL", 9, 2, true)),
                        List.of(),
                        List.of(new Catalogue.ForeignKey("pid", "borger", "pid")))));
    }

    private final class FakeAnswer implements QueryAnswer {
        private final String id;
        private final Session session;
        private final String[] words;
        private final QueryRequest request;
        private final CountDownLatch stop = new CountDownLatch(1);
        private int row;

        FakeAnswer(String id, Session session, QueryRequest request) {
            this.id = id;
            this.session = session;
            this.request = request;
            this.words = request.sql().split(" ", -1);
        }

        void stop() {
            stop.countDown();
        }

        @Override
        public String queryId() {
            return id;
        }

        @Override
        public List<ResultColumn> columns() {
            return FakeQueries.columns(words[0]);
        }

        @Override
        public boolean next() {
            check();
            if (request.maxRows().isPresent() && row >= request.maxRows().getAsLong()) {
                return false;
            }
            pulled.incrementAndGet();
            row++;
            switch (words[0]) {
                case "rows", "notices", "varied" -> {
                    return row <= Integer.parseInt(words[1]);
                }
                case "slow" -> {
                    pause(200);
                    return true;
                }
                case "stuck" -> {
                    pause(60_000);
                    return false;
                }
                case "break" -> {
                    if (row > Integer.parseInt(words[1])) {
                        throw new QueryException(ErrorCode.SOURCE_UNAVAILABLE, "source labka: is down");
                    }
                    return true;
                }
                default -> {
                    return row <= 1;
                }
            }
        }

        private void pause(long millis) {
            try {
                boolean stopped = stop.await(millis, TimeUnit.MILLISECONDS);
                assert !stopped || stop.getCount() == 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            check();
        }

        private void check() {
            if (stop.getCount() == 0) {
                throw new QueryException(ErrorCode.QUERY_CANCELLED, "the query was cancelled");
            }
        }

        @Override
        public @Nullable Object[] row() {
            return switch (words[0]) {
                case "types" ->
                    new @Nullable Object[] {
                        "æ\"ø,å",
                        42,
                        new BigDecimal("1234567890.1230"),
                        LocalDate.of(2026, 2, 28),
                        LocalDateTime.of(2026, 3, 29, 2, 30),
                        true,
                        9_007_199_254_740_993L,
                        0.1,
                        LocalTime.of(8, 5),
                        null,
                        List.of("a", "b")
                    };
                case "echo" -> {
                    List<@Nullable Object> values = new ArrayList<>(request.parameters());
                    while (values.size() < 11) {
                        values.add(null);
                    }
                    yield values.toArray();
                }
                case "varied" -> varied(row, words.length > 2);
                case "who" ->
                    new Object[] {session.principal().name(), session.purpose().label()};
                default -> new Object[] {row, "navn " + row};
            };
        }

        /** Values of every type, a tenth of them null; odd ones are not of their column's type now and then. */
        private static @Nullable Object[] varied(int row, boolean odd) {
            Random random = new Random(row);
            LocalDate changed = LocalDate.of(2026, random.nextBoolean() ? 3 : 10, random.nextBoolean() ? 29 : 25);
            LocalDate anyDay = LocalDate.of(1850, 1, 1).plusDays(random.nextInt(80_000));
            @Nullable
            Object[] values = {
                "navn " + random.nextInt(1000) + " æ€😀",
                odd && random.nextInt(50) == 0 ? "odd" : (Object) random.nextInt(),
                BigDecimal.valueOf(random.nextLong(), 4),
                anyDay,
                (random.nextBoolean() ? changed : anyDay).atTime(random.nextInt(24), random.nextInt(60)),
                random.nextBoolean(),
                random.nextLong() >> random.nextInt(64),
                random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian(),
                LocalTime.of(random.nextInt(24), random.nextInt(60), random.nextInt(60)),
                "få " + random.nextInt(100),
                List.of("a", random.nextInt(3))
            };
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(10) == 0 ? null : values[i];
            }
            return values;
        }

        @Override
        public ReleaseMode mode() {
            return ReleaseMode.IDENTIFIED;
        }

        @Override
        public List<Notice> notices() {
            return words[0].equals("notices") ? List.of(new Notice("SAM-N01", "Rækker er udeladt")) : List.of();
        }

        @Override
        public List<SourceUse> sources() {
            return List.of(
                    new SourceUse("epj", "ok", Optional.of("2026-11-23T00:00:00"), Optional.of(1L), Optional.of(2L)));
        }

        @Override
        public List<PolicyRef> policies() {
            return List.of(new PolicyRef("laege-egne-patienter", 7, "…"));
        }

        @Override
        public void close() {
            if (open.remove(id) != null) {
                closed.add(id);
            }
            stop();
        }
    }
}
