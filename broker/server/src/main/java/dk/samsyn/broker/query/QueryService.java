package dk.samsyn.broker.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.audit.Decided;
import dk.samsyn.broker.engine.ExecutablePlan;
import dk.samsyn.broker.engine.Operator;
import dk.samsyn.broker.engine.column.Batch;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.AccessRequest;
import dk.samsyn.broker.policy.BuiltInRules;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceAdapter;
import dk.samsyn.spi.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The one path from SQL text to rows: parse, validate against the session's catalogue, decide, audit, protect, plan, execute.
 * Each step takes what the step before made.
 */
public final class QueryService implements Queries {
    private final Federation federation;
    private final Services services;
    private final Supplier<PolicyEngine> policies;
    private final AuditLog audit;
    private final StatementPlans plans;
    private final BreakGlassDoor breakGlass;
    private final LeftOut leftOut;
    private final SourceOwners owners;
    private final RunningQueries running = new RunningQueries();
    private final Cache<Asker, Opened> opened = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    /** All that a decision depends on, under one set of policies. */
    private record Asker(
            PolicyEngine engine, Principal principal, Purpose purpose, Optional<String> reason, LocalDate today) {}

    /**
     * A pipeline over sources, policies and an audit log.
     *
     * @param policies the set in force now, asked once for each statement: a statement is answered under the set it began with
     */
    public QueryService(Federation federation, Services services, Supplier<PolicyEngine> policies, AuditLog audit) {
        this.federation = federation;
        this.services = services;
        this.policies = policies;
        this.audit = audit;
        this.plans = noPlans();
        this.leftOut = new LeftOut(federation);
        this.owners = new SourceOwners(federation.sources());
        this.breakGlass = new BreakGlassDoor(services.clock(), services.own().log());
    }

    private StatementPlans noPlans() {
        return new StatementPlans(
                federation, services.release(), new OwnTables(federation, services, running, this::behind));
    }

    /** The policies behind what a session may see, and behind its right to look as somebody else. */
    private List<PolicyRef> behind(Session session) {
        AccessRequest request = AccessRequest.of(session, today(), federation.catalogue());
        return Stream.concat(
                        policies.get().decide(request).policies().stream(),
                        policies.get().opening(request, BuiltInRules.SEE_AS).stream())
                .sorted(Comparator.comparing(PolicyRef::id))
                .toList();
    }

    /**
     * Plans what the roles of the set in force may ask, for nobody, so that the first who asks need not wait until planning is
     * loaded and compiled. No source is asked, nothing is logged and no plan is kept.
     *
     * @param atMost when this has passed no other statement is begun
     * @return how many statements were planned
     */
    public int rehearse(Duration atMost) {
        Rehearsal rehearsal = new Rehearsal(noPlans(), today(), atMost);
        PolicyEngine engine = policies.get();
        return rehearsal.plan(
                Rehearsal.sessions(engine.policies()),
                session -> engine.decide(AccessRequest.of(session, today(), federation.catalogue())));
    }

    /** The same pipeline over the same sources under another set: for cases, comparisons and looking as somebody else. */
    public QueryService under(PolicyEngine other, AuditLog log) {
        return new QueryService(federation, services.uncounted(), () -> other, log);
    }

    /** Conditions and masks of the set in force that cannot be evaluated over these sources, one sentence each. */
    public List<String> unloadable() {
        return Deep.call(() ->
                PolicyLoading.problems(federation.model(), policies.get().rehearsal(federation.catalogue()), today()));
    }

    /**
     * What a statement touches and what the set in force says of that; the statement is planned but not run.
     *
     * @throws QueryException if the statement is wrong or not allowed
     */
    public AccessDecision inspect(Session session, String sql) {
        try {
            return planned(session, sql).likely().decision();
        } catch (Throwable e) {
            throw SqlErrors.running(e, false);
        }
    }

    /** The governed tables that sources fill. */
    public List<dk.samsyn.broker.policy.GovernedTable> governedTables() {
        return federation.catalogue();
    }

    /** The same pipeline under the set that is in force now, with another log. */
    public QueryService silently(AuditLog log) {
        return under(policies.get(), log);
    }

    /** Version of the set in force. */
    public String version() {
        return policies.get().version();
    }

    @Override
    public QueryAnswer run(Session session, QueryRequest request) {
        Optional<Explain> explain = Explain.of(request.sql());
        if (explain.isPresent()) {
            return explained(session, request, explain.get());
        }
        return answered(session, request);
    }

