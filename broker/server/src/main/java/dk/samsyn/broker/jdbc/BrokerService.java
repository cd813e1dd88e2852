package dk.samsyn.broker.jdbc;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.doors.OpenQueries;
import dk.samsyn.broker.doors.OpenQuery;
import dk.samsyn.broker.identity.SessionRequest;
import dk.samsyn.broker.identity.SignIn;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.query.QueryRequest;
import dk.samsyn.broker.query.ResultColumn;
import dk.samsyn.spi.ErrorCode;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.calcite.avatica.ConnectionPropertiesImpl;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.remote.AvaticaRuntimeException;
import org.apache.calcite.avatica.remote.Service;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * Avatica's remote calls for one HTTP request. It translates: connections to sessions, statements to open queries, frames to rows
 * taken from them, metadata to the catalogue. Frames are short in time, so that a client neither times out nor waits to cancel.
 */
final class BrokerService implements Service {
    /** Clients do nothing with it, but those that speak protobuf fail on an empty one. */
    private static final RpcMetadataResponse NO_METADATA = new RpcMetadataResponse("samsyn");

    private static final Duration FRAME_TIME = Duration.ofSeconds(1);
    private static final int AVATICA_DEFAULT_FETCH_SIZE = 100;
    private static final int MAX_FETCH_SIZE = 20_000;

    private final Parts parts;
    private final Caller caller;
    private final AtomicBoolean challenged;
    private Optional<Buffer> beside = Optional.empty();

    BrokerService(Parts parts, Caller caller, AtomicBoolean challenged) {
        this.parts = parts;
        this.caller = caller;
        this.challenged = challenged;
    }

    /** What all requests share. */
    record Parts(
            Queries pipeline,
            OpenQueries queries,
            JdbcSessions sessions,
            SignIn signIn,
            BrokerConfig.Limits limits,
            Service transactions) {}

    /**
     * What the HTTP request says beside its body.
     *
     * @param principal who it proved to be, by its header
     * @param client what the client calls itself
     * @param named whether it says so itself, or is only known by its HTTP library
     * @param timeout the statement's own time-out
     * @param maxRows rows after which the answer ends; Avatica has no place for it in prepared statements
     * @param columns whether rows may go beside Avatica's answer, as {@link ColumnFrame}
     */
    record Caller(
            Optional<Principal> principal,
            String client,
            boolean named,
            Optional<Duration> timeout,
            Optional<Long> maxRows,
            boolean columns) {}

    /** The rows that go beside this request's answer, whose own frame is empty then. */
    Optional<Buffer> beside() {
        return beside;
    }

    @Override
    public OpenConnectionResponse apply(OpenConnectionRequest request) {
        Map<String, String> info = request.info == null ? Map.of() : request.info;
        Principal principal = caller.principal().orElseGet(() -> byBody(info));
        SessionRequest wanted = new SessionRequest(
                property(info, "purpose"),
                property(info, "organisation"),
                property(info, "reason"),
                property(info, "partial").filter("true"::equalsIgnoreCase).isPresent(),
                property(info, "ApplicationName").orElse(caller.client()));
        parts.sessions().open(request.connectionId, wanted.open(principal).onConnection(request.connectionId));
        return new OpenConnectionResponse(NO_METADATA);
    }

    private Principal byBody(Map<String, String> info) {
        Optional<String> user = property(info, "user").or(() -> property(info, "avatica_user"));
        Optional<String> password = property(info, "password").or(() -> property(info, "avatica_password"));
        if (user.isEmpty() || password.isEmpty()) {
            challenged.set(true);
            throw new QueryException(ErrorCode.NOT_AUTHENTICATED, "give user and password");
        }
        return parts.signIn().password(user.get(), password.get());
    }

    @Override
    public CloseConnectionResponse apply(CloseConnectionRequest request) {
        parts.sessions().close(session(request.connectionId));
        return new CloseConnectionResponse(NO_METADATA);
    }

    @Override
    public ConnectionSyncResponse apply(ConnectionSyncRequest request) {
        JdbcSession session = session(request.connectionId);
        return new ConnectionSyncResponse(session.merge((ConnectionPropertiesImpl) request.connProps), NO_METADATA);
    }

