package dk.samsyn.broker.identity;

import dk.samsyn.spi.ErrorCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Claims of an ID token whose signature is right, held against what was asked for (OpenID Connect Core 3.1.3.7). */
record IdToken(JsonObject claims) {
    /** How far the provider's clock may be from ours. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    /**
     * Passes or throws.
     *
     * @throws dk.samsyn.broker.access.QueryException SIGN_ON_FORGED, SIGN_ON_OTHER_CLIENT, SIGN_ON_EXPIRED, SIGN_ON_NONCE
     */
    void check(String issuer, String client, String nonce, Instant now) {
        if (!issuer.equals(claims.getValue("iss"))) {
            throw SignOn.refused(ErrorCode.SIGN_ON_FORGED, "the token is of another issuer");
        }
        if (!isFor(claims, client)) {
            throw SignOn.refused(ErrorCode.SIGN_ON_OTHER_CLIENT, "the token is for another client");
        }
        boolean fresh = time("exp").filter(end -> now.isBefore(end.plus(SKEW))).isPresent()
                && time("iat").filter(start -> start.isBefore(now.plus(SKEW))).isPresent();
        if (!fresh) {
            throw SignOn.refused(ErrorCode.SIGN_ON_EXPIRED, "the token has expired or is of the future");
        }
        if (!nonce.equals(claims.getValue("nonce"))) {
            throw SignOn.refused(ErrorCode.SIGN_ON_NONCE, "the token is of another sign-on");
        }
    }

    /** Passes if the user proved who it is after {@code since}: what is wanted to open a locked page again. */
    void checkSince(Instant since) {
        if (time("auth_time").filter(at -> at.plus(SKEW).isAfter(since)).isEmpty()) {
            throw SignOn.refused(ErrorCode.SIGN_ON_EXPIRED, "the provider has not asked the user again");
        }
    }

    /** Whether the token is for that client, and for it alone where it says who may use it. */
    static boolean isFor(JsonObject claims, String client) {
        Object audience = claims.getValue("aud");
        boolean named = client.equals(audience) || (audience instanceof JsonArray several && several.contains(client));
        return named && (!claims.containsKey("azp") || client.equals(claims.getValue("azp")));
    }

    private Optional<Instant> time(String name) {
        return claims.getValue(name) instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }
}
