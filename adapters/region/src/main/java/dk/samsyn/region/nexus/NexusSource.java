package dk.samsyn.region.nexus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.municipal.CareSystem;
import dk.samsyn.region.people.Municipality;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** One server for all instances, a path for each, with a token service in front. */
final class NexusSource implements LiveSource {
    private static final String TOKEN_PATH = "/auth/realms/nexus/protocol/openid-connect/token";
    private static final long MAX_BODY = 10_000;
    private static final int WORKERS = 8;

    private final Vertx vertx;
    private final HttpServer server;
    private final Tokens tokens;
    private final Duration latency;
    private final Map<String, String> settings;
    private final NexusInstances instances;
    private final AtomicLong calls;

    private NexusSource(RegionContext context, NexusLists lists, Duration latency) {
        this.latency = latency;
        this.tokens = new Tokens();
        this.calls = new AtomicLong();
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(WORKERS));
        this.server = vertx.createHttpServer();
        try {
            server.requestHandler(router());
            server.listen(0, "127.0.0.1").await(20, TimeUnit.SECONDS);
        } catch (TimeoutException | RuntimeException e) {
            vertx.close();
            throw new IllegalStateException("nexus cannot be started: no free port on this machine", e);
        }
        String url = "http://127.0.0.1:" + server.actualPort();
        this.instances = new NexusInstances(url, context.population(), lists);
        this.settings = Map.of(
                "SAMSYN_NEXUS_URL",
                url + TOKEN_PATH,
                "SAMSYN_NEXUS_CLIENT",
                tokens.client(),
                "SAMSYN_NEXUS_SECRET",
                tokens.secret(),
                "SAMSYN_NEXUS_INSTANCES",
                instancesFile(context.folder(NexusChapter.ID)).toString());
    }

    static NexusSource start(RegionContext context, NexusLists lists, Duration latency) {
        return new NexusSource(context, lists, latency);
    }

    private Path instancesFile(Path folder) {
        StringBuilder text = new StringBuilder("kommunekode;url\n");
        for (Municipality municipality : CareSystem.NEXUS.municipalities()) {
            text.append(municipality.code())
                    .append(';')
                    .append(instances.homeUrl(municipality.code()))
                    .append('\n');
        }
        try {
            return Files.writeString(Files.createDirectories(folder).resolve("instances.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException("the list of instances cannot be written", e);
        }
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.post().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.post(TOKEN_PATH).handler(this::token);
        router.route("/:kommune/*").handler(this::authorised);
        String home = "/:kommune/api/core/mobile/v2";
        router.get(home).handler(answer(request -> Optional.of(instances.home(kommune(request)))));
        router.get(home + "/dataCoverage")
                .handler(answer(request -> Optional.of(instances.coverage(kommune(request)))));
        router.get(home + "/organizations")
                .handler(answer(request -> Optional.of(instances.organisations(kommune(request)))));
        router.get(home + "/organizations/:organisation/:relation")
                .handler(answer(request -> instances.list(
                        kommune(request),
                        number(request.pathParam("organisation")),
                        request.pathParam("relation"),
                        number(request.request().getParam("page", "0")))));
        router.post(home + "/patientDetailsSearch")
                .handler(answer(request -> instances.search(kommune(request), businessKey(request))));
        router.get(home + "/patients/:patient/:relation")
                .handler(answer(request -> instances.patientList(
                        kommune(request), number(request.pathParam("patient")), request.pathParam("relation"))));
        return router;
    }

    private void token(RoutingContext request) {
        boolean known = "client_credentials".equals(request.request().getFormAttribute("grant_type"))
                && tokens.client().equals(request.request().getFormAttribute("client_id"))
                && tokens.secret().equals(request.request().getFormAttribute("client_secret"));
        if (!known) {
            send(request, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        send(
                request,
                200,
                "{\"access_token\":\"" + tokens.give() + "\",\"token_type\":\"Bearer\",\"expires_in\":" + Tokens.SECONDS
                        + "}");
    }

    private void authorised(RoutingContext request) {
        String header = request.request().getHeader("Authorization");
        boolean allowed =
                header != null && header.startsWith("Bearer ") && tokens.valid(header.substring("Bearer ".length()));
        if (!allowed) {
            send(request, 401, "{\"error\":\"unauthorized\"}");
            return;
        }
        if (CareSystem.of(number(request.pathParam("kommune")))
                .filter(CareSystem.NEXUS::equals)
                .isEmpty()) {
            send(request, 404, "{}");
            return;
        }
        calls.incrementAndGet();
        request.next();
    }

    /** Answers after the latency, off the event loop. */
    private Handler<RoutingContext> answer(Function<RoutingContext, Optional<String>> resource) {
        return request -> vertx.setTimer(
                Math.max(1, latency.toMillis()), timer -> vertx.executeBlocking(() -> resource.apply(request), false)
                        .onSuccess(found -> send(request, found.isPresent() ? 200 : 404, found.orElse("{}")))
                        .onFailure(failure -> send(request, 500, "{}")));
    }

    private static void send(RoutingContext request, int status, String body) {
        if (!request.response().closed()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(body);
        }
    }

    private static int kommune(RoutingContext request) {
        return number(request.pathParam("kommune"));
    }

    /** A whole number, or -1 for anything else. */
    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }

    private static String businessKey(RoutingContext request) {
        try {
            return new ObjectMapper()
                    .readTree(request.body().asString())
                    .path("businessKey")
                    .asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    @Override
    public String id() {
        return NexusChapter.ID;
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public long calls() {
        return calls.get();
    }

    @Override
    public void stop() {
        try {
            server.close().await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("nexus does not stop", e);
        }
    }

    @Override
    public void close() {
        try {
            vertx.close().await(10, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("nexus does not stop", e);
        }
    }
}
