package dk.samsyn.broker.query;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.audit.GroupsReleased;
import dk.samsyn.broker.engine.Control;
import dk.samsyn.broker.engine.ExecutablePlan;
import dk.samsyn.broker.engine.KeySet;
import dk.samsyn.broker.engine.MemoryBudget;
import dk.samsyn.broker.release.ReleaseControl;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceScope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;

/**
 * One running query: its deadline, whether it was cancelled, its parameters, key sets and counters. The engine reaches it as
 * its {@link DataContext}.
 */
final class QueryState implements DataContext, RunningQuery, Control {
    final String queryId;
    final Session session;
    final PersonCipher cipher;
    final PersonIndex persons;
    final long callBound;
    private final PersonsShown shown;
    private final SourceHealth health;
    private final ReleaseControl release;
    private volatile @Nullable BreakGlassUse glass;
    private volatile @Nullable FollowUpUse followUp;
    private final Instant deadline;
    private final Clock clock;
    private final LocalDateTime now;
    private final JavaTypeFactory types;
    private final Map<String, Object> values;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final Set<Runnable> stops = ConcurrentHashMap.newKeySet();
    private final Queue<GroupsReleased> released = new ConcurrentLinkedQueue<>();
    private final Set<Notice> notices = ConcurrentHashMap.newKeySet();
    private final java.util.concurrent.atomic.AtomicLong reserved = new java.util.concurrent.atomic.AtomicLong();
    private final Map<Kept, Object> kept = new ConcurrentHashMap<>();
    private final Map<String, SourceCounter> counters = new ConcurrentHashMap<>();
    private final SourceUses uses;
    private final Set<Request> sent = requests();
    private final Set<Request> heard = requests();
    private final PlannedQuery plan;
    private final Set<Request> open;
    private final boolean releases;
    private final MemoryBudget memory;
    private final Executor readers;
    private final Map<Integer, Supplier<@Nullable KeySet>> keys = new ConcurrentHashMap<>();
    private final Map<Integer, ComingKeys> coming = new ConcurrentHashMap<>();

    QueryState(
            String queryId,
            Session session,
            Services services,
            Instant deadline,
            LocalDateTime now,
            JavaTypeFactory types,
            Map<String, Object> values,
            PlannedQuery plan,
            Executor readers) {
        this.memory = new MemoryBudget(services.queryMemory());
        this.readers = readers;
        this.queryId = queryId;
        this.session = session;
        this.cipher = services.ciphers().of(session);
        this.persons = services.persons();
        this.callBound = services.callBound(session);
        this.clock = services.clock();
        this.deadline = deadline;
        this.now = now;
        this.types = types;
        this.shown = new PersonsShown(plan::category);
        this.uses = new SourceUses(plan, session.partial());
        this.plan = plan;
        this.open = plan.countable().rows();
        this.health = services.own().health();
        this.release = services.release();
        this.releases = plan.releases();
        this.values = new ConcurrentHashMap<>(values);
        this.values.put(
                Variable.CURRENT_TIMESTAMP.camelName,
                now.toInstant(ZoneOffset.UTC).toEpochMilli());
        this.values.put(
                Variable.LOCAL_TIMESTAMP.camelName,
                now.toInstant(ZoneOffset.UTC).toEpochMilli());
        this.values.put(
                Variable.UTC_TIMESTAMP.camelName,
                now.atZone(DanishTime.ZONE).toInstant().toEpochMilli());
        this.values.put(Variable.TIME_ZONE.camelName, java.util.TimeZone.getTimeZone("UTC"));
        this.values.put(Variable.CANCEL_FLAG.camelName, cancelled);
    }

    /** Names what a source remembers while the query runs. */
    private record Kept(String source, Object key) {}

    /** Calls and rows of one source in this query, and the parts of it that were called. */
    static final class SourceCounter {
        final LongAdder calls = new LongAdder();
        final LongAdder rows = new LongAdder();
        final Set<String> parts = ConcurrentHashMap.newKeySet();
    }

    /** The state behind an engine's context. */
    static QueryState of(DataContext context) {
        return (QueryState) (context instanceof BridgeContext bridge ? bridge.outer() : context);
    }

    /** A run of a plan in this query, which may be one of several; nothing is asked yet. */
    ExecutablePlan.Run run(EnginePlan plan) {
        ExecutablePlan.Run run = plan.code().run(this, this, memory, readers);
        plan.keySets().keySet().forEach(set -> keys.put(set, () -> plan.keys(set, run.execution())));
        plan.within()
                .forEach((set, larger) ->
                        coming.put(set, new ComingKeys(larger, place -> plan.keysFrom(set, place, run.execution()))));
        return run;
    }

