package dk.samsyn.broker.portal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.identity.SignOn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Browsers' sessions by the hash of their cookie: who reads this memory cannot sign in with what is found. A sign-in gets a new
 * cookie, so that one planted beforehand is worth nothing.
 */
final class PortalSessions {
    private static final int MOST = 20_000;
    private static final Duration UNSIGNED = Duration.ofHours(2);

    private final Cache<String, PortalSession> byHash = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(Duration.ofHours(24))
            .build();
    private final SecureRandom random = new SecureRandom();
    private final Duration longest;
    private final Duration idleLock;
    private final Clock clock;

    PortalSessions(Duration longest, Duration idleLock, Clock clock) {
        this.longest = longest;
        this.idleLock = idleLock;
        this.clock = clock;
    }

    /** A session and the cookie's value, which is known only now. */
    record Opened(String cookie, PortalSession session) {}

    /** A session for a browser that nobody has signed in from. */
    Opened open(PortalSession.Language language) {
        return put(Optional.empty(), language, Optional.empty());
    }

    /** A session of a user; the old cookie of the browser is worth nothing from now on. */
    Opened signIn(String oldCookie, Session user, PortalSession.Language language, Optional<SignOn.Offer> via) {
        end(oldCookie);
        return put(Optional.of(user), language, via);
    }

    /** The session of a cookie, used now; empty if it has ended. */
    Optional<PortalSession> use(String cookie) {
        Instant now = clock.instant();
        return change(cookie, session -> session.usedAt(now, idleLock)).filter(session -> {
            boolean over = Duration.between(session.started(), now)
                            .compareTo(session.user().isPresent() ? longest : UNSIGNED)
                    > 0;
            if (over) {
                end(cookie);
            }
            return !over;
        });
    }

    /** Changes a session; empty if there is none. */
    Optional<PortalSession> change(String cookie, UnaryOperator<PortalSession> how) {
        return Optional.ofNullable(
                byHash.asMap().computeIfPresent(hash(cookie), (hash, session) -> how.apply(session)));
    }

    void end(String cookie) {
        byHash.invalidate(hash(cookie));
    }

    private Opened put(Optional<Session> user, PortalSession.Language language, Optional<SignOn.Offer> via) {
        String cookie = secret();
        Instant now = clock.instant();
        PortalSession session = new PortalSession(secret(), user, language, now, now, false, via);
        byHash.put(hash(cookie), session);
        return new Opened(cookie, session);
    }

    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String cookie) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(cookie.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
