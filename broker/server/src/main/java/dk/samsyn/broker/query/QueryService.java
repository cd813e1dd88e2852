package dk.samsyn.broker.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.audit.AuditLog;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.AccessRequest;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.spi.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
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
    private final Cache<ViewKey, SessionView> views =
            Caffeine.newBuilder().maximumSize(500).build();
    private final Cache<PlanKey, PlannedQuery> plans =
            Caffeine.newBuilder().maximumSize(2_000).build();
    private final Map<String, Running> running = new ConcurrentHashMap<>();

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
    }

    /** The same pipeline over the same sources under another set: for cases, comparisons and looking as somebody else. */
    public QueryService under(PolicyEngine other, AuditLog log) {
        return new QueryService(federation, services, () -> other, log);
    }

    private record ViewKey(AccessDecision decision, LocalDate today) {}

    private record PlanKey(SessionView view, String sql, long statistics) {}

    private record Running(Session session, QueryState state) {}

    /** A statement whose names and types fit the session's catalogue. */
    private record ResolvedQuery(RelNode tree, List<String> names, List<RelDataType> parameters, SessionView view) {}

    @Override
    public QueryAnswer run(Session session, QueryRequest request) {
        String queryId = UUID.randomUUID().toString();
        AuditLog.Entry entry = audit.open(queryId, session, request.sql());
        try {
            PlannedQuery plan = Deep.call(() -> planned(session, request.sql()));
            entry.decided(
                    plan.tables().stream().map(TableName::toString).toList(),
                    plan.decision().policies(),
                    plan.decision().mode(),
                    plan.decision().version());
            return execute(session, request, plan, queryId, entry);
        } catch (Throwable e) {
            QueryException error = SqlErrors.running(e, false);
            entry.failed(error.errorCode());
            throw error;
        }
    }

    private PlannedQuery planned(Session session, String sql) {
        SessionView view = view(session);
        PlanKey key = new PlanKey(view, sql, federation.statistics().version());
        PlannedQuery known = plans.getIfPresent(key);
        if (known != null) {
            return known;
        }
        ResolvedQuery resolved = resolve(parse(sql), view);
        AccessDecision decision = view.decision().about(touched(resolved.tree()));
        PlannedQuery plan = plan(resolved, Protector.protect(resolved.tree(), view), decision);
        plans.put(key, plan);
        return plan;
    }

    private SqlNode parse(String sql) {
        try {
            SqlNode tree = federation.frontEnd().parse(sql);
            if (!SqlKind.QUERY.contains(tree.getKind())) {
                throw new QueryException(
                        ErrorCode.STATEMENT_NOT_SUPPORTED,
                        "Only queries are answered: SELECT, WITH, VALUES and set operations.");
            }
            return tree;
        } catch (SqlParseException e) {
            throw SqlErrors.parse(e);
        }
    }

    private ResolvedQuery resolve(SqlNode tree, SessionView view) {
        FrontEnd frontEnd = federation.frontEnd();
        try {
            boolean aggregated = view.decision().mode() == ReleaseMode.AGGREGATED;
            Gated gated = aggregated ? gated(tree, view) : new Gated(tree, null);
            FrontEnd.Validated validated = frontEnd.validate(
                    gated.tree(), view.catalogue(), federation.functions().forUsers());
            List<RelDataType> parameters =
                    validated.validator().getParameterRowType(validated.tree()).getFieldList().stream()
                            .map(RelDataTypeField::getType)
                            .toList();
            RelOptCluster cluster = frontEnd.cluster();
            RelRoot root = frontEnd.convert(validated, cluster);
            List<String> names = root.fields.rightList();
            RelNode flat = FrontEnd.withoutSubQueries(root.project());
            if (gated.refusal() != null && touched(flat).stream().anyMatch(t -> view.hasPersons(t.table()))) {
                throw gated.refusal();
            }
            return new ResolvedQuery(Constants.settled(flat, today()), names, parameters, view);
        } catch (CalciteContextException e) {
            throw SqlErrors.validate(e);
        }
    }

    /** A statement with its threshold, or why it cannot have one; without one it may touch no table about persons. */
    private record Gated(SqlNode tree, @Nullable QueryException refusal) {}

    private static Gated gated(SqlNode tree, SessionView view) {
        try {
            return new Gated(AggregatedForm.gated(tree, view.decision().release(), view::hasPersons), null);
        } catch (QueryException e) {
            return new Gated(tree, e);
        }
    }

    private PlannedQuery plan(ResolvedQuery resolved, ProtectedQuery protectedQuery, AccessDecision decision) {
        Planner.Plan plan = federation.planner().plan(protectedQuery);
        Planner.Compiled compiled = Planner.compile(plan);
        List<RelDataTypeField> fields = plan.tree().getRowType().getFieldList();
        return new PlannedQuery(
                compiled,
                plan,
                Results.columns(fields, resolved.names()),
                fields.size(),
                resolved.parameters(),
                decision,
                touched(resolved.tree()),
                Planner.sources(plan));
    }

    private QueryAnswer execute(
            Session session, QueryRequest request, PlannedQuery plan, String queryId, AuditLog.Entry entry) {
        services.persons().ensureLoaded();
        Map<String, Object> values = new HashMap<>(plan.code().stash());
        values.putAll(parameters(plan.parameters(), request));
        Duration limit = request.timeout()
                .filter(t -> t.compareTo(services.queryTimeout()) < 0)
                .orElse(services.queryTimeout());
        Instant deadline = services.clock().instant().plus(limit);
        QueryState state = new QueryState(
                queryId,
                session,
                services,
                deadline,
                now(),
                federation.frontEnd().types(),
                values);
        state.parts(new RunningParts(state, plan.code().parts(), plan.code().keySets()));
        running.put(queryId, new Running(session, state));
        return new RunningAnswer(plan, state, entry, request.maxRows(), () -> running.remove(queryId));
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

    private SessionView view(Session session) {
        AccessDecision decision = policies.get().decide(AccessRequest.of(session, today(), federation.catalogue()));
        AccessDecision ordinary = decision.withoutOnePersonGrants();
        return views.get(
                new ViewKey(ordinary, today()), k -> SessionView.of(federation.model(), k.decision(), k.today()));
    }

    private LocalDate today() {
        return services.today()
                .orElseGet(() -> LocalDate.ofInstant(services.clock().instant(), QueryState.ZONE));
    }

    private LocalDateTime now() {
        // A fixed day has a fixed noon: answers of the demo are repeatable.
        return services.today()
                .map(d -> d.atTime(12, 0))
                .orElseGet(() -> LocalDateTime.ofInstant(services.clock().instant(), QueryState.ZONE));
    }

    private static List<TableName> touched(RelNode tree) {
        TreeSet<TableName> names = new TreeSet<>();
        collect(tree, names);
        return new ArrayList<>(names);
    }

    private static void collect(RelNode rel, java.util.Set<TableName> names) {
        if (rel instanceof GovernedScan scan) {
            names.add(scan.name);
        }
        rel.getInputs().forEach(i -> collect(i, names));
    }

    @Override
    public Prepared prepare(Session session, String sql) {
        try {
            PlannedQuery plan = Deep.call(() -> planned(session, sql));
            List<ResultColumn> parameters = new ArrayList<>();
            for (RelDataType type : plan.parameters()) {
                parameters.add(Results.column("?" + parameters.size(), type));
            }
            return new Prepared(plan.columns(), parameters);
        } catch (Throwable e) {
            throw SqlErrors.running(e, false);
        }
    }

    /** The physical plan as text, for operators and tests; never for users. */
    String plan(Session session, String sql) {
        return Planner.text(Deep.call(() -> planned(session, sql)).plan());
    }

    @Override
    public boolean cancel(Session session, String queryId) {
        Running query = running.get(queryId);
        if (query == null
                || !query.session()
                        .principal()
                        .name()
                        .equals(session.principal().name())) {
            return false;
        }
        query.state().cancel();
        return true;
    }

    @Override
    public Catalogue catalogue(Session session) {
        return CatalogueView.of(federation.model(), view(session));
    }
}