    /**
     * A key set that can be read while it is gathered.
     *
     * @param within a set that holds all its keys and is there sooner
     * @param from the keys from a place on as soon as there are any, none at the end
     */
    record ComingKeys(int within, IntFunction<List<Object>> from) {}

    /** A key set as it is gathered, if it is known how large it can become. */
    Optional<ComingKeys> coming(int set) {
        return Optional.ofNullable(coming.get(set));
    }

    /** Whether so many calls more would stay within the statement's bound. */
    boolean mayCall(long calls) {
        return reserved.get() + calls <= callBound;
    }

    /** The keys of a set, gathered at the first call; null means "do not restrict". */
    @Nullable
    KeySet keys(int set) {
        Supplier<@Nullable KeySet> known = keys.get(set);
        return known == null ? null : known.get();
    }

    SourceCounter counter(String source) {
        return counters.computeIfAbsent(source, s -> new SourceCounter());
    }

    Map<String, SourceCounter> counters() {
        return counters;
    }

    /** A statement of the broker's own that belongs to this one has asked sources, too. */
    void alsoAsked(QueryState own) {
        own.counters.forEach((source, counted) -> {
            SourceCounter counter = counter(source);
            counter.calls.add(counted.calls.sum());
            counter.parts.addAll(counted.parts);
        });
    }

    LocalDateTime now() {
        return now;
    }

    /** Value of parameter {@code ?} number {@code index}, in the engine's form. */
    @Nullable
    Object parameter(int index) {
        Object value = values.get("?" + index);
        return value == NULL ? null : value;
    }

    /** Stands for SQL NULL in the map of values. */
    static final Object NULL = new Object();

    /** What this query has had from its sources, as its asker may know it. */
    SourceUses uses() {
        return uses;
    }

    /** Whether a request's rows may be counted as they come. */
    boolean counts(Request request) {
        return open.contains(request);
    }

    /**
     * A request failed.
     *
     * @param some whether some of its rows have been read
     * @return whether the query goes on without it
     */
    boolean goesOnWithout(Request request, dk.samsyn.spi.SourceException failure, boolean some) {
        health.failed(request.source().value());
        Optional<Notice> gap = uses.gap(request, failure, some);
        gap.ifPresent(this::notice);
        return gap.isPresent();
    }