    private QueryAnswer answered(Session session, QueryRequest request) {
        String queryId = UUID.randomUUID().toString();
        AuditLog.Entry entry = audit.open(queryId, session, request.sql());
        services.own().executed().count(entry.asked());
        try {
            Planned planned = planned(session, request.sql());
            Chosen chosen = choose(planned, session, request, queryId);
            PlannedQuery plan = chosen.plan();
            decided(entry, plan);
            chosen.state().tell(entry);
            search(session, chosen, entry);
            entry.durable();
            running.start(
                    new RunningQueries.Running(
                            queryId, session, request.sql(), services.clock().instant(), chosen.state()),
                    !plan.sources().isEmpty());
            return new RunningAnswer(
                    plan,
                    chosen.state().run(plan.code()),
                    chosen.state(),
                    entry,
                    request.maxRows(),
                    new RunningAnswer.Afterword(
                            federation::asOf,
                            () -> makeSure(chosen.state()),
                            () -> leftOut(chosen),
                            () -> owners.asked(chosen.state())),
                    () -> running.end(queryId));
        } catch (Throwable e) {
            QueryException error = SqlErrors.running(e, false);
            running.forget(session);
            failed(entry, error);
            throw error;
        }
    }

    /** How a statement would be answered; no source is asked, but for an operator who wants it run as well. */
    private QueryAnswer explained(Session session, QueryRequest request, Explain explain) {
        String queryId = UUID.randomUUID().toString();
        AuditLog.Entry entry = audit.open(queryId, session, request.sql());
        services.own().executed().count(entry.asked());
        try {
            boolean operator = OwnTables.isOperator(opened(session).every());
            if (explain.analyze() && !operator) {
                throw new QueryException(
                        ErrorCode.NOT_ALLOWED,
                        "EXPLAIN ANALYZE shows counts and times, which are for operators. Use EXPLAIN.");
            }
            PlannedQuery plan = planned(session, explain.sql()).likely();
            decided(entry, plan);
            List<String> lines = new ArrayList<>(PlanText.of(
                    plan.plan(), plan.columns().stream().map(ResultColumn::name).toList(), plan.decision()));
            if (operator) {
                lines.addAll(PlanText.forOperators(plan));
            }
            if (explain.analyze()) {
                lines.addAll(measured(session, request, explain));
            }
            entry.closed(lines.size(), List.of());
            entry.durable();
            return new TextAnswer(queryId, plan, lines);
        } catch (Throwable e) {
            QueryException error = SqlErrors.running(e, false);
            failed(entry, error);
            throw error;
        }
    }

    private List<String> measured(Session session, QueryRequest request, Explain explain) {
        long start = System.nanoTime();
        QueryRequest plain =
                new QueryRequest(explain.sql(), request.parameters(), request.maxRows(), request.timeout());
        long rows = 0;
        try (QueryAnswer answer = answered(session, plain)) {
            while (answer.next()) {
                rows++;
            }
            List<String> lines = new ArrayList<>();
            lines.add("run: " + rows + " rows in " + (System.nanoTime() - start) / 1_000_000 + " ms");
            ((RunningAnswer) answer)
                    .fetched()
                    .forEach((source, counter) -> lines.add(
                            "  " + source + ": " + counter.calls.sum() + " calls, " + counter.rows.sum() + " rows"));
            return lines;
        }
    }

    private void decided(AuditLog.Entry entry, PlannedQuery plan) {
        List<String> withheld = plan.notices().stream()
                .filter(notice -> notice.code().equals(Announced.NOTICE))
                .map(Notice::text)
                .toList();
        if (!withheld.isEmpty()) {
            entry.withheld(withheld);
        }
        entry.decided(new Decided(
                plan.tables().stream().map(TableName::toString).toList(),
                plan.read().statement(),
                plan.read().rules(),
                plan.sources(),
                owners.of(plan.sources()),
                plan.decision().policies(),
                plan.decision().mode(),
                plan.decision().version()));
    }

    private static void failed(AuditLog.Entry entry, QueryException error) {
        if (error.errorCode() == ErrorCode.ANNOUNCED_NOT_SHOWN) {
            entry.withheld(List.of(String.valueOf(error.getMessage())));
        }
        entry.failed(error.errorCode(), List.of());
    }

