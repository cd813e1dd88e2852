package dk.samsyn.adapter.soap;

import dk.samsyn.spi.CircuitBreaker;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One HTTP exchange within the query's time, stopped when the query is. The client's own timeout ends with the headers. */
final class Exchange {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
    private static final int FAILURES_IN_A_ROW = 8;
    private static final Duration LEFT_ALONE = Duration.ofSeconds(5);

    private final SourceId source;
    private final Duration timeout;
    private final Duration connectTime;
    private final HttpClient client;
    private final CircuitBreaker breaker;

    Exchange(Endpoint endpoint) {
        this.source = endpoint.source();
        this.timeout = endpoint.timeout();
        this.connectTime = timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT;
        this.breaker = new CircuitBreaker(source, "", FAILURES_IN_A_ROW, LEFT_ALONE);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTime)
                .build();
    }

    /** How long one call may take now. */
    Duration patience(SourceScope scope) {
        scope.check(source);
        Duration left = scope.remaining();
        return left.compareTo(timeout) < 0 ? left : timeout;
    }

    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body, SourceScope scope) {
        Duration patience = patience(scope);
        breaker.enter();
        scope.countCall();
        CompletableFuture<HttpResponse<T>> running = client.sendAsync(request, body);
        SourceScope.Registration registered = scope.onCancel(() -> running.cancel(true));
        try {
            HttpResponse<T> response = running.get(patience.toMillis() + 1, TimeUnit.MILLISECONDS);
            if (response.statusCode() == 502 || response.statusCode() == 504) {
                breaker.failed();
            } else {
                breaker.answered();
            }
            return response;
        } catch (TimeoutException e) {
            running.cancel(true);
            throw noted(later(ErrorCode.SOURCE_TIMEOUT, "gave no answer in time", scope), patience);
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            throw noted(cancelled(), patience);
        } catch (CancellationException e) {
            throw noted(cancelled(), patience);
        } catch (ExecutionException e) {
            throw noted(problem(e.getCause() == null ? e : e.getCause(), patience, scope), patience);
        } finally {
            registered.close();
        }
    }

    /** Tells the breaker what a failure means; that a query had less time than the service may take is not its fault. */
    private RuntimeException noted(RuntimeException failure, Duration patience) {
        SourceException report = failure instanceof RetryLater later ? later.report() : (SourceException) failure;
        switch (report.code()) {
            case SOURCE_UNAVAILABLE -> breaker.failed();
            case SOURCE_TIMEOUT -> {
                if (patience.compareTo(timeout) < 0) {
                    breaker.undecided();
                } else {
                    breaker.failed();
                }
            }
            case QUERY_CANCELLED -> breaker.undecided();
            default -> breaker.answered();
        }
        return failure;
    }

    private RuntimeException problem(Throwable cause, Duration patience, SourceScope scope) {
        if (scope.cancelled() || cause instanceof CancellationException) {
            return cancelled();
        }
        if (cause instanceof BoundedBody.TooLarge || hasCause(cause, BoundedBody.TooLarge.class)) {
            return new SourceException(source, ErrorCode.SOURCE_MALFORMED, "sent an answer beyond the allowed size");
        }
        if (hasCause(cause, ConnectException.class) || isUnreachable(cause, patience)) {
            return later(ErrorCode.SOURCE_UNAVAILABLE, "cannot be reached", scope);
        }
        if (cause instanceof HttpTimeoutException) {
            return later(ErrorCode.SOURCE_TIMEOUT, "gave no answer in time", scope);
        }
        if (cause instanceof java.net.ProtocolException || isGarbled(cause)) {
            return new SourceException(source, ErrorCode.SOURCE_MALFORMED, "sent an answer that is not HTTP");
        }
        if (cause instanceof IOException) {
            return later(ErrorCode.SOURCE_UNAVAILABLE, "broke the connection off", scope);
        }
        return new SourceException(source, ErrorCode.SOURCE_UNAVAILABLE, "could not be called");
    }

    /** The client says the same when the whole call's time ends before the connection stands. */
    private boolean isUnreachable(Throwable cause, Duration patience) {
        return cause instanceof HttpConnectTimeoutException && patience.compareTo(connectTime) >= 0;
    }

    /** The client reports a broken chunk only in words. */
    private static boolean isGarbled(Throwable cause) {
        String words = String.valueOf(cause.getMessage());
        return words.contains("chunk") || words.contains("Invalid status line");
    }

    private RuntimeException later(ErrorCode code, String whatHappened, SourceScope scope) {
        return scope.cancelled()
                ? cancelled()
                : new RetryLater(new SourceException(source, code, whatHappened), Optional.empty());
    }

    private SourceException cancelled() {
        return new SourceException(source, ErrorCode.QUERY_CANCELLED, "the query was cancelled");
    }

    private static boolean hasCause(Throwable problem, Class<? extends Throwable> type) {
        Throwable current = problem;
        while (current != null) {
            if (type.isInstance(current)) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }
}