    @Override
    public CreateStatementResponse apply(CreateStatementRequest request) {
        JdbcSession session = session(request.connectionId);
        return new CreateStatementResponse(session.id(), session.newStatement().id(), NO_METADATA);
    }

    @Override
    public CloseStatementResponse apply(CloseStatementRequest request) {
        session(request.connectionId).remove(request.statementId).ifPresent(parts.sessions()::close);
        return new CloseStatementResponse(NO_METADATA);
    }

    @Override
    public PrepareResponse apply(PrepareRequest request) {
        JdbcSession session = session(request.connectionId);
        parts.queries().checkSize(request.sql);
        Queries.Prepared prepared = parts.pipeline().prepare(session.session(), request.sql);
        JdbcStatement statement = session.newStatement();
        statement.prepared(new JdbcStatement.Prepared(request.sql, prepared.parameters(), request.maxRowCount));
        Meta.Signature signature = WireTypes.signature(request.sql, prepared.columns(), prepared.parameters());
        return new PrepareResponse(new Meta.StatementHandle(session.id(), statement.id(), signature), NO_METADATA);
    }

    @Override
    public ExecuteResponse apply(PrepareAndExecuteRequest request) {
        JdbcSession session = session(request.connectionId);
        Optional<JdbcStatement> statement = session.statement(request.statementId);
        if (statement.isEmpty()) {
            return new ExecuteResponse(List.of(), true, NO_METADATA);
        }
        return run(
                session,
                statement.get(),
                request.sql,
                List.of(),
                request.maxRowCount,
                parts.limits().fetchSize());
    }

    @Override
    public ExecuteResponse apply(ExecuteRequest request) {
        JdbcSession session = session(request.statementHandle.connectionId);
        Optional<JdbcStatement> statement = session.statement(request.statementHandle.id);
        if (statement.isEmpty() || statement.get().prepared().isEmpty()) {
            return new ExecuteResponse(List.of(), true, NO_METADATA);
        }
        JdbcStatement.Prepared prepared = statement.get().prepared().get();
        List<TypedValue> given = request.parameterValues == null ? List.of() : request.parameterValues;
        if (given.size() != prepared.parameters().size()) {
            throw new QueryException(
                    ErrorCode.PARAMETER_INVALID,
                    "the statement has " + prepared.parameters().size() + " parameters, not " + given.size());
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            values.add(WireTypes.value(given.get(i), prepared.parameters(), i));
        }
        return run(
                session,
                statement.get(),
                prepared.sql(),
                values,
                prepared.maxRows(),
                fetchSize(Math.toIntExact(Math.min(request.maxRowCount, Integer.MAX_VALUE))));
    }

    private ExecuteResponse run(
            JdbcSession session,
            JdbcStatement statement,
            String sql,
            List<@Nullable Object> parameters,
            long maxRows,
            int fetchSize) {
        parts.sessions().close(statement);
        long limit = caller.maxRows().orElse(maxRows);
        QueryRequest request = new QueryRequest(
                sql, parameters, limit > 0 ? OptionalLong.of(limit) : OptionalLong.empty(), caller.timeout());
        OpenQuery query = parts.queries().open(statement.queryName(), session.session(), request, fetchSize);
        statement.replace(query);
        List<ResultColumn> columns = query.columns();
        Meta.Frame frame = frame(statement, query, fetchSize);
        return new ExecuteResponse(
                List.of(new ResultSetResponse(
                        session.id(),
                        statement.id(),
                        false,
                        WireTypes.signature(sql, columns, List.of()),
                        frame,
                        -1,
                        NO_METADATA)),
                false,
                NO_METADATA);
    }

    @Override
    public FetchResponse apply(FetchRequest request) {
        JdbcSession session = session(request.connectionId);
        JdbcStatement statement = session.statement(request.statementId).orElseThrow(BrokerService::noStatement);
        OpenQuery query = statement.query().orElseThrow(BrokerService::noStatement);
        return new FetchResponse(
                frame(statement, query, fetchSize(request.fetchMaxRowCount)), false, false, NO_METADATA);
    }

