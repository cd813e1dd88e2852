package dk.samsyn.broker.demo;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.DemoRegion;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider as an organisation has one, for the demo and for tests: OpenID Connect's discovery and keys, the code flow
 * with PKCE, a page for signing in. On a port of its own on the loopback address, beside a {@link DemoRecords record system} that
 * uses it. It keeps everything in memory.
 */
public final class DemoLogin implements AutoCloseable {
    /** The broker's name here. */
    public static final String CLIENT = "samsyn";

    private static final String COOKIE = "demo-login";
    private static final Pattern RETURN = Pattern.compile("http://(127\\.0\\.0\\.1|localhost):[0-9]+/login/retur");
    private static final Pattern OWN_PAGE = Pattern.compile("/(authorize\\?|journal).*");
    private static final long START_SECONDS = 20;
    private static final long TOKEN_SECONDS = 300;

    private final SecureRandom random = new SecureRandom();
    private final String secret = secret();
    private final Vertx vertx = Vertx.vertx();
    private final DemoRecords records;
    private final HttpServer server;
    private final Map<String, SignedIn> browsers = new ConcurrentHashMap<>();
    private final Map<String, Grant> codes = new ConcurrentHashMap<>();
    private volatile DemoKey key = DemoKey.make("1");
    private volatile Fault fault = Fault.NONE;
    private volatile BiFunction<String, String, Principal> passwords = (user, password) -> {
        throw new IllegalStateException("nobody is admitted yet");
    };

    /** Somebody in a browser, since when. */
    record SignedIn(Principal user, Instant since) {}

    private record Grant(
            SignedIn who, String nonce, String challenge, String returnAddress, Optional<DemoRecords.Launch> launch) {}

    /** Starts on a free port; the record system shows these patients. */
    public DemoLogin(List<DemoRegion.Example> patients) {
        Router router = Router.router(vertx);
        this.server = vertx.createHttpServer().requestHandler(router);
        try {
            server.listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting the demo's provider", e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the demo's provider finds no port", e);
        }
        this.records = new DemoRecords(address(), patients, this::secret);
        router.get("/.well-known/openid-configuration").handler(this::description);
        router.get("/jwks").handler(context -> json(context, 200, key.published()));
        router.get("/authorize").handler(this::authorize);
        router.get("/log-ind").handler(context -> DemoPage.login(context, 200, text(context, "videre"), "", false));
        router.post("/log-ind").handler(BodyHandler.create(false)).handler(this::signIn);
        router.post("/token").handler(BodyHandler.create(false)).handler(this::token);
        router.get("/stil.css").handler(DemoPage::style);
        records.mount(router, this::who);
    }

    /** Issuer of its tokens. */
    public String address() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** What the broker proves itself with. */
    public String clientSecret() {
        return secret;
    }

    /** The record system beside it. */
    public DemoRecords records() {
        return records;
    }

    /** Lets users in whose password {@code check} finds right; it throws {@link QueryException} for others. */
    public void admit(BiFunction<String, String, Principal> check) {
        passwords = check;
    }

    /** Does something wrong from now on, or nothing. */
    public void fault(Fault wrong) {
        fault = wrong;
        records.fault(wrong);
    }

