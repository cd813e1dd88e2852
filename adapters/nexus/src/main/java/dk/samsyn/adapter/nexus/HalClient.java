package dk.samsyn.adapter.nexus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dk.samsyn.spi.CircuitBreaker;
import dk.samsyn.spi.SourceException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the instances: JSON with a token, within the query's time and the limits of calls at once. Calls only read, so a
 * busy or broken one is tried again; a refused token is renewed once.
 */
final class HalClient {
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 32 << 20;
    private static final int FAILURES_IN_A_ROW = 8;
    private static final Duration LEFT_ALONE = Duration.ofSeconds(5);

    private final HttpClient http;
    private final TokenStore tokens;
    private final Failures failures;
    private final Duration timeout;
    private final Lane all;
    private final int callsPerInstance;
    private final Map<Integer, Lane> perInstance = new ConcurrentHashMap<>();
    private final Map<Integer, CircuitBreaker> breakers = new ConcurrentHashMap<>();
    private final ObjectMapper json = new ObjectMapper();

    HalClient(HttpClient http, TokenStore tokens, Failures failures, Limits limits) {
        this.http = http;
        this.tokens = tokens;
        this.failures = failures;
        this.timeout = limits.timeout();
        this.all = new Lane(limits.callsAtOnce());
        this.callsPerInstance = limits.callsPerInstance();
    }

    /**
     * How much is asked at once.
     *
     * @param timeout longest wait for one call
     * @param callsAtOnce calls over all instances
     * @param callsPerInstance calls to one instance, so that a slow one does not hold up the others
     */
    record Limits(Duration timeout, int callsAtOnce, int callsPerInstance) {}

    Failures failures() {
        return failures;
    }

    /** Reads a resource. */
    CompletableFuture<Hal> get(Instance instance, URI address, Asking asking) {
        return call(new Call(instance, address, null, asking, false), 1)
                .thenApply(body -> new Hal(failures, instance, address, body));
    }

    /** Sends a search; empty if the service knows nothing of the kind. */
    CompletableFuture<Optional<Hal>> search(Instance instance, URI address, String body, Asking asking) {
        return call(new Call(instance, address, body, asking, false), 1)
                .thenApply(found -> found.isMissingNode() || found.isNull()
                        ? Optional.empty()
                        : Optional.of(new Hal(failures, instance, address, found)));
    }

    private CompletableFuture<JsonNode> call(Call call, int attempt) {
        Lane lane = perInstance.computeIfAbsent(call.instance().kommunekode(), code -> new Lane(callsPerInstance));
        CircuitBreaker breaker = breakers.computeIfAbsent(
                call.instance().kommunekode(),
                code -> new CircuitBreaker(failures.source(), call.where() + " ", FAILURES_IN_A_ROW, LEFT_ALONE));
        try {
            breaker.enter();
        } catch (SourceException e) {
            return CompletableFuture.failedFuture(e);
        }
        return lane.run(() -> all.run(() -> tokens.token().thenCompose(token -> send(call, token))))
                .handle(Outcome::new)
                .thenCompose(outcome -> {
                    if (outcome.answer() != null) {
                        int status = outcome.answer().response().statusCode();
                        if (status == 502 || status == 504) {
                            breaker.failed();
                        } else {
                            breaker.answered();
                        }
                        return read(call, outcome.answer(), attempt);
                    }
                    SourceException failure = failures.of(call.where(), outcome.cause());
                    note(breaker, failure, call.asking());
                    return again(call, attempt, FIRST_WAIT, failure);
                });
    }

    /** Tells the breaker what a failure means; that a query ran out of its own time is not the instance's fault. */
    private static void note(CircuitBreaker breaker, SourceException failure, Asking asking) {
        boolean silent =
                switch (failure.code()) {
                    case SOURCE_UNAVAILABLE -> true;
                    case SOURCE_TIMEOUT -> asking.worthWaiting(Duration.ZERO);
                    default -> false;
                };
        if (silent) {
            breaker.failed();
        } else {
            breaker.undecided();
        }
    }

    private CompletableFuture<Answer> send(Call call, String token) {
        call.asking().check();
        Duration wait = shorter(timeout, call.asking().remaining());
        HttpRequest.Builder request = HttpRequest.newBuilder(call.address())
                .timeout(wait)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token);
        if (call.body() != null) {
            request.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(call.body()));
        }
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(request.build(), info -> new LimitedBody(MAX_BYTES));
        call.asking().started(call.instance(), sent);
        CompletableFuture<Answer> answer = sent.thenApply(response -> new Answer(response, token))
                .orTimeout(wait.toMillis() + 1, TimeUnit.MILLISECONDS);
        var unused = answer.whenComplete((value, failure) -> {
            if (failure instanceof TimeoutException) {
                sent.cancel(true);
            }
        });
        return answer;
    }

    private CompletableFuture<JsonNode> read(Call call, Answer answer, int attempt) {
        int status = answer.response().statusCode();
        if (status == 200) {
            return CompletableFuture.completedFuture(
                    parse(call, answer.response().body()));
        }
        if (status == 404 && call.body() != null) {
            return CompletableFuture.completedFuture(MissingNode.getInstance());
        }
        if (status == 401 && !call.renewed()) {
            tokens.refused(answer.token());
            return call(new Call(call.instance(), call.address(), call.body(), call.asking(), true), attempt);
        }
        if (status == 401 || status == 403) {
            throw failures.refused(call.where());
        }
        if (status == 429 || status == 503) {
            return again(call, attempt, retryAfter(answer.response()), failures.busy(call.where()));
        }
        if (status >= 500) {
            return again(call, attempt, FIRST_WAIT, failures.unavailable(call.where(), null));
        }
        throw failures.malformed(call.where(), null);
    }

    /** Tries again after a wait that doubles, or gives up when attempts or time are used. */
    private CompletableFuture<JsonNode> again(Call call, int attempt, Duration first, SourceException otherwise) {
        Duration wait = shorter(first.multipliedBy(1L << (attempt - 1)), LONGEST_WAIT);
        boolean worth =
                switch (otherwise.code()) {
                    case SOURCE_BUSY, SOURCE_UNAVAILABLE -> true;
                    default -> false;
                };
        if (!worth || attempt >= ATTEMPTS || !call.asking().worthWaiting(wait)) {
            throw otherwise;
        }
        return CompletableFuture.supplyAsync(
                        () -> attempt + 1, CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS))
                .thenCompose(next -> call(call, next));
    }

    private static Duration retryAfter(HttpResponse<byte[]> answer) {
        try {
            return answer.headers()
                    .firstValue("Retry-After")
                    .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds.strip())))
                    .filter(wait -> !wait.isNegative())
                    .orElse(FIRST_WAIT);
        } catch (NumberFormatException | ArithmeticException e) {
            return FIRST_WAIT;
        }
    }

    private JsonNode parse(Call call, byte[] body) {
        if (body.length == 0 && call.body() != null) {
            return MissingNode.getInstance();
        }
        try {
            return json.readTree(body);
        } catch (IOException e) {
            // The cause is left out: its message quotes the text.
            throw failures.malformed(call.where(), null);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** One call; {@code renewed} says that a new token has been fetched for it already. */
    private record Call(
            Instance instance, URI address, @Nullable String body, Asking asking, boolean renewed) {
        String where() {
            return instance.label();
        }
    }

    private record Answer(HttpResponse<byte[]> response, String token) {}

    private record Outcome(
            @Nullable Answer answer, @Nullable Throwable failure) {
        Throwable cause() {
            return failure == null ? new IllegalStateException("a call without an answer") : failure;
        }
    }
}
