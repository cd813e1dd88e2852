package dk.samsyn.adapter.cpr;

import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls the register. Busy answers are asked again while time allows; a body is read under a watchdog, because the client's
 * own timeout ends with the headers.
 */
final class CprHttp {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int ATTEMPTS = 5;

    private final SourceId source;
    private final String base;
    private final Duration timeout;
    private final HttpClient client;

    CprHttp(SourceId source, String url, Duration timeout) {
        this.source = source;
        this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout.compareTo(Duration.ofSeconds(5)) < 0 ? timeout : Duration.ofSeconds(5))
                .build();
        URI uri = URI.create(base);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("settings.url is an address with a host");
        }
    }

    /**
     * An answer.
     *
     * @param status 200, 304 or 404
     * @param etag version of the body, or empty
     * @param modified when the body was made, if the register says so
     */
    record Answer(int status, String etag, Optional<LocalDateTime> modified, InputStream body) {}

    /** Reads the body of an answer. */
    @FunctionalInterface
    interface Reading<T> {
        /**
         * Reads it to the end.
         *
         * @throws IOException if it breaks off
         */
        T read(Answer answer) throws IOException;
    }

    /**
     * Gets a path.
     *
     * @param etag the version we have, or empty
     * @param reading reads answers 200, 304 and 404; every other status is an error
     */
    <T> T get(String path, String etag, SourceScope scope, Reading<T> reading) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).GET();
        if (!etag.isEmpty()) {
            request.header("If-None-Match", etag);
        }
        for (int attempt = 1; ; attempt++) {
            HttpResponse<InputStream> response = send(request, scope);
            int status = response.statusCode();
            if (status == 200 || status == 304 || status == 404) {
                return read(response, scope, reading);
            }
            close(response.body());
            boolean busy = status == 429 || status == 503;
            Duration pause = FIRST_PAUSE.multipliedBy(1L << attempt);
            if (!busy || attempt == ATTEMPTS || scope.remaining().compareTo(pause) <= 0) {
                throw refusal(status);
            }
            rest(pause);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest.Builder request, SourceScope scope) {
        scope.check(source);
        Duration left = scope.remaining();
        Duration patience = left.compareTo(timeout) < 0 ? left : timeout;
        scope.countCall();
        CompletableFuture<HttpResponse<InputStream>> running =
                client.sendAsync(request.timeout(patience).build(), HttpResponse.BodyHandlers.ofInputStream());
        SourceScope.Registration registered = scope.onCancel(() -> running.cancel(true));
        try {
            return running.get(patience.toMillis() + 1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            throw failed(ErrorCode.SOURCE_TIMEOUT, "gave no answer in time");
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
            throw failed(ErrorCode.QUERY_CANCELLED, "the query was cancelled");
        } catch (CancellationException e) {
            throw failed(ErrorCode.QUERY_CANCELLED, "the query was cancelled");
        } catch (ExecutionException e) {
            scope.check(source);
            throw e.getCause() instanceof HttpTimeoutException
                    ? failed(ErrorCode.SOURCE_TIMEOUT, "gave no answer in time")
                    : failed(ErrorCode.SOURCE_UNAVAILABLE, "cannot be reached");
        } finally {
            registered.close();
        }
    }

    private <T> T read(HttpResponse<InputStream> response, SourceScope scope, Reading<T> reading) {
        String etag = response.headers().firstValue("ETag").orElse("");
        WatchedBody body = WatchedBody.of(response.body(), scope.remaining(), timeout);
        SourceScope.Registration registered = scope.onCancel(body::stop);
        try (body) {
            T result = reading.read(new Answer(response.statusCode(), etag, modified(response), body));
            // A body that was stopped may end between two records and look whole.
            check(body, scope);
            return result;
        } catch (IOException e) {
            check(body, scope);
            throw e instanceof CharacterCodingException
                    ? failed(ErrorCode.SOURCE_MALFORMED, "sent a list that is not UTF-8")
                    : failed(ErrorCode.SOURCE_UNAVAILABLE, "broke its answer off");
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            check(body, scope);
            throw failed(ErrorCode.SOURCE_MALFORMED, "sent an answer that cannot be read");
        } finally {
            registered.close();
        }
    }

    private static Optional<LocalDateTime> modified(HttpResponse<InputStream> response) {
        return response.headers().firstValue("Last-Modified").map(text -> ZonedDateTime.parse(
                        text, DateTimeFormatter.RFC_1123_DATE_TIME)
                .withZoneSameInstant(ZoneId.of("Europe/Copenhagen"))
                .toLocalDateTime());
    }

    private void check(WatchedBody body, SourceScope scope) {
        scope.check(source);
        if (body.stopped()) {
            throw failed(ErrorCode.SOURCE_TIMEOUT, "stopped in the middle of its answer");
        }
    }

    private SourceException refusal(int status) {
        return switch (status) {
            case 429, 503 -> failed(ErrorCode.SOURCE_BUSY, "is busy");
            case 408, 504 -> failed(ErrorCode.SOURCE_TIMEOUT, "gave no answer in time");
            case 400, 401, 403, 405 -> failed(ErrorCode.SOURCE_REFUSED, "refused the request with HTTP " + status);
            default -> failed(ErrorCode.SOURCE_UNAVAILABLE, "answered with HTTP " + status);
        };
    }

    private void rest(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(ErrorCode.QUERY_CANCELLED, "the query was cancelled");
        }
    }

    private SourceException failed(ErrorCode code, String whatHappened) {
        return new SourceException(source, code, whatHappened);
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // Closing is all that can be done to a stream that fails to close.
            return;
        }
    }
}
