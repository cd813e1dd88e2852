package dk.samsyn.broker.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.doors.Failures;
import dk.samsyn.broker.doors.OpenQueries;
import dk.samsyn.broker.doors.OpenQuery;
import dk.samsyn.broker.identity.SessionRequest;
import dk.samsyn.broker.query.Catalogue;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.broker.query.QueryRequest;
import dk.samsyn.broker.query.ResultColumn;
import dk.samsyn.spi.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/query}, {@code /api/queries} and {@code GET /api/catalogue}. */
final class QueryEndpoints {
    private static final int FETCH_SIZE = 1000;

    private final Queries pipeline;
    private final OpenQueries queries;
    private final Executor threads;

    QueryEndpoints(Queries pipeline, OpenQueries queries, Executor threads) {
        this.pipeline = pipeline;
        this.queries = queries;
        this.threads = threads;
    }

    /** Runs a statement and streams its answer. */
    void query(RoutingContext context) {
        onThread(context, () -> {
            Buffer buffer = context.body().buffer();
            QueryBody body = QueryBody.read(buffer == null ? new byte[0] : buffer.getBytes(), client(context));
            queries.checkSize(body.sql());
            Session session = body.session().open(Guard.principal(context));
            List<ResultColumn> types =
                    body.needsTypes() ? pipeline.prepare(session, body.sql()).parameters() : List.of();
            OpenQuery query = queries.open(
                    UUID.randomUUID().toString(),
                    session,
                    new QueryRequest(body.sql(), body.values(types), body.maxRows(), body.timeout()),
                    FETCH_SIZE);
            AnswerFormat format = AnswerFormat.accepted(context.request().getHeader("Accept"));
            new AnswerStream(context.vertx(), context.response(), queries, query, format, threads).start();
        });
    }

    /** The user's own running queries. */
    void list(RoutingContext context) {
        onThread(context, () -> {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            queries.runningOf(session(context)).forEach(query -> all.add(described(query)));
            json(context.response(), all.toString());
        });
    }

    /** One query: how far it is, and what is told of its answer. */
    void one(RoutingContext context) {
        onThread(
                context,
                () -> json(context.response(), described(found(context)).toString()));
    }

    /** Cancels a query. */
    void cancel(RoutingContext context) {
        onThread(context, () -> {
            Session session = session(context);
            String id = String.valueOf(context.pathParam("id"));
            Optional<OpenQuery> query = queries.find(session, id);
            if (query.isPresent()) {
                query.get().cancel();
            } else if (!pipeline.cancel(session, id)) {
                throw unknown();
            }
            context.response().setStatusCode(204).end();
        });
    }

    /** What the user may see. */
    void catalogue(RoutingContext context) {
        onThread(context, () -> {
            Optional<String> purpose = Optional.ofNullable(context.request().getParam("purpose"));
            Session session = new SessionRequest(purpose, Optional.empty(), Optional.empty(), false, client(context))
                    .open(Guard.principal(context));
            json(
                    context.response(),
                    CatalogueJson.of(pipeline.catalogue(session)).toString());
        });
    }

    private OpenQuery found(RoutingContext context) {
        return queries.find(session(context), String.valueOf(context.pathParam("id")))
                .orElseThrow(QueryEndpoints::unknown);
    }

    private static QueryException unknown() {
        return new QueryException(ErrorCode.STATEMENT_UNKNOWN, "the user has no query with that id");
    }

    private static ObjectNode described(OpenQuery query) {
        OpenQuery.Telling telling = query.telling();
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", query.id());
        node.put("queryId", query.queryId().orElse(null));
        node.put("state", query.failure().isPresent() ? "failed" : query.ended() ? "done" : "running");
        query.failure()
                .ifPresent(failure -> node.put("code", failure.errorCode().code()));
        node.put("purpose", query.session().purpose().label()).put("rows", query.rowsTaken());
        node.set("notices", JsonValues.notices(telling.notices()));
        node.set("sources", JsonValues.sources(telling.sources()));
        node.set("policies", JsonValues.policies(telling.policies()));
        return node;
    }

    private static Session session(RoutingContext context) {
        Principal principal = Guard.principal(context);
        return new SessionRequest(Optional.empty(), Optional.empty(), Optional.empty(), false, client(context))
                .open(principal);
    }

    private static String client(RoutingContext context) {
        @Nullable String own = context.request().getHeader("Samsyn-Client");
        @Nullable String agent = own == null ? context.request().getHeader("User-Agent") : own;
        return agent == null ? "unknown" : agent;
    }

    private static void json(HttpServerResponse response, String text) {
        response.putHeader("Content-Type", "application/json").end(Buffer.buffer(text));
    }

    private void onThread(RoutingContext context, Runnable task) {
        threads.execute(() -> {
            try {
                task.run();
            } catch (Throwable e) {
                Problem.of(Failures.shown(e)).send(context.response());
            }
        });
    }

    /** A catalogue as JSON. */
    private static final class CatalogueJson {
        private CatalogueJson() {}

        static ObjectNode of(Catalogue catalogue) {
            ObjectNode root = JsonNodeFactory.instance.objectNode();
            ArrayNode tables = root.putArray("tables");
            for (Catalogue.Table table : catalogue.tables()) {
                ObjectNode node = tables.addObject()
                        .put("schema", table.schema())
                        .put("name", table.name())
                        .put("kind", table.kind())
                        .put("remarks", table.remarks());
                ArrayNode columns = node.putArray("columns");
                table.columns().forEach(column -> columns.add(column(column)));
                table.primaryKey().forEach(node.putArray("primaryKey")::add);
                ArrayNode references = node.putArray("foreignKeys");
                table.foreignKeys().forEach(key -> references
                        .addObject()
                        .put("column", key.column())
                        .put("otherTable", key.otherTable())
                        .put("otherColumn", key.otherColumn()));
            }
            ArrayNode withheld = root.putArray("withheld");
            for (Catalogue.Table table : catalogue.withheld()) {
                ArrayNode columns = withheld.addObject()
                        .put("schema", table.schema())
                        .put("name", table.name())
                        .put("reason", table.remarks())
                        .putArray("columns");
                table.columns().forEach(column -> columns.add(column(column)));
            }
            return root;
        }

        private static ObjectNode column(ResultColumn column) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("name", column.name())
                    .put("type", column.typeName())
                    .put("jdbcType", column.jdbcType())
                    .put("precision", column.precision())
                    .put("scale", column.scale())
                    .put("nullable", column.nullable());
        }
    }
}