    private static Set<Request> requests() {
        return Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** A request goes to its source, which one without keys does not. */
    void sent(Request request) {
        sent.add(request);
    }

    /** A request was answered, at least its first rows. */
    void heard(Request request) {
        if (sent.contains(request)) {
            heard.add(request);
        }
    }

    /**
     * One request to each source that the plan may ask and that has given no answer, by source; none where nobody is hidden from
     * the asker, or where a gate has all sources asked. Look-ups person by person follow from people who passed a seal.
     */
    Collection<Request> unheard() {
        if (releases || RuleScans.seesAll(plan.decision())) {
            return List.of();
        }
        Set<String> answered = new HashSet<>();
        heard.forEach(request -> answered.add(request.source().value()));
        Map<String, Request> silent = new TreeMap<>();
        plan.gaps().keySet().stream()
                .filter(request -> !plan.countable().lookups().contains(request))
                .filter(request -> !answered.contains(request.source().value()))
                .forEach(request -> silent.putIfAbsent(request.source().value(), request));
        return silent.values();
    }

    /** A source answered a request whole. */
    void answered(String source, long rows, Duration took) {
        health.answered(source, rows, took);
    }

    /**
     * Reserves calls of a request to a lookup-only source, before the first of them is made. The bound is one for all
     * sources of a statement, and which of them passes it depends on who is asked first: the error names none.
     *
     * @throws QueryException if the statement would go beyond its bound
     */
    void reserveCalls(Request request, long calls) {
        uses.lookedUp(request, calls);
        if (reserved.addAndGet(calls) > callBound) {
            throw new QueryException(
                    ErrorCode.CALL_BOUND_EXCEEDED,
                    "This question would need more than " + callBound
                            + " calls of sources that answer for one citizen at a time."
                            + " Narrow the persons by other conditions first.");
        }
    }

    /** Cancels a query whose answer nobody reads to its end. */
    void cancelIfUnread(java.util.function.BooleanSupplier over) {
        if (!over.getAsBoolean()) {
            cancel();
        }
    }

    /** Persons whose data this query shows. */
    PersonsShown shown() {
        return shown;
    }

    /** Allows break-glass for the one person that the query is about. */
    void glass(BreakGlassUse use) {
        glass = use;
    }

    /** A row was read that only break-glass opens; without break-glass it must not be. */
    void glassUsed() {
        BreakGlassUse use = glass;
        if (use == null) {
            throw new QueryException(ErrorCode.PLAN_NOT_PROTECTED, "A row was read that no policy opens.");
        }
        use.use();
    }

    /** Somebody is told if a row is read that only certain grants open. */
    void follow(FollowUpUse use) {
        followUp = use;
    }

    /** A row was read that only grants open whose use is told. */
    void toldUsed() {
        FollowUpUse use = followUp;
        if (use == null) {
            throw new QueryException(ErrorCode.PLAN_NOT_PROTECTED, "A row was read whose use nobody would be told of.");
        }
        use.use();
    }

    /** Writes who is seen, and how, to be durable before the rows that show it leave. */
    void tell(AuditLog.Entry audit) {
        for (GroupsReleased groups = released.poll(); groups != null; groups = released.poll()) {
            audit.released(groups);
        }
        BreakGlassUse use = glass;
        if (use != null) {
            use.tell(audit);
            use.notice().ifPresent(this::notice);
        }
        FollowUpUse told = followUp;
        if (told != null) {
            told.tell(audit);
        }
        shown.tell(audit);
    }

    void notice(Notice notice) {
        notices.add(notice);
    }

    /** Groups that are about to leave, for the audit log. */
    void released(GroupsReleased groups) {
        released.add(groups);
    }

    /** What may leave for those who may not see persons. */
    ReleaseControl release() {
        return release;
    }

    java.util.List<Notice> notices() {
        return notices.stream()
                .sorted(java.util.Comparator.comparing(Notice::code))
                .toList();
    }

    void cancel() {
        if (cancelled.compareAndSet(false, true)) {
            stops.forEach(Runnable::run);
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled.get();
    }

    /** Where groups are released, a source is asked in the same way whether there is anybody to ask for or not (rule 21). */
    @Override
    public boolean mayStopEarly() {
        return !releases;
    }

    Duration remaining() {
        return Duration.between(clock.instant(), deadline);
    }

    @Override
    public void check() {
        if (cancelled.get()) {
            throw new QueryException(ErrorCode.QUERY_CANCELLED, "The query was cancelled.");
        }
        if (remaining().isNegative()) {
            throw new QueryException(
                    ErrorCode.QUERY_TIMEOUT,
                    "The query did not finish within its time. Ask for fewer rows, or give it more time.");
        }
    }

    /** What a source gets to see of this query. */
    SourceScope scope(String source) {
        return scope(source, counter(source));
    }

    /** The same for a call that reads nothing and counts for nobody. */
    SourceScope pinging(String source) {
        return scope(source, new SourceCounter());
    }

    private SourceScope scope(String source, SourceCounter counter) {
        return new SourceScope() {
            @Override
            public Duration remaining() {
                return QueryState.this.remaining();
            }

            @Override
            public boolean cancelled() {
                return cancelled.get();
            }

            @Override
            public Registration onCancel(Runnable stop) {
                stops.add(stop);
                if (cancelled.get()) {
                    stop.run();
                }
                return () -> stops.remove(stop);
            }

            @Override
            public void countCall() {
                counter.calls.increment();
            }

            @Override
            public void countCall(String part) {
                counter.calls.increment();
                counter.parts.add(part);
            }

            @Override
            public boolean urgent() {
                return session.purpose().ofCare();
            }

            @Override
            public Object kept(Object key, Supplier<Object> first) {
                return kept.computeIfAbsent(new Kept(source, key), k -> first.get());
            }

            @Override
            public RequestHeader header() {
                return new RequestHeader(
                        session.principal().name(),
                        session.principal().role(),
                        session.principal().organisation(),
                        session.purpose().label(),
                        queryId);
            }
        };
    }

    @Override
    public @Nullable SchemaPlus getRootSchema() {
        return null;
    }

    @Override
    public JavaTypeFactory getTypeFactory() {
        return types;
    }

    @Override
    public QueryProvider getQueryProvider() {
        throw new IllegalStateException("plans of this broker never ask for a query provider");
    }

    @Override
    public @Nullable Object get(String name) {
        Object value = values.get(name);
        return value == NULL ? null : value;
    }
}
