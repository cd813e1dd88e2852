package dk.samsyn.adapter.nexus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens by client credentials (RFC 6749, 4.4): one for all queries, asked for once when several need it, kept until
 * shortly before it expires, forgotten when the service refuses it.
 */
final class TokenStore {
    private static final String WHERE = "the token service";

    /** Share of a token's life that is not used, so that it does not expire on its way: a tenth. */
    private static final int MARGIN_DIVISOR = 10;

    private static final int MAX_BYTES = 1 << 16;
    private static final long DEFAULT_SECONDS = 60;

    private final HttpClient http;
    private final HttpRequest request;
    private final Failures failures;
    private final InstantSource clock;
    private final ObjectMapper json = new ObjectMapper();
    private @Nullable CompletableFuture<Token> current;

    TokenStore(HttpClient http, Client client, Duration timeout, Failures failures, InstantSource clock) {
        this.http = http;
        this.failures = failures;
        this.clock = clock;
        this.request = HttpRequest.newBuilder(client.tokenUrl())
                .timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&client_id="
                        + encoded(client.id()) + "&client_secret=" + encoded(client.secret())))
                .build();
    }

    /**
     * Who the broker is for the services.
     *
     * @param tokenUrl the token service
     */
    record Client(URI tokenUrl, String id, String secret) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "client " + id;
        }
    }

    /** A token that is valid now; asking for it does not belong to one query and is not stopped with it. */
    synchronized CompletableFuture<String> token() {
        CompletableFuture<Token> known = current;
        if (known == null || known.isCompletedExceptionally() || expired(known)) {
            known = ask();
            current = known;
        }
        return known.thenApply(Token::value);
    }

    /** Forgets a token that was refused, unless a newer one is known already. */
    synchronized void refused(String token) {
        CompletableFuture<Token> known = current;
        if (known != null
                && known.isDone()
                && !known.isCompletedExceptionally()
                && known.join().value().equals(token)) {
            current = null;
        }
    }

    private boolean expired(CompletableFuture<Token> token) {
        return token.isDone() && !clock.instant().isBefore(token.join().useUntil());
    }

    private CompletableFuture<Token> ask() {
        return http.sendAsync(request, info -> new LimitedBody(MAX_BYTES)).handle((answer, failure) -> {
            if (failure != null) {
                throw failures.of(WHERE, failure);
            }
            return read(answer);
        });
    }

    private Token read(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status == 429 || status == 503) {
            throw failures.busy(WHERE);
        }
        if (status >= 500) {
            throw failures.unavailable(WHERE, null);
        }
        if (status != 200) {
            throw failures.refused(WHERE);
        }
        try {
            JsonNode token = json.readTree(answer.body());
            String value = token.path("access_token").asText("");
            if (value.isEmpty()) {
                throw failures.malformed(WHERE, null);
            }
            long seconds = token.path("expires_in").asLong(DEFAULT_SECONDS);
            return new Token(value, clock.instant().plusSeconds(seconds - seconds / MARGIN_DIVISOR));
        } catch (IOException e) {
            throw failures.malformed(WHERE, null);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private record Token(String value, Instant useUntil) {}
}