    /**
     * A statement's plans under one decision.
     *
     * @param one the plan for a value that names one person, if the decision opens more for one
     * @param every makes the plan for every value
     * @param valued makes the plan for certain values of the parameters
     */
    private record Planned(
            Optional<PlannedQuery> one,
            Supplier<PlannedQuery> every,
            Function<List<@Nullable Object>, PlannedQuery> valued) {
        PlannedQuery likely() {
            return one.orElseGet(every);
        }
    }

    /** The plan that a run of the statement takes, and its state. */
    private record Chosen(PlannedQuery plan, QueryState state) {}

    private Planned planned(Session session, String sql) {
        Opened opened = opened(session);
        Optional<PlannedQuery> one = plans.aboutOne(opened, sql);
        Function<List<@Nullable Object>, PlannedQuery> valued = values -> plans.ordinary(opened, sql, values);
        if (one.isPresent()) {
            return new Planned(one, () -> ordinary(opened, sql), valued);
        }
        PlannedQuery every = ordinary(opened, sql);
        return new Planned(one, () -> every, valued);
    }

    private PlannedQuery ordinary(Opened opened, String sql) {
        try {
            return plans.ordinary(opened, sql);
        } catch (QueryException e) {
            boolean opens = !opened.ordinary()
                    .tables()
                    .keySet()
                    .equals(opened.every().tables().keySet());
            if (opens && e.errorCode() == ErrorCode.UNKNOWN_TABLE) {
                throw new QueryException(
                        e.errorCode(),
                        e.getMessage() + " Some are open for one citizen at a time: name the citizen in WHERE, with"
                                + " cpr_er('…') or pid = '…'.",
                        e.line(),
                        e.column(),
                        e);
            }
            throw e;
        }
    }

    /** Whether one person is bound may depend on a parameter, so the plan is chosen when the values are there. */
    private Chosen choose(Planned planned, Session session, QueryRequest request, String queryId) {
        services.persons().ensureLoaded();
        if (planned.one().isPresent()) {
            PlannedQuery plan = planned.one().get();
            QueryState state = state(plan, session, request, queryId);
            Optional<String> person = plan.person().flatMap(p -> p.value(state));
            if (person.isPresent()) {
                follow(plan, state, person);
                plan.notices().forEach(state::notice);
                breakGlass.open(session, plan.decision(), person.get()).ifPresent(state::glass);
                return new Chosen(plan, state);
            }
        }
        PlannedQuery described = planned.every().get();
        PlannedQuery plan =
                described.dependsOnValues() ? planned.valued().apply(values(described, request)) : described;
        QueryState state = state(plan, session, request, queryId);
        follow(plan, state, Optional.empty());
        plan.notices().forEach(state::notice);
        return new Chosen(plan, state);
    }

    /** Where nothing else opens a table, asking for it is a use already. */
    private static void follow(PlannedQuery plan, QueryState state, Optional<String> person) {
        List<String> receivers = plan.decision().receivers(false);
        if (!receivers.isEmpty()) {
            FollowUpUse use = new FollowUpUse(receivers, person, plan.decision().policies());
            state.follow(use);
            if (!plan.decision().receivers(true).isEmpty()) {
                use.use();
            }
        }
    }