    /** Signs with a new key from now on. */
    public void changeKey() {
        key = DemoKey.make(secret());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void description(RoutingContext context) {
        json(context, 200, endpoints().put("subject_types_supported", new JsonArray().add("public")));
    }

    /** What both descriptions say. */
    private JsonObject endpoints() {
        return DemoRecords.endpoints(address());
    }

    private Optional<SignedIn> who(RoutingContext context) {
        Cookie cookie = context.request().getCookie(COOKIE);
        return Optional.ofNullable(cookie).map(c -> browsers.get(c.getValue()));
    }

    private void authorize(RoutingContext context) {
        String returnAddress = text(context, "redirect_uri");
        boolean known = CLIENT.equals(text(context, "client_id"))
                && RETURN.matcher(returnAddress).matches()
                && "code".equals(text(context, "response_type"))
                && "S256".equals(text(context, "code_challenge_method"))
                && !text(context, "code_challenge").isEmpty();
        if (!known) {
            DemoPage.refused(context, "Programmet, der vil logge dig ind, er ikke kendt her.");
            return;
        }
        Optional<SignedIn> who = who(context);
        boolean again = "login".equals(text(context, "prompt")) && fault != Fault.NEVER_ASKS_AGAIN;
        if (who.isEmpty() || again) {
            String without = context.request().uri().replaceAll("&(prompt|max_age)=[^&]*", "");
            DemoPage.login(context, 200, without, "", false);
            return;
        }
        String launch = text(context, "launch");
        Optional<DemoRecords.Launch> launched = records.take(launch, who.get().user());
        if (!launch.isEmpty() && launched.isEmpty()) {
            back(context, returnAddress, "error=access_denied");
            return;
        }
        String code = secret();
        codes.put(
                code,
                new Grant(who.get(), text(context, "nonce"), text(context, "code_challenge"), returnAddress, launched));
        back(context, returnAddress, "code=" + code + "&iss=" + encoded(address()));
    }

    private void back(RoutingContext context, String returnAddress, String answer) {
        String state = fault == Fault.OTHER_STATE ? secret() : text(context, "state");
        DemoPage.go(context, returnAddress + "?" + answer + "&state=" + encoded(state));
    }

    private void signIn(RoutingContext context) {
        String user = form(context, "bruger");
        String onwards = form(context, "videre");
        String target = OWN_PAGE.matcher(onwards).matches() ? onwards : "/journal";
        String password = form(context, "kode");
        vertx.executeBlocking(() -> passwords.apply(user, password))
                .onSuccess(principal -> {
                    String cookie = secret();
                    browsers.put(cookie, new SignedIn(principal, Instant.now()));
                    context.response()
                            .addCookie(Cookie.cookie(COOKIE, cookie)
                                    .setPath("/")
                                    .setHttpOnly(true)
                                    .setSameSite(CookieSameSite.LAX));
                    DemoPage.go(context, target);
                })
                .onFailure(wrong -> DemoPage.login(context, 401, target, user, true));
    }

    private void token(RoutingContext context) {
        String basic = String.valueOf(context.request().getHeader("Authorization"));
        String expected =
                "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + secret).getBytes(StandardCharsets.UTF_8));
        if (!basic.equals(expected)) {
            json(context, 401, new JsonObject().put("error", "invalid_client"));
            return;
        }
        Grant grant = codes.remove(form(context, "code"));
        if (grant == null
                || !grant.returnAddress().equals(form(context, "redirect_uri"))
                || !grant.challenge().equals(challenge(form(context, "code_verifier")))) {
            json(context, 400, new JsonObject().put("error", "invalid_grant"));
            return;
        }
        String access = secret();
        JsonObject answer = new JsonObject()
                .put("access_token", access)
                .put("token_type", "Bearer")
                .put("expires_in", TOKEN_SECONDS)
                .put("id_token", idToken(grant));
        grant.launch().ifPresent(launch -> answer.mergeIn(records.context(launch, access)));
        json(context, 200, answer);
    }

    private String idToken(Grant grant) {
        String user =
                fault == Fault.UNKNOWN_USER ? "ukendt" : grant.who().user().name();
        long now = Instant.now().getEpochSecond() - (fault == Fault.EXPIRED ? 3600 + TOKEN_SECONDS : 0);
        JsonObject claims = new JsonObject()
                .put("iss", fault == Fault.OTHER_ISSUER ? "https://login.example" : address())
                .put("sub", user)
                .put("aud", fault == Fault.OTHER_CLIENT ? "et-andet-program" : CLIENT)
                .put("iat", now)
                .put("exp", now + TOKEN_SECONDS)
                .put("auth_time", grant.who().since().getEpochSecond() - (fault == Fault.NEVER_ASKS_AGAIN ? 3600 : 0))
                .put("nonce", fault == Fault.OTHER_NONCE ? secret() : grant.nonce())
                .put("preferred_username", user);
        Object autorisation = grant.who().user().attributes().get("autorisation");
        if (autorisation != null) {
            claims.put("autorisation", autorisation);
        }
        return switch (fault) {
            case UNSIGNED -> DemoKey.unsigned(claims);
            case ALTERED -> key.altered(claims);
            default -> key.sign(claims);
        };
    }

    private static String challenge(String verifier) {
        try {
            return DemoKey.encoded(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static void json(RoutingContext context, int status, JsonObject body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body.encode());
    }

    static String text(RoutingContext context, String name) {
        return orEmpty(context.queryParams().get(name));
    }

    private static String form(RoutingContext context, String name) {
        return orEmpty(context.request().getFormAttribute(name));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String secret() {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        return DemoKey.encoded(bytes);
    }
}
