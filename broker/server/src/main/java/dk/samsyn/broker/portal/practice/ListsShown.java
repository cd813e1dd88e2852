package dk.samsyn.broker.portal.practice;

import dk.samsyn.broker.access.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lists that stand on a screen and whose values are still to come, so that their sources are not asked for the same list again. Each is
 * kept for the one who asked for it, until the page comes for its values: once, and for {@link #KEPT} at most.
 */
final class ListsShown {
    static final Duration KEPT = Duration.ofSeconds(30);

    private static final int MOST = 200;

    private final Clock clock;
    /** The oldest first. */
    private final Map<Key, Kept> lists = new LinkedHashMap<>();

    ListsShown(Clock clock) {
        this.clock = clock;
    }

    private record Key(Session session, Condition condition, Population.Wish wish) {}

    private record Kept(Population.Page page, Instant until) {}

    /** Keeps a list that has just been shown. */
    synchronized void keep(Session session, Condition condition, Population.Wish wish, Population.Page page) {
        Instant now = clock.instant();
        lists.values().removeIf(kept -> kept.until().isBefore(now));
        lists.put(new Key(session, condition, wish), new Kept(page, now.plus(KEPT)));
        if (lists.size() > MOST) {
            lists.remove(lists.keySet().iterator().next());
        }
    }

    /** The list, if it has just been shown; it is not kept any longer. */
    synchronized Optional<Population.Page> take(Session session, Condition condition, Population.Wish wish) {
        return Optional.ofNullable(lists.remove(new Key(session, condition, wish)))
                .filter(kept -> !kept.until().isBefore(clock.instant()))
                .map(Kept::page);
    }
}