    private Meta.Frame frame(JdbcStatement statement, OpenQuery query, int rows) {
        OpenQuery.Chunk chunk = query.take(rows, FRAME_TIME);
        long offset = statement.sent(chunk.rows().size());
        if (caller.columns()) {
            beside = ColumnFrame.of(query.columns(), chunk.rows(), offset, chunk.done());
            if (beside.isPresent()) {
                return new Meta.Frame(offset, chunk.done(), List.of());
            }
        }
        List<Object> wire = new ArrayList<>(chunk.rows().size());
        for (@Nullable Object[] row : chunk.rows()) {
            wire.add(WireTypes.row(row));
        }
        return new Meta.Frame(offset, chunk.done(), wire);
    }

    /** The client's fetch size, unless it is Avatica's own small default, which costs a round trip for every 100 rows. */
    private int fetchSize(int wanted) {
        return wanted <= 0 || wanted == AVATICA_DEFAULT_FETCH_SIZE
                ? parts.limits().fetchSize()
                : Math.min(wanted, MAX_FETCH_SIZE);
    }

    @Override
    public SyncResultsResponse apply(SyncResultsRequest request) {
        session(request.connectionId);
        throw noStatement();
    }

    @Override
    public ResultSetResponse apply(CatalogsRequest request) {
        return metadata(session(request.connectionId), MetadataRows.catalogs());
    }

    @Override
    public ResultSetResponse apply(SchemasRequest request) {
        JdbcSession session = session(request.connectionId);
        return metadata(session, visible(session).schemas(request.schemaPattern));
    }

    @Override
    public ResultSetResponse apply(TablesRequest request) {
        JdbcSession session = session(request.connectionId);
        return metadata(
                session, visible(session).tables(request.schemaPattern, request.tableNamePattern, request.typeList));
    }

    @Override
    public ResultSetResponse apply(TableTypesRequest request) {
        return metadata(session(request.connectionId), MetadataRows.tableTypes());
    }

    @Override
    public ResultSetResponse apply(ColumnsRequest request) {
        JdbcSession session = session(request.connectionId);
        return metadata(
                session,
                visible(session).columns(request.schemaPattern, request.tableNamePattern, request.columnNamePattern));
    }

    @Override
    public ResultSetResponse apply(TypeInfoRequest request) {
        return metadata(session(request.connectionId), MetadataRows.typeInfo());
    }

    @Override
    public DatabasePropertyResponse apply(DatabasePropertyRequest request) {
        session(request.connectionId);
        return new DatabasePropertyResponse(DatabaseProperties.all(), NO_METADATA);
    }

    @Override
    public CommitResponse apply(CommitRequest request) {
        session(request.connectionId);
        return parts.transactions().apply(request);
    }

    @Override
    public RollbackResponse apply(RollbackRequest request) {
        session(request.connectionId);
        return parts.transactions().apply(request);
    }

    @Override
    public ExecuteBatchResponse apply(PrepareAndExecuteBatchRequest request) {
        throw readOnly();
    }

    @Override
    public ExecuteBatchResponse apply(ExecuteBatchRequest request) {
        throw readOnly();
    }

    @Override
    public void setRpcMetadata(RpcMetadataResponse metadata) {
        // Clients do nothing with it.
    }

    private JdbcSession session(@Nullable String connectionId) {
        JdbcSession session = parts.sessions()
                .get(
                        connectionId == null ? "" : connectionId,
                        caller.principal().map(Principal::name));
        if (caller.named()) {
            session.client(caller.client());
        }
        return session;
    }

    private MetadataRows visible(JdbcSession session) {
        return new MetadataRows(parts.pipeline().catalogue(session.session()));
    }

    private static ResultSetResponse metadata(JdbcSession session, MetadataRows.Table table) {
        return new ResultSetResponse(
                session.id(),
                session.newId(),
                true,
                WireTypes.signature("", table.columns(), List.of()),
                new Meta.Frame(0, true, new ArrayList<Object>(table.rows())),
                -1,
                NO_METADATA);
    }

    private static Optional<String> property(Map<String, String> info, String name) {
        return Optional.ofNullable(info.get(name)).filter(text -> !text.isEmpty());
    }

    private static QueryException noStatement() {
        return new QueryException(ErrorCode.STATEMENT_UNKNOWN, "the statement is closed or has not been run");
    }

    private static AvaticaRuntimeException readOnly() {
        return Refusal.of(new QueryException(ErrorCode.STATEMENT_NOT_SUPPORTED, "data are read only"));
    }
}
