package dk.samsyn.broker.web;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.config.BrokerConfig;
import dk.samsyn.broker.doors.OpenQueries;
import dk.samsyn.broker.doors.Workers;
import dk.samsyn.broker.identity.SignIn;
import dk.samsyn.broker.query.Queries;
import dk.samsyn.spi.ErrorCode;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** The HTTP server: health, metrics, the API, and the JDBC door at {@code /jdbc}. */
public final class WebServer implements AutoCloseable {
    /** Larger than any statement that is accepted, so that one that is too long is told so. */
    private static final long MAX_BODY_BYTES = 24L << 20;

    private static final Duration START = Duration.ofSeconds(20);
    private static final int[] PLAIN_ERRORS = {400, 404, 405, 406, 413, 414, 415, 500};

    private final HttpServer server;
    private final boolean tls;
    private final String host;

    private WebServer(HttpServer server, String host, boolean tls) {
        this.server = server;
        this.host = host;
        this.tls = tls;
    }

    /**
     * What the server stands on.
     *
     * @param pipeline runs queries
     * @param queries open queries of all doors
     * @param workers threads for what blocks
     * @param signIn checks who asks
     * @param jdbc the JDBC door; gets requests whose body is read
     * @param ready whether the broker can answer queries
     * @param meters what {@code /metrics} shows
     * @param routes further routes: below {@code /api} the guard stands before them
     */
    public record Parts(
            Queries pipeline,
            OpenQueries queries,
            Workers workers,
            SignIn signIn,
            Handler<RoutingContext> jdbc,
            BooleanSupplier ready,
            PrometheusMeterRegistry meters,
            List<Routes> routes) {
        public Parts {
            routes = List.copyOf(routes);
        }
    }

    /** A part of the API that has a file of its own. */
    @FunctionalInterface
    public interface Routes {
        /** Adds its routes. */
        void mount(Router router);
    }

    /**
     * Starts listening.
     *
     * @throws IllegalStateException if the address cannot be bound or the certificate cannot be read
     */
    public static WebServer start(Vertx vertx, BrokerConfig.Server config, Parts parts) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setCompressionSupported(true)
                .setMaxHeaderSize(16 * 1024)
                .setIdleTimeout(300)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        config.tls().ifPresent(tls -> options.setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setCertPath(tls.certificate().toString())
                        .setKeyPath(tls.key().toString())));
        HttpServer server = vertx.createHttpServer(options)
                .requestHandler(router(vertx, parts, config.tls().isPresent()));
        try {
            server.listen().toCompletionStage().toCompletableFuture().get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting the server", e);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "cannot listen on " + config.host() + ":" + config.port() + "; is the port in use?", e);
        }
        return new WebServer(server, config.host(), config.tls().isPresent());
    }

    /** The address that clients use, with the real port. */
    public String url() {
        return (tls ? "https://" : "http://") + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":"
                + server.actualPort();
    }

    @Override
    public void close() {
        try {
            server.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            // The process ends, or the test does; the port is given back either way.
            return;
        }
    }

    private static Router router(Vertx vertx, Parts parts, boolean tls) {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            secure(context, tls);
            context.next();
        });
        router.get("/health/live").handler(context -> health(context, true));
        router.get("/health/ready")
                .handler(context -> health(context, parts.ready().getAsBoolean()));
        router.get("/metrics").handler(context -> metrics(context, parts));
        router.post("/jdbc")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(parts.jdbc());
        QueryEndpoints endpoints = new QueryEndpoints(
                parts.pipeline(), parts.queries(), parts.workers().requests());
        router.route("/api/*").handler(new Guard(parts.signIn(), parts.workers().requests()));
        router.route("/api/*").handler(WebServer::json);
        router.post("/api/query")
                .handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(endpoints::query);
        router.get("/api/queries").handler(endpoints::list);
        router.get("/api/queries/:id").handler(endpoints::one);
        router.delete("/api/queries/:id").handler(endpoints::cancel);
        router.get("/api/catalogue").handler(endpoints::catalogue);
        parts.routes().forEach(routes -> routes.mount(router));
        for (int status : PLAIN_ERRORS) {
            router.errorHandler(status, WebServer::plainError);
        }
        return router;
    }

    /** Bodies are JSON whatever they are called: {@code curl -d} calls its own a form, and one with {@code LIKE 'E11%'} in it is none. */
    private static void json(RoutingContext context) {
        context.request().headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
        context.next();
    }

    private static void plainError(RoutingContext context) {
        int status = context.statusCode() < 400 ? 500 : context.statusCode();
        Problem problem = status == 413
                ? Problem.of(new QueryException(ErrorCode.STATEMENT_TOO_LARGE, "the request is too large"))
                : Problem.http(status, HttpResponseStatus.valueOf(status).reasonPhrase());
        problem.send(context.response());
    }

    private static void secure(RoutingContext context, boolean tls) {
        context.response()
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        if (tls) {
            context.response().putHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private static void health(RoutingContext context, boolean up) {
        context.response()
                .setStatusCode(up ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(up ? "{\"status\":\"up\"}" : "{\"status\":\"down\"}"));
    }

    private static void metrics(RoutingContext context, Parts parts) {
        context.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .end(Buffer.buffer(parts.meters().scrape()));
    }
}
