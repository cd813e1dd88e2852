package dk.samsyn.adapter.soap;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dk.samsyn.spi.ErrorCode;
import dk.samsyn.spi.SourceException;
import dk.samsyn.spi.SourceId;
import dk.samsyn.spi.SourceScope;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.xml.stream.XMLStreamException;

/**
 * Asks a SOAP 1.1 service over HTTP. A busy or slow service is asked again with growing pauses while the query's deadline
 * allows; everything that goes wrong comes out as a {@link SourceException} without the service's own words.
 */
public final class SoapService {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Endpoint endpoint;
    private final SourceId source;
    private final Exchange exchange;

    public SoapService(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.source = endpoint.source();
        this.exchange = new Exchange(endpoint);
    }

    /** Reads one answer. */
    @FunctionalInterface
    public interface Reading<T> {
        /**
         * Reads the content the answer is positioned on.
         *
         * @throws XMLStreamException if it is not what the service promises
         */
        T read(SoapAnswer answer) throws XMLStreamException;
    }

    /**
     * Asks one question and reads the whole answer.
     *
     * @param unknownPerson the answer if the service does not know the person
     * @throws SourceException if no answer was had
     */
    public <T> T ask(SoapRequest question, SourceScope scope, Reading<T> reading, Supplier<T> unknownPerson) {
        return persistently(scope, () -> {
            HttpResponse<byte[]> response =
                    exchange.send(post(question, scope), info -> new BoundedBody(endpoint.maxBytes()), scope);
            try {
                return read(response, reading);
            } catch (ServiceFault fault) {
                if (fault.meaning() == ServiceFault.Meaning.PERSON_UNKNOWN) {
                    return unknownPerson.get();
                }
                throw report(fault);
            }
        });
    }

    /**
     * Asks one question whose answer is read while it arrives, for answers that are lists. The stream ends with an
     * {@link java.io.IOException} when the query's time is up.
     *
     * @throws SourceException if the service did not begin to answer
     */
    public InputStream stream(SoapRequest question, SourceScope scope) {
        return persistently(scope, () -> {
            HttpResponse<InputStream> response =
                    exchange.send(post(question, scope), info -> HttpResponse.BodySubscribers.ofInputStream(), scope);
            if (response.statusCode() != 200) {
                closeQuietly(response.body());
                throw refusal(response);
            }
            return response.body();
        });
    }

    /**
     * Asks whether the service answers at all, with a request that names nobody.
     *
     * @throws SourceException if it does not
     */
    public void ping(SourceScope scope) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.url())
                .timeout(exchange.patience(scope))
                .GET()
                .build();
        try {
            HttpResponse<byte[]> response = exchange.send(request, info -> new BoundedBody(endpoint.maxBytes()), scope);
            if (response.statusCode() >= 500) {
                throw failed(ErrorCode.SOURCE_UNAVAILABLE, "answered with HTTP " + response.statusCode());
            }
        } catch (RetryLater later) {
            throw later.report();
        }
    }

    /** What a fault found while reading a streamed answer means to the query. */
    public RuntimeException report(ServiceFault fault) {
        String named = fault.knownCode().map(code -> " (" + code + ")").orElse("");
        if (fault.meaning() == ServiceFault.Meaning.FAILED) {
            return new RetryLater(
                    failed(ErrorCode.SOURCE_UNAVAILABLE, "failed to process the request" + named), Optional.empty());
        }
        return failed(ErrorCode.SOURCE_REFUSED, "refused the request" + named);
    }

    /** The error for an answer that is not what the service promises. */
    public SourceException malformed() {
        return failed(ErrorCode.SOURCE_MALFORMED, "sent an answer that cannot be read");
    }

    private <T> T read(HttpResponse<byte[]> response, Reading<T> reading) {
        int status = response.statusCode();
        if (status != 200 && status != 500) {
            throw refusal(response);
        }
        try {
            SoapAnswer answer = SoapAnswer.open(new ByteArrayInputStream(response.body()));
            if (status == 500) {
                throw refusal(response);
            }
            return reading.read(answer);
        } catch (XMLStreamException | DateTimeException | NumberFormatException e) {
            // The parser's words may quote the answer, so they go no further.
            throw status == 500 ? refusal(response) : malformed();
        }
    }

    private RuntimeException refusal(HttpResponse<?> response) {
        int status = response.statusCode();
        return switch (status) {
            case 429, 503 -> new RetryLater(failed(ErrorCode.SOURCE_BUSY, "is busy"), retryAfter(response));
            case 408, 504 ->
                new RetryLater(failed(ErrorCode.SOURCE_TIMEOUT, "gave no answer in time"), Optional.empty());
            case 502 ->
                new RetryLater(failed(ErrorCode.SOURCE_UNAVAILABLE, "answered with HTTP 502"), Optional.empty());
            case 400, 401, 403, 405, 413, 415 ->
                failed(ErrorCode.SOURCE_REFUSED, "refused the request with HTTP " + status);
            default -> failed(ErrorCode.SOURCE_UNAVAILABLE, "answered with HTTP " + status);
        };
    }

    /** Seconds only; the other form, a date, would need a clock that agrees with the service's. */
    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,5}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private <T> T persistently(SourceScope scope, Supplier<T> attempt) {
        scope.check(source);
        RetryPolicy<T> policy = RetryPolicy.<T>builder()
                .handle(RetryLater.class)
                .withMaxAttempts(endpoint.attempts())
                .withBackoff(FIRST_PAUSE, LONGEST_PAUSE)
                .withJitter(0.2)
                .build();
        try {
            return Failsafe.with(policy).get(context -> {
                try {
                    return attempt.get();
                } catch (RetryLater later) {
                    if (hopeless(later, context.getAttemptCount() + 1, scope)) {
                        throw later.report();
                    }
                    later.pause().ifPresent(this::rest);
                    throw later;
                }
            });
        } catch (RetryLater later) {
            throw later.report();
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw failed(ErrorCode.QUERY_CANCELLED, "the query was cancelled");
            }
            throw new IllegalStateException("an attempt failed unexpectedly", e);
        }
    }

    /** Waiting longer cannot help: no time left, or the service is not merely busy and was tried three times. */
    private static boolean hopeless(RetryLater later, int attemptsMade, SourceScope scope) {
        Duration pause = later.pause().orElse(FIRST_PAUSE);
        if (scope.cancelled() || scope.remaining().compareTo(pause) <= 0) {
            return true;
        }
        return later.report().code() != ErrorCode.SOURCE_BUSY && attemptsMade >= 3;
    }

    private void rest(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(ErrorCode.QUERY_CANCELLED, "the query was cancelled");
        }
    }

    private HttpRequest post(SoapRequest question, SourceScope scope) {
        return HttpRequest.newBuilder(endpoint.url())
                .timeout(exchange.patience(scope))
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("SOAPAction", '"' + question.action() + '"')
                .POST(HttpRequest.BodyPublishers.ofString(question.envelope(), StandardCharsets.UTF_8))
                .build();
    }

    private SourceException failed(ErrorCode code, String whatHappened) {
        return new SourceException(source, code, whatHappened);
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (java.io.IOException e) {
            // Nothing is lost: the answer was already refused by its status.
            return;
        }
    }
}
