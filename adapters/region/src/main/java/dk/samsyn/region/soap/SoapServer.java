package dk.samsyn.region.soap;

import dk.samsyn.region.LiveSource;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A SOAP service on a port of its own on the loopback address. It wants the ID card it was given, answers after its latency,
 * and turns calls away with 503 when it works on as many as it can. Answers are computed when asked for.
 */
public final class SoapServer implements LiveSource {
    /** Namespace of SOAP 1.1. */
    public static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";

    private static final String XML = "text/xml; charset=utf-8";

    private final String id;
    private final String idCard;
    private final ServiceLoad load;
    private final Answers answers;
    private final Vertx vertx;
    private final HttpServer server;
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** Answers questions whose security header is in order. */
    @FunctionalInterface
    public interface Answers {
        /**
         * The envelope that answers, in pieces that are computed as they are sent.
         *
         * @throws SoapFault to refuse
         */
        Iterator<String> answer(SoapQuestion question);
    }

    /**
     * Starts listening.
     *
     * @param idCard text that the security header must hold
     * @throws IllegalStateException if there is no port
     */
    public SoapServer(String id, String idCard, ServiceLoad load, Answers answers) {
        this.id = id;
        this.idCard = idCard;
        this.load = load;
        this.answers = answers;
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(4));
        this.server = vertx.createHttpServer().requestHandler(this::handle);
        try {
            server.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            vertx.close();
            throw new IllegalStateException("service " + id + " of the demo finds no free port", e);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Map<String, String> settings() {
        String prefix = "SAMSYN_" + id.toUpperCase(Locale.ROOT);
        return Map.of(
                prefix + "_URL", "http://127.0.0.1:" + server.actualPort() + "/" + id, prefix + "_ID_CARD", idCard);
    }

    @Override
    public long calls() {
        return calls.get();
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

    private void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (!request.method().equals(HttpMethod.POST)) {
            response.putHeader("Content-Type", XML).end("<service name=\"" + id + "\"/>");
            return;
        }
        if (working.incrementAndGet() > load.callsAtOnce()) {
            working.decrementAndGet();
            response.setStatusCode(503).putHeader("Retry-After", "1").end();
            return;
        }
        AtomicBoolean left = new AtomicBoolean();
        Runnable leave = () -> {
            if (left.compareAndSet(false, true)) {
                working.decrementAndGet();
            }
        };
        response.endHandler(ended -> leave.run());
        response.closeHandler(closed -> leave.run());
        request.body().onSuccess(body -> later(() -> answer(body, response)));
    }

    private void later(Runnable task) {
        long millis = load.latency().toMillis();
        if (millis == 0) {
            task.run();
        } else {
            vertx.setTimer(millis, timer -> task.run());
        }
    }

    private void answer(Buffer body, HttpServerResponse response) {
        if (response.closed()) {
            return;
        }
        calls.incrementAndGet();
        vertx.executeBlocking(() -> begin(body.toString(StandardCharsets.UTF_8)), false)
                .onSuccess(pieces -> {
                    response.putHeader("Content-Type", XML).setChunked(true);
                    send(pieces, response);
                })
                .onFailure(problem -> {
                    SoapFault fault = problem instanceof SoapFault known ? known : new SoapFault("processing_problem");
                    response.setStatusCode(500).putHeader("Content-Type", XML).end(fault.envelope());
                });
    }

    private Iterator<String> begin(String envelope) {
        SoapQuestion question = SoapQuestion.read(envelope);
        String card =
                question.single("BinarySecurityToken").orElseThrow(() -> new SoapFault("missing_required_header"));
        if (!card.equals(idCard)) {
            throw new SoapFault("invalid_idcard");
        }
        return answers.answer(question);
    }

    /** One piece at a time: the next one is computed when the one before has left. */
    private void send(Iterator<String> pieces, HttpServerResponse response) {
        vertx.executeBlocking(() -> pieces.hasNext() ? pieces.next() : "", false)
                .onSuccess(piece -> {
                    if (piece.isEmpty()) {
                        response.end();
                    } else {
                        response.write(piece).onSuccess(written -> send(pieces, response));
                    }
                })
                .onFailure(problem -> response.reset());
    }
}
