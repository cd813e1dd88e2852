package dk.samsyn.broker.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.doors.Failures;
import dk.samsyn.broker.identity.SessionRequest;
import dk.samsyn.broker.steward.Identity;
import dk.samsyn.broker.steward.Replay;
import dk.samsyn.broker.steward.StewardDesk;
import dk.samsyn.spi.ErrorCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** {@code /api/policies}: what stewards do with sets of policies. Only translates; the desk decides. */
public final class PolicyEndpoints implements WebServer.Routes {
    private static final long MAX_BODY_BYTES = 24L << 20;
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final StewardDesk desk;
    private final Executor threads;

    /** Endpoints that work on {@code threads}. */
    public PolicyEndpoints(StewardDesk desk, Executor threads) {
        this.desk = desk;
        this.threads = threads;
    }

    private interface Act {
        Object with(Session session, JsonNode body);
    }

    @Override
    public void mount(Router router) {
        router.route("/api/policies/*").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        router.get("/api/policies").handler(context -> answer(context, (session, body) -> desk.overview(session)));
        router.get("/api/policies/sets/:number")
                .handler(context -> answer(context, (session, body) -> desk.set(session, number(context))));
        router.post("/api/policies/check")
                .handler(context -> answer(context, (session, body) -> desk.check(session, files(body))));
        router.post("/api/policies/sets")
                .handler(context -> answer(
                        context,
                        (session, body) -> desk.submit(
                                session, files(body), body.path("note").asText(""))));
        router.post("/api/policies/sets/:number/approve")
                .handler(context -> answer(context, (session, body) -> desk.approve(session, number(context))));
        router.post("/api/policies/sets/:number/activate")
                .handler(context -> answer(context, (session, body) -> desk.activate(session, number(context))));
        router.post("/api/policies/rollback")
                .handler(context -> answer(context, (session, body) -> desk.rollBack(session)));
        router.post("/api/policies/test")
                .handler(context -> answer(
                        context, (session, body) -> desk.test(session, optionalFiles(body), optionalNumber(body))));
        mountQuestions(router);
    }

    private void mountQuestions(Router router) {
        router.post("/api/policies/diff")
                .handler(context -> answer(
                        context,
                        (session, body) -> desk.compare(
                                session,
                                optionalFiles(body),
                                optionalNumber(body),
                                body.path("days").asInt(30),
                                body.path("rows").asBoolean(false) ? Replay.Depth.COUNT : Replay.Depth.DECIDE)));
        router.post("/api/policies/explain")
                .handler(context -> answer(context, (session, body) -> {
                    String column = body.path("column").asText("");
                    return desk.explain(
                            session,
                            identity(body),
                            TableName.parse(required(body, "table")),
                            column.isEmpty() ? Optional.empty() : Optional.of(column),
                            optionalNumber(body));
                }));
        router.post("/api/policies/see-as")
                .handler(context ->
                        answer(context, (session, body) -> desk.seeAs(session, identity(body), required(body, "sql"))));
    }

    private static Identity identity(JsonNode body) {
        Map<String, String> attributes = new HashMap<>();
        body.path("attributes")
                .fields()
                .forEachRemaining(
                        one -> attributes.put(one.getKey(), one.getValue().asText()));
        String reason = body.path("reason").asText("");
        return new Identity(
                required(body, "role"),
                required(body, "purpose"),
                body.path("organisation").asText(""),
                attributes,
                reason.isBlank() ? Optional.empty() : Optional.of(reason));
    }

    private static String required(JsonNode body, String name) {
        if (!body.path(name).isTextual()) {
            throw new QueryException(ErrorCode.REQUEST_INVALID, "the body needs " + name);
        }
        return body.get(name).asText();
    }

    private void answer(RoutingContext context, Act act) {
        threads.execute(() -> {
            try {
                Session session = session(context);
                String text = JSON.writeValueAsString(act.with(session, body(context)));
                context.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(text));
            } catch (JsonProcessingException | RuntimeException | Error e) {
                Problem.of(Failures.shown(e)).send(context.response());
            }
        });
    }

    private static Session session(RoutingContext context) {
        String agent = context.request().getHeader("User-Agent");
        return new SessionRequest(
                        Optional.empty(), Optional.empty(), Optional.empty(), false, agent == null ? "unknown" : agent)
                .open(Guard.principal(context));
    }

    private static JsonNode body(RoutingContext context) {
        Buffer buffer = context.body().buffer();
        try {
            return buffer == null || buffer.length() == 0 ? JSON.createObjectNode() : JSON.readTree(buffer.getBytes());
        } catch (IOException e) {
            throw new QueryException(ErrorCode.REQUEST_INVALID, "the body is not JSON", e);
        }
    }

    private static int number(RoutingContext context) {
        String text = String.valueOf(context.pathParam("number"));
        if (!text.matches("[0-9]{1,9}")) {
            throw new QueryException(ErrorCode.POLICY_SET_UNKNOWN, "sets of policies have numbers");
        }
        return Integer.parseInt(text);
    }

    private static Map<String, String> files(JsonNode body) {
        return optionalFiles(body)
                .orElseThrow(() -> new QueryException(
                        ErrorCode.REQUEST_INVALID, "the body needs files: an object of texts by file name"));
    }

    private static Optional<Map<String, String>> optionalFiles(JsonNode body) {
        if (!body.path("files").isObject()) {
            return Optional.empty();
        }
        Map<String, String> files = new HashMap<>();
        body.get("files")
                .fields()
                .forEachRemaining(
                        file -> files.put(file.getKey(), file.getValue().asText()));
        return Optional.of(files);
    }

    private static Optional<Integer> optionalNumber(JsonNode body) {
        return body.path("set").isInt() ? Optional.of(body.get("set").asInt()) : Optional.empty();
    }
}
