package dk.samsyn.broker.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.SignOnConfig;
import dk.samsyn.spi.ErrorCode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sign-on with providers: OpenID Connect's code flow with PKCE, and the same begun by a record system (SMART App Launch 2.2). A
 * provider says who somebody is. Role, purposes and organisation are the users file's: what a launch names beyond them is refused.
 * Calls block.
 */
public final class SignOn {
    /** Where providers send browsers back to, below the broker's address. */
    public static final String RETURN_PATH = "/login/retur";

    private static final int MOST_BEGUN = 10_000;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final SignOnConfig config;
    private final Map<String, Provider> providers = new HashMap<>();
    private final SignIn users;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<String, Begun> begun = Caffeine.newBuilder()
            .maximumSize(MOST_BEGUN)
            .expireAfterWrite(LONGEST)
            .build();

    /**
     * Sign-on with the providers of {@code config}; asks none of them before somebody wants to sign in.
     *
     * @param vertx runs calls to providers
     * @param users knows who may come in
     * @param clock decides whether what a provider says has expired
     */
    public SignOn(Vertx vertx, SignOnConfig config, SignIn users, Clock clock) {
        this.config = config;
        this.users = users;
        this.clock = clock;
        config.provider().ifPresent(one -> providers.put(one.issuer(), new Provider(vertx, one, false)));
        config.recordSystems().forEach(one -> providers.put(one.issuer(), new Provider(vertx, one, true)));
    }

    /** A provider that pages can offer, by the name that people know. */
    public record Offer(String issuer, String name) {}

    /**
     * What a browser wants.
     *
     * @param issuer the provider
     * @param browser a secret of the browser's session, by which it is known when it comes back
     * @param seenAddress the address that the browser used, where configuration names none
     * @param target where it wants to go
     * @param launch a record system's handle of what it wants opened
     * @param again whether the user has to prove anew who it is
     */
    public record Wish(
            String issuer, String browser, String seenAddress, String target, Optional<String> launch, boolean again) {}

    /**
     * Who has signed in.
     *
     * @param session for the purpose that was launched, else the user's own
     * @param provider with whom
     * @param target where the browser wanted to go
     * @param intent what the record system wants opened
     * @param personNumber the patient whom the record system has open
     */
    public record SignedOn(
            Session session, Offer provider, String target, Optional<String> intent, Optional<String> personNumber) {}

    private record Begun(Wish wish, String nonce, String verifier, String returnAddress, Instant since) {}

    /** The organisation's provider, if there is one. */
    public Optional<Offer> provider() {
        return config.provider().map(one -> new Offer(one.issuer(), one.name()));
    }

    /**
     * The address of the provider's own page to which the browser goes now.
     *
     * @throws QueryException LAUNCH_UNKNOWN, SIGN_ON_UNAVAILABLE
     */
    public String begin(Wish wish) {
        Provider provider = provider(wish.issuer());
        String state = secret();
        Begun one = new Begun(
                wish,
                secret(),
                secret() + secret(),
                config.address().orElse(wish.seenAddress()) + RETURN_PATH,
                clock.instant());
        String page = provider.page(state, one.nonce(), one.verifier(), one.returnAddress(), wish);
        begun.put(state, one);
        return page;
    }

    /**
     * What came of it. A begun sign-on can be ended once, by the browser that began it.
     *
     * @param browser the same secret of the browser's session
     * @param answer what the provider has sent along with the browser
     * @param client what is written to the log as the client
     * @throws QueryException one of the SIGN_ON codes, LAUNCH_BEYOND
     */
    public SignedOn end(String browser, Map<String, List<String>> answer, String client) {
        Optional<Begun> known =
                first(answer, "state").map(state -> begun.asMap().remove(state));
        Begun one = known.filter(b -> b.wish().browser().equals(browser))
                .orElseThrow(() -> refused(ErrorCode.SIGN_ON_STATE, "this browser has no such sign-on under way"));
        Provider provider = provider(one.wish().issuer());
        if (first(answer, "iss").filter(iss -> !iss.equals(provider.issuer())).isPresent()) {
            throw refused(ErrorCode.SIGN_ON_FORGED, "the answer came from another provider");
        }
        String code = first(answer, "code")
                .orElseThrow(() -> refused(ErrorCode.SIGN_ON_REFUSED, "the provider has not signed the user in"));
        Provider.Answer tokens = provider.exchange(code, one.returnAddress(), one.verifier());
        new IdToken(tokens.claims())
                .check(provider.issuer(), provider.config().clientId(), one.nonce(), clock.instant());
        if (one.wish().again()) {
            new IdToken(tokens.claims()).checkSince(one.since());
        }
        Principal user = user(provider.config(), tokens.claims());
        boolean launched = one.wish().launch().isPresent();
        JsonObject context = launched ? tokens.response() : new JsonObject();
        return new SignedOn(
                session(user, context, client),
                new Offer(provider.config().issuer(), provider.config().name()),
                one.wish().target(),
                text(context, "intent"),
                launched ? provider.personNumber(tokens.response()) : Optional.empty());
    }

    /** A launch chooses among what the user has; it adds nothing. */
    private static Session session(Principal user, JsonObject context, String client) {
        try {
            return new SessionRequest(
                            text(context, "purpose"), text(context, "organisation"), Optional.empty(), true, client)
                    .open(user);
        } catch (QueryException e) {
            throw new QueryException(
                    ErrorCode.LAUNCH_BEYOND,
                    "the record system names a purpose or organisation the user does not have",
                    e);
        }
    }

    private Principal user(SignOnConfig.Provider provider, JsonObject claims) {
        Map<String, String> wanted = new HashMap<>();
        provider.user().forEach((attribute, claim) -> text(claims, claim).ifPresent(v -> wanted.put(attribute, v)));
        return Optional.of(wanted)
                .filter(all -> all.size() == provider.user().size())
                .flatMap(users::known)
                .orElseThrow(() -> refused(ErrorCode.SIGN_ON_USER_UNKNOWN, "no user fits what the provider says"));
    }

    private Provider provider(String issuer) {
        Provider provider = providers.get(issuer);
        if (provider == null) {
            throw refused(ErrorCode.LAUNCH_UNKNOWN, "this record system may not open the broker");
        }
        return provider;
    }

    private static Optional<String> first(Map<String, List<String>> values, String name) {
        return values.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static Optional<String> text(JsonObject object, String name) {
        return Optional.ofNullable(object.getValue(name))
                .filter(value -> value instanceof String || value instanceof Integer || value instanceof Long)
                .map(String::valueOf);
    }

    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static QueryException refused(ErrorCode code, String message) {
        return new QueryException(code, message);
    }
}
