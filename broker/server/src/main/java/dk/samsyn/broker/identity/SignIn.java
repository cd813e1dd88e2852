package dk.samsyn.broker.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Witness;
import dk.samsyn.broker.config.TokensFile;
import dk.samsyn.spi.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.shiro.authc.AuthenticationException;
import org.apache.shiro.authc.AuthenticationInfo;
import org.apache.shiro.authc.UsernamePasswordToken;
import org.apache.shiro.mgt.DefaultSecurityManager;
import org.apache.shiro.realm.Realm;

/**
 * Checks credentials with Shiro, without Shiro's sessions and without binding anything to a thread. A password that was right is
 * remembered for some minutes under a keyed hash, for checking one costs about 100 ms and 64 MiB and clients send it with every
 * request; one that was wrong is remembered for seconds, so that a client that tries again and again costs nothing.
 */
public final class SignIn {
    private static final int CHECKS_AT_ONCE = 2;
    private static final Duration REMEMBER_WRONG = Duration.ofSeconds(10);
    private static final int MAX_HEADER = 4096;

    private final DefaultSecurityManager shiro;
    private final Optional<UserDirectory> directory;
    private final Map<String, TokensFile.Token> tokens;
    private final Map<String, Principal> tokenUsers;
    private final Clock clock;
    private final Cache<String, Principal> right;
    private final Cache<String, Boolean> wrong;
    private final Semaphore checks = new Semaphore(CHECKS_AT_ONCE, true);
    private final SecretKeySpec key;
    private volatile Witness witness = Witness.NOBODY;

    /** A password or token was checked and was right, or a provider named the user. */
    public static final String SIGNED_IN = "signin.ok";

    /** The same, and it was wrong. */
    public static final String REFUSED = "signin.refused";

    /**
     * A door keeper.
     *
     * @param realm gives {@link Principal}s as primary principals
     * @param tokens bearer tokens and whose they are; a token of a user who is not there is good for nothing
     * @param remember how long a right password is not checked again
     * @param clock decides whether a token has expired
     */
    public SignIn(Realm realm, Map<TokensFile.Token, Principal> tokens, Duration remember, Clock clock) {
        this.shiro = new DefaultSecurityManager(realm);
        this.directory = realm instanceof UserDirectory known ? Optional.of(known) : Optional.empty();
        this.tokens = new HashMap<>();
        this.tokenUsers = new HashMap<>();
        tokens.forEach((token, principal) -> {
            this.tokens.put(token.sha256(), token);
            this.tokenUsers.put(token.sha256(), principal);
        });
        this.clock = clock;
        this.right = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(remember)
                .build();
        this.wrong = Caffeine.newBuilder()
                .maximumSize(10_000)
                .expireAfterWrite(REMEMBER_WRONG)
                .build();
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /**
     * The user of an {@code Authorization} header. Blocks while a password is checked.
     *
     * @throws QueryException NOT_AUTHENTICATED
     */
    public Principal header(String authorization) {
        if (authorization.length() <= MAX_HEADER) {
            String scheme = authorization.substring(0, Math.max(0, authorization.indexOf(' ')));
            String rest = authorization.substring(scheme.length()).trim();
            switch (scheme.toLowerCase(Locale.ROOT)) {
                case "basic" -> {
                    return basic(rest);
                }
                case "bearer" -> {
                    return token(rest);
                }
                default -> {
                    // Refused below, as everything that is not understood.
                }
            }
        }
        throw refused();
    }

    /**
     * The user of that name, if the password is right. Blocks while it is checked.
     *
     * @throws QueryException NOT_AUTHENTICATED; an unknown user and a wrong password look the same
     */
    public Principal password(String user, String password) {
        String remembered = hmac(user + "\0" + password);
        Principal known = right.getIfPresent(remembered);
        if (known != null) {
            return known;
        }
        if (wrong.getIfPresent(remembered) != null) {
            throw refused();
        }
        Optional<Principal> checked = check(user, password);
        tell(checked, user, "password");
        checked.ifPresentOrElse(p -> right.put(remembered, p), () -> wrong.put(remembered, true));
        return checked.orElseThrow(SignIn::refused);
    }

    /** The one user who fits what a provider says; empty if nobody does or several do. */
    Optional<Principal> known(Map<String, String> wanted) {
        Optional<Principal> found = directory
                .map(users -> users.whoFit(wanted))
                .filter(users -> users.size() == 1)
                .map(users -> users.get(0));
        tell(found, "", "provider");
        return found;
    }

    /** From now on {@code told} is told of each check; a password that is remembered is not checked. */
    public void tell(Witness told) {
        witness = told;
    }

    private void tell(Optional<Principal> found, String claimed, String by) {
        String user = found.map(Principal::name).orElseGet(() -> exists(claimed) ? claimed : "");
        witness.act(user, found.isPresent() ? SIGNED_IN : REFUSED, Map.of("by", by));
    }

    private boolean exists(String user) {
        return !user.isEmpty()
                && directory
                        .filter(users ->
                                !users.whoFit(Map.of(UserDirectory.NAME, user)).isEmpty())
                        .isPresent();
    }

    /** Other users of the same organisation with the same value of an attribute; nobody where no directory can tell. */
    public List<Principal> alike(Principal user, String attribute) {
        Object value = user.attributes().get(attribute);
        return directory
                .filter(users -> value != null)
                .map(users -> users.whoFit(Map.of(attribute, String.valueOf(value))))
                .orElse(List.of())
                .stream()
                .filter(other -> other.organisation().equals(user.organisation()))
                .filter(other -> !other.name().equals(user.name()))
                .toList();
    }

    /** Whether users can be found without a password. */
    public boolean canFindUsers() {
        return directory.isPresent();
    }

    private Principal basic(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                throw refused();
            }
            return password(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw refused();
        }
    }

    private Principal token(String text) {
        String hash = sha256(text);
        TokensFile.Token token = tokens.get(hash);
        Optional<Principal> principal = Optional.ofNullable(tokenUsers.get(hash))
                .filter(user ->
                        token != null && !token.expires().isBefore(LocalDate.now(clock.withZone(ZoneOffset.UTC))));
        // Told once for as long as a password is remembered: a program sends its token with every request.
        if (principal.isPresent() ? right.getIfPresent(hash) == null : wrong.getIfPresent(hash) == null) {
            tell(principal, "", "token");
            principal.ifPresentOrElse(p -> right.put(hash, p), () -> wrong.put(hash, true));
        }
        return principal.orElseThrow(SignIn::refused);
    }

    /** Checks a password of nobody, because the first check takes far longer than those after it. */
    public void rehearse() {
        check("", "");
    }

    private Optional<Principal> check(String user, String password) {
        checks.acquireUninterruptibly();
        try {
            AuthenticationInfo info = shiro.authenticate(new UsernamePasswordToken(user, password));
            return Optional.ofNullable(info.getPrincipals().oneByType(Principal.class));
        } catch (AuthenticationException e) {
            return Optional.empty();
        } finally {
            checks.release();
        }
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static QueryException refused() {
        return new QueryException(ErrorCode.NOT_AUTHENTICATED, "user or password is wrong");
    }
}
