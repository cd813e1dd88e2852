package dk.samsyn.broker.jdbc;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.doors.OpenQueries;
import dk.samsyn.broker.doors.Workers;
import dk.samsyn.broker.identity.SignIn;
import dk.samsyn.broker.query.Queries;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.metrics.noop.NoopMetricsSystem;
import org.apache.calcite.avatica.remote.Handler.HandlerResponse;
import org.apache.calcite.avatica.remote.JsonHandler;
import org.apache.calcite.avatica.remote.LocalService;
import org.apache.calcite.avatica.remote.ProtobufHandler;
import org.apache.calcite.avatica.remote.ProtobufTranslationImpl;
import org.apache.calcite.avatica.remote.Service;

/**
 * {@code POST /jdbc}: Avatica's protocol, as JSON or, if the body does not begin with a brace, as protobuf. Every answer has status
 * 200 or 500, which clients read; a 401 only makes a client that has sent no credentials at all send them. 503 is never used:
 * clients repeat it for ever.
 */
public final class JdbcDoor implements Handler<RoutingContext> {
    /** What our own driver accepts: Avatica's JSON with the rows of its frame beside it, as {@link ColumnFrame}. */
    private static final String COLUMNS = "application/vnd.samsyn.columns";

    private final BrokerService.Parts parts;
    private final Executor threads;

    /** A door to {@code pipeline}. */
    public JdbcDoor(
            Queries pipeline,
            OpenQueries queries,
            JdbcSessions sessions,
            SignIn signIn,
            BrokerConfig.Limits limits,
            Workers workers) {
        this.parts = new BrokerService.Parts(pipeline, queries, sessions, signIn, limits, transactions());
        this.threads = workers.requests();
    }

    @Override
    public void handle(RoutingContext context) {
        Buffer body = context.body().buffer();
        byte[] bytes = body == null ? new byte[0] : body.getBytes();
        threads.execute(() -> answer(context, bytes));
    }

    private void answer(RoutingContext context, byte[] bytes) {
        AtomicBoolean challenged = new AtomicBoolean();
        boolean json = bytes.length > 0 && bytes[0] == '{';
        Function<Exception, HandlerResponse<Buffer>> failed = e -> json
                ? text(jsonHandler(refusing()).convertToErrorResponse(e))
                : binary(protobufHandler(refusing()).convertToErrorResponse(e));
        HandlerResponse<Buffer> response;
        Optional<Buffer> beside = Optional.empty();
        try {
            BrokerService broker = new BrokerService(parts, caller(context.request(), json), challenged);
            Service service = guarded(broker);
            response = json
                    ? text(jsonHandler(service).apply(new String(bytes, StandardCharsets.UTF_8)))
                    : binary(protobufHandler(service).apply(bytes));
            beside = broker.beside();
        } catch (Throwable e) {
            response = failed.apply(Refusal.of(e));
        }
        if (challenged.get()) {
            context.response().putHeader("WWW-Authenticate", "Basic realm=\"samsyn\", charset=\"UTF-8\"");
            context.response().headers().add("WWW-Authenticate", "Bearer realm=\"samsyn\"");
        }
        context.response()
                .setStatusCode(challenged.get() ? 401 : response.getStatusCode())
                .putHeader(
                        "Content-Type",
                        beside.isPresent() ? COLUMNS : json ? "application/json" : "application/octet-stream")
                .end(beside.isPresent() ? together(response.getResponse(), beside.get()) : response.getResponse());
    }

    /** The answer's length, the answer, its rows. */
    private static Buffer together(Buffer answer, Buffer rows) {
        return Buffer.buffer(Integer.BYTES + answer.length() + rows.length())
                .appendInt(answer.length())
                .appendBuffer(answer)
                .appendBuffer(rows);
    }

    private BrokerService.Caller caller(HttpServerRequest request, boolean json) {
        String authorization = request.getHeader("Authorization");
        Optional<Principal> principal = authorization == null
                ? Optional.empty()
                : Optional.of(parts.signIn().header(authorization));
        String own = request.getHeader("Samsyn-Client");
        String agent = request.getHeader("User-Agent");
        return new BrokerService.Caller(
                principal,
                own != null ? own : agent != null ? agent : "unknown",
                own != null,
                number(request, "Samsyn-Timeout-Ms").map(Duration::ofMillis),
                number(request, "Samsyn-Max-Rows"),
                json && COLUMNS.equals(request.getHeader("Accept")));
    }

    private static Optional<Long> number(HttpServerRequest request, String header) {
        return Optional.ofNullable(request.getHeader(header))
                .filter(text -> text.matches("[1-9][0-9]{0,12}"))
                .map(Long::valueOf);
    }

    /** A service whose every failure, errors of the machine too, is a {@link Refusal}. */
    private static Service guarded(Service service) {
        return (Service) Proxy.newProxyInstance(
                JdbcDoor.class.getClassLoader(), new Class<?>[] {Service.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(service, arguments);
                    } catch (InvocationTargetException e) {
                        throw Refusal.of(e.getCause() == null ? e : e.getCause());
                    }
                });
    }

    private static JsonHandler jsonHandler(Service service) {
        return new JsonHandler(service, NoopMetricsSystem.getInstance()) {
            @Override
            public HandlerResponse<String> convertToErrorResponse(Exception e) {
                return super.convertToErrorResponse(refusal(e));
            }
        };
    }

    private static ProtobufHandler protobufHandler(Service service) {
        return new ProtobufHandler(service, new ProtobufTranslationImpl(), NoopMetricsSystem.getInstance()) {
            @Override
            public HandlerResponse<byte[]> convertToErrorResponse(Exception e) {
                return super.convertToErrorResponse(refusal(e));
            }
        };
    }

    private static Refusal refusal(Exception e) {
        return e instanceof Refusal known ? known : Refusal.unreadable();
    }

    private static HandlerResponse<Buffer> text(HandlerResponse<String> response) {
        return new HandlerResponse<>(Buffer.buffer(response.getResponse()), response.getStatusCode());
    }

    private static HandlerResponse<Buffer> binary(HandlerResponse<byte[]> response) {
        return new HandlerResponse<>(Buffer.buffer(response.getResponse()), response.getStatusCode());
    }

    private static Service refusing() {
        return (Service) Proxy.newProxyInstance(
                JdbcDoor.class.getClassLoader(), new Class<?>[] {Service.class}, (proxy, method, arguments) -> {
                    throw Refusal.unreadable();
                });
    }

    /** Answers commit and rollback, whose responses only Avatica itself can make; there is nothing to commit. */
    private static Service transactions() {
        Meta nothing = (Meta) Proxy.newProxyInstance(
                JdbcDoor.class.getClassLoader(), new Class<?>[] {Meta.class}, (proxy, method, arguments) -> null);
        return new LocalService(nothing);
    }
}
