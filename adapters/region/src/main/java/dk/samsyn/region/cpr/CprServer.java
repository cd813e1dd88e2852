package dk.samsyn.region.cpr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dk.samsyn.region.LiveSource;
import dk.samsyn.region.RegionContext;
import dk.samsyn.region.cpr.Register.NightlyList;
import dk.samsyn.region.people.Population;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * The register's service: {@code GET /sikrede/NUMBER} answers for one person by any number the person has or had, {@code GET
 * /liste/NAME.csv} streams a nightly list with the date in its ETag. Answers are made on call from the population.
 */
final class CprServer implements LiveSource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHUNK = 1 << 16;
    private static final long WRITE_SECONDS = 60;

    private final Population population;
    private static final DateTimeFormatter LIST_NIGHT = DateTimeFormatter.RFC_1123_DATE_TIME;

    private final LocalDate today;
    private final String etag;
    private final LongAdder calls = new LongAdder();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Vertx vertx;
    private final HttpServer server;

    CprServer(RegionContext context) {
        this.population = context.population();
        this.today = context.options().today();
        this.etag = "\"" + today + "-" + context.options().size() + "-"
                + context.options().seed() + "-"
                + context.options().except().map(String::hashCode).orElse(0) + "\"";
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(4));
        Router router = Router.router(vertx);
        router.get("/sikrede/:cpr").handler(this::person);
        router.get("/liste/:fil").blockingHandler(this::list, false);
        this.server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void person(RoutingContext call) {
        calls.increment();
        OptionalInt index = population.indexOf(call.pathParam("cpr"));
        if (index.isEmpty()) {
            answer(call, 404, Map.of("fejl", "personen findes ikke"));
            return;
        }
        answer(call, 200, Register.json(population.citizen(index.getAsInt()), today));
    }

    private static void answer(RoutingContext call, int status, Map<String, ?> body) {
        try {
            call.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json; charset=utf-8")
                    .end(Buffer.buffer(JSON.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            call.fail(e);
        }
    }

    private void list(RoutingContext call) {
        calls.increment();
        String file = call.pathParam("fil");
        Optional<NightlyList> list =
                file.endsWith(".csv") ? NightlyList.of(file.substring(0, file.length() - 4)) : Optional.empty();
        if (list.isEmpty()) {
            answer(call, 404, Map.of("fejl", "listen findes ikke"));
            return;
        }
        HttpServerResponse response =
                call.response().putHeader("ETag", etag).putHeader("Last-Modified", LIST_NIGHT.format(night()));
        if (etag.equals(call.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.setChunked(true).putHeader("Content-Type", "text/csv; charset=utf-8");
        stream(list.get(), response);
    }

    /** Lists are made in the night before they are used. */
    private ZonedDateTime night() {
        return today.atTime(2, 0).atZone(ZoneId.of("Europe/Copenhagen")).withZoneSameInstant(ZoneOffset.UTC);
    }

    /** Writes in pieces and waits for each, so that a slow reader holds the making back. */
    private void stream(NightlyList list, HttpServerResponse response) {
        StringBuilder text = new StringBuilder(list.header()).append('\n');
        for (int i = 0; i < population.size() && !response.closed(); i++) {
            if (population.present(i)) {
                list.lines(population.citizen(i))
                        .forEach(line -> text.append(line).append('\n'));
            }
            if (text.length() >= CHUNK) {
                await(response.write(take(text)).toCompletionStage().toCompletableFuture());
            }
        }
        if (!response.closed()) {
            response.end(take(text));
        }
    }

    private static Buffer take(StringBuilder text) {
        Buffer buffer = Buffer.buffer(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
        return buffer;
    }

    private static void await(java.util.concurrent.CompletableFuture<?> written) {
        try {
            written.get(WRITE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the list was interrupted", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the reader of the list has gone", e);
        }
    }

    @Override
    public String id() {
        return CprChapter.ID;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("SAMSYN_CPR_URL", "http://127.0.0.1:" + server.actualPort());
    }

    @Override
    public long calls() {
        return calls.sum();
    }

    @Override
    public void stop() {
        if (stopped.compareAndSet(false, true)) {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
