package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.spi.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How many persons each user has looked for by number in the last hour: a search finds one patient, it is no way to try many. */
public final class PersonSearches {
    private static final Duration WINDOW = Duration.ofHours(1);

    private final Clock clock;
    private final int perHour;
    private final Map<String, Deque<Instant>> byUser = new HashMap<>();

    /**
     * Nobody has searched yet.
     *
     * @param perHour persons one user may look for in an hour
     */
    public PersonSearches(Clock clock, int perHour) {
        this.clock = clock;
        this.perHour = perHour;
    }

    /**
     * Counts searches before they are made.
     *
     * @throws QueryException PERSON_SEARCH_LIMIT if they would be too many; then none is counted
     */
    synchronized void count(String user, int persons) {
        Instant now = clock.instant();
        Deque<Instant> times = byUser.computeIfAbsent(user, none -> new ArrayDeque<>());
        while (!times.isEmpty() && times.peekFirst().isBefore(now.minus(WINDOW))) {
            times.removeFirst();
        }
        if (times.size() + persons > perHour) {
            throw new QueryException(
                    ErrorCode.PERSON_SEARCH_LIMIT,
                    "One user may look for " + perHour + " persons by number in an hour. Wait, or ask by pid.");
        }
        for (int i = 0; i < persons; i++) {
            times.addLast(now);
        }
    }
}