    private static List<@Nullable Object> values(PlannedQuery plan, QueryRequest request) {
        Map<String, Object> named = parameters(plan.parameters(), request);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < plan.parameters().size(); i++) {
            values.add(named.get("?" + i));
        }
        return values;
    }

    /**
     * Whether a source is asked can depend on what another one has about people whom the asker may not see: keys of a policy's
     * condition are theirs, too, and where there are none nothing is sent. So a source that was not asked has to show that it
     * would have answered; else an answer in place of an error would tell that there is nobody.
     */
    private void makeSure(QueryState state) {
        for (Request request : state.unheard()) {
            SourceAdapter source = federation.adapters().stream()
                    .filter(adapter -> adapter.id().equals(request.source()))
                    .findFirst()
                    .orElseThrow();
            try {
                source.ping(state.pinging(request.source().value()));
            } catch (SourceException e) {
                if (!state.goesOnWithout(request, e, false)) {
                    throw FetchedBatches.refusal(state, request, e);
                }
            }
        }
    }

    private Optional<Notice> leftOut(Chosen chosen) {
        PlannedQuery plan = chosen.plan();
        Optional<String> person = plan.person().flatMap(p -> p.value(chosen.state()));
        return leftOut.of(plan.decision(), today(), person, new LeftOut.Own() {
            @Override
            public PlannedQuery plan(Callable<ProtectedQuery> query) {
                return Deep.call(() -> plans.own(query.call()));
            }

            @Override
            public long count(PlannedQuery own) {
                return rows(own, chosen.state());
            }
        });
    }

    /** Rows of a statement of the broker's own, within the time of the one that it belongs to. */
    private long rows(PlannedQuery plan, QueryState asked) {
        QueryState state = new QueryState(
                asked.queryId,
                asked.session,
                services,
                services.clock().instant().plus(asked.remaining()),
                now(),
                federation.frontEnd().types(),
                Map.of(),
                plan,
                federation.readers());
        long rows = 0;
        try (ExecutablePlan.Run run = state.run(plan.code())) {
            Operator all = run.start();
            for (Batch batch = all.next(); batch != null; batch = all.next()) {
                rows += batch.size();
            }
        } finally {
            asked.alsoAsked(state);
        }
        return rows;
    }

    private void search(Session session, Chosen chosen, AuditLog.Entry entry) {
        List<String> persons = chosen.plan().searches().stream()
                .flatMap(number -> Optional.ofNullable(number.value(chosen.state())).stream())
                .map(Object::toString)
                .distinct()
                .toList();
        if (!persons.isEmpty()) {
            services.own().searches().count(session.principal().name(), persons.size());
            entry.searched(persons);
        }
    }

    private QueryState state(PlannedQuery plan, Session session, QueryRequest request, String queryId) {
        Map<String, Object> values = parameters(plan.parameters(), request);
        Duration limit = request.timeout()
                .filter(t -> t.compareTo(services.queryTimeout()) < 0)
                .orElse(services.queryTimeout());
        Instant deadline = services.clock().instant().plus(limit);
        return new QueryState(
                queryId,
                session,
                services,
                deadline,
                now(),
                federation.frontEnd().types(),
                values,
                plan,
                federation.readers());
    }

    private static Map<String, Object> parameters(List<RelDataType> types, QueryRequest request) {
        if (request.parameters().size() != types.size()) {
            throw new QueryException(
                    ErrorCode.PARAMETER_INVALID,
                    "The statement has " + types.size() + " parameters, "
                            + request.parameters().size() + " were given.");
        }
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < types.size(); i++) {
            try {
                values.put("?" + i, Results.internal(request.parameters().get(i), types.get(i)));
            } catch (IllegalArgumentException e) {
                throw new QueryException(
                        ErrorCode.PARAMETER_INVALID,
                        "Parameter " + (i + 1) + " must be " + types.get(i).getSqlTypeName() + ".",
                        e);
            }
        }
        return values;
    }

    /** Equal requests to one set have equal decisions, so one is made for all statements of a day that differ in nothing else. */
    private Opened opened(Session session) {
        PolicyEngine engine = policies.get();
        return opened.get(
                new Asker(engine, session.principal(), session.purpose(), session.reason(), today()),
                asker -> plans.open(
                        engine.decide(AccessRequest.of(session, asker.today(), federation.catalogue())),
                        asker.today()));
    }

    private LocalDate today() {
        return services.today()
                .orElseGet(() -> LocalDate.ofInstant(services.clock().instant(), DanishTime.ZONE));
    }

    private LocalDateTime now() {
        // A fixed day has a fixed noon: answers of the demo are repeatable.
        return services.today()
                .map(d -> d.atTime(12, 0))
                .orElseGet(() -> LocalDateTime.ofInstant(services.clock().instant(), DanishTime.ZONE));
    }

    @Override
    public Prepared prepare(Session session, String sql) {
        try {
            Optional<Explain> explain = Explain.of(sql);
            String text = explain.map(Explain::sql).orElse(sql);
            PlannedQuery plan = planned(session, text).likely();
            List<ResultColumn> parameters = new ArrayList<>();
            for (RelDataType type : plan.parameters()) {
                parameters.add(Results.column("?" + parameters.size(), type));
            }
            return new Prepared(explain.isPresent() ? TextAnswer.COLUMNS : plan.columns(), parameters);
        } catch (Throwable e) {
            throw SqlErrors.running(e, false);
        }
    }

    /** The physical plan as text, for operators and tests; never for users. */
    String plan(Session session, String sql) {
        return Planner.text(planned(session, sql).likely().plan());
    }

    @Override
    public boolean cancel(Session session, String queryId) {
        Optional<RunningQueries.Running> query = running.find(session, queryId);
        query.ifPresent(q -> q.state().cancel());
        return query.isPresent();
    }

    @Override
    public Catalogue catalogue(Session session) {
        return CatalogueView.of(federation.model(), opened(session).everyView().get());
    }
}
