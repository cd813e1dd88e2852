package dk.samsyn.broker.identity;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.config.SignOnConfig;
import dk.samsyn.spi.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.oauth2.OAuth2Auth;
import io.vertx.ext.auth.oauth2.OAuth2AuthorizationURL;
import io.vertx.ext.auth.oauth2.OAuth2FlowType;
import io.vertx.ext.auth.oauth2.OAuth2Options;
import io.vertx.ext.auth.oauth2.Oauth2Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One provider: found by its own description when it is first needed, asked with vertx-auth-oauth2. */
final class Provider {
    private static final long PATIENCE_SECONDS = 10;
    private static final List<String> OPENID = List.of("openid", "profile");
    private static final List<String> LAUNCH = List.of("openid", "profile", "fhirUser", "launch", "patient/Patient.r");

    private final Vertx vertx;
    private final SignOnConfig.Provider config;
    private final boolean recordSystem;
    private final FhirService service;
    private volatile @Nullable Found found;

    Provider(Vertx vertx, SignOnConfig.Provider config, boolean recordSystem) {
        this.vertx = vertx;
        this.config = config;
        this.recordSystem = recordSystem;
        this.service = new FhirService(config.issuer());
    }

    /**
     * What a provider has answered.
     *
     * @param claims of the ID token, whose signature is right
     * @param response the whole answer: access token, and what a record system says of its screen
     */
    record Answer(JsonObject claims, JsonObject response) {}

    private record Found(String issuer, OAuth2Auth client) {}

    SignOnConfig.Provider config() {
        return config;
    }

    /** The issuer of its tokens; a record system's is not the address of its FHIR service. */
    String issuer() {
        return found().issuer();
    }

    /** The provider's page for signing in. */
    String page(String state, String nonce, String verifier, String returnAddress, SignOn.Wish wish) {
        OAuth2AuthorizationURL url = new OAuth2AuthorizationURL()
                .setState(state)
                .setRedirectUri(returnAddress)
                .setScopes(wish.launch().isPresent() ? LAUNCH : OPENID)
                .setCodeChallenge(challenge(verifier))
                .setCodeChallengeMethod("S256")
                .putAdditionalParameter("nonce", nonce);
        wish.launch().ifPresent(launch -> url.putAdditionalParameter("launch", launch));
        if (recordSystem) {
            url.putAdditionalParameter("aud", config.issuer());
        }
        if (wish.again()) {
            url.putAdditionalParameter("prompt", "login").putAdditionalParameter("max_age", "0");
        }
        return found().client().authorizeURL(url);
    }

    /** Exchanges the code for tokens. */
    Answer exchange(String code, String returnAddress, String verifier) {
        OAuth2Auth client = found().client();
        JsonObject response = wait(client.authenticate(new Oauth2Credentials()
                        .setFlow(OAuth2FlowType.AUTH_CODE)
                        .setCode(code)
                        .setRedirectUri(returnAddress)
                        .setCodeVerifier(verifier)))
                .principal();
        String token = response.getString("id_token", "");
        return new Answer(claims(client, token).orElseThrow(() -> notGenuine(token)), response);
    }

    /** The person number of the patient whom the record system has open, read from its own service. */
    Optional<String> personNumber(JsonObject response) {
        return Optional.ofNullable(response.getString("patient"))
                .map(patient -> service.personNumber(patient, response.getString("access_token", "")));
    }

    /** Claims of a token that one of the provider's keys has signed; keys change, so once they are read again. */
    private static Optional<JsonObject> claims(OAuth2Auth client, String token) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        Optional<JsonObject> claims = verified(client, token);
        if (claims.isEmpty()) {
            wait(client.jWKSet());
            claims = verified(client, token);
        }
        return claims;
    }

    private static Optional<JsonObject> verified(OAuth2Auth client, String token) {
        try {
            User user = wait(client.authenticate(new TokenCredentials(token)));
            return Optional.ofNullable(user.attributes().getJsonObject("accessToken"));
        } catch (QueryException e) {
            return Optional.empty();
        }
    }

    /** Why a token is not taken, by what it says itself: for the words only. */
    private QueryException notGenuine(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            JsonObject claims = new JsonObject(new String(
                    Base64.getUrlDecoder().decode(parts.length > 1 ? parts[1] : ""), StandardCharsets.UTF_8));
            if (!IdToken.isFor(claims, config.clientId())) {
                return SignOn.refused(ErrorCode.SIGN_ON_OTHER_CLIENT, "the token is for another client");
            }
            if (claims.getValue("exp") instanceof Number end && end.longValue() * 1000 < System.currentTimeMillis()) {
                return SignOn.refused(ErrorCode.SIGN_ON_EXPIRED, "the token has expired");
            }
        } catch (DecodeException | IllegalArgumentException e) {
            return SignOn.refused(ErrorCode.SIGN_ON_FORGED, "the token cannot be read");
        }
        return SignOn.refused(ErrorCode.SIGN_ON_FORGED, "the token has no signature of the provider");
    }

    private Found found() {
        Found known = found;
        if (known == null) {
            synchronized (this) {
                known = found == null ? find() : Objects.requireNonNull(found);
                found = known;
            }
        }
        return known;
    }

    private Found find() {
        JsonObject self = service.description(recordSystem ? "smart-configuration" : "openid-configuration");
        String issuer = text(self, "issuer");
        boolean sameIssuer = recordSystem || issuer.equals(config.issuer());
        boolean pkce = self.getValue("code_challenge_methods_supported") instanceof JsonArray methods
                ? methods.contains("S256")
                : !recordSystem;
        if (!sameIssuer || !pkce) {
            throw unavailable("the provider's description does not fit: issuer or PKCE with S256", null);
        }
        OAuth2Options options = new OAuth2Options()
                .setClientId(config.clientId())
                .setSite(issuer)
                .setAuthorizationPath(text(self, "authorization_endpoint"))
                .setTokenPath(text(self, "token_endpoint"))
                .setJwkPath(text(self, "jwks_uri"))
                .setJWTOptions(new JWTOptions().setIssuer(issuer))
                .setHttpClientOptions(new HttpClientOptions()
                        .setConnectTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))
                        .setIdleTimeout((int) PATIENCE_SECONDS));
        config.clientSecret().ifPresent(options::setClientSecret);
        OAuth2Auth client = OAuth2Auth.create(vertx, options);
        wait(client.jWKSet());
        return new Found(issuer, client);
    }

    private static String text(JsonObject self, String name) {
        if (self.getValue(name) instanceof String text) {
            return text;
        }
        throw unavailable("the provider's description has no " + name, null);
    }

    private static <T> T wait(Future<T> answer) {
        try {
            return answer.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted", e);
        } catch (TimeoutException e) {
            throw unavailable("the provider does not answer", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof IOException || cause instanceof HttpClosedException
                    ? unavailable("the provider does not answer", cause)
                    : new QueryException(ErrorCode.SIGN_ON_REFUSED, "the provider has refused", cause);
        }
    }

    static QueryException unavailable(String message, @Nullable Throwable cause) {
        return new QueryException(ErrorCode.SIGN_ON_UNAVAILABLE, message, cause);
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
