package dk.samsyn.broker.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.audit.AuditReading;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.spi.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a reason opens a person. Within the policy's minutes a user's later queries about the person belong to the same
 * break-glass. After them a connection's reason is spent for that person, and a new one must be given.
 */
final class BreakGlassDoor {
    private final Clock clock;
    private final AuditReading log;
    private final Cache<Given, Instant> spent =
            Caffeine.newBuilder().maximumSize(100_000).build();

    BreakGlassDoor(Clock clock, AuditReading log) {
        this.clock = clock;
        this.log = log;
    }

    /** A reason given on a connection, for one person. */
    private record Given(String connection, String person) {}

    /**
     * Break-glass for a query about one person, if a grant of the decision demands it.
     *
     * @param decision of a session with a reason, for the tables that are asked
     * @throws QueryException REASON_MISSING if the connection's reason is spent
     */
    Optional<BreakGlassUse> open(Session session, AccessDecision decision, String person) {
        Optional<Integer> minutes = decision.breakGlassMinutes();
        if (minutes.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Given given = new Given(session.connection(), person);
        Instant end = session.connection().isEmpty() ? null : spent.getIfPresent(given);
        if (end != null && !now.isBefore(end)) {
            throw new QueryException(
                    ErrorCode.REASON_MISSING,
                    "The reason of this connection opened this citizen for " + minutes.get()
                            + " minutes, which are over. Connect again and give a reason.");
        }
        Optional<Instant> open =
                log.glassOpenUntil(session.principal().name(), person).filter(now::isBefore);
        Instant until = open.orElse(now.plus(Duration.ofMinutes(minutes.get())));
        return Optional.of(
                new BreakGlassUse(person, until, decision.policies(), open.isPresent(), () -> spent.put(given, until)));
    }
}
