package dk.samsyn.broker.portal.care;

import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.portal.Visit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reasons for break-glass that users have given on pages, so that a patient's page can be opened again within the hour. A reason
 * opens nothing by itself: it goes with each question, and the policies decide. Kept in memory only; a restart asks again.
 */
final class BrokenGlass {
    private static final Duration KEPT = Duration.ofMinutes(60);

    private final Clock clock;
    private final Map<Who, Given> given = new ConcurrentHashMap<>();

    BrokenGlass(Clock clock) {
        this.clock = clock;
    }

    private record Who(String login, String pid) {}

    private record Given(String reason, Instant until) {}

    /** Keeps a reason for one patient of one user. */
    void keep(Visit visit, String pid, String reason) {
        Instant now = clock.instant();
        given.values().removeIf(old -> !now.isBefore(old.until()));
        given.put(who(visit, pid), new Given(reason, now.plus(KEPT)));
    }

    /** The visit with the reason that the user has given for that patient; unchanged if there is none or its hour is over. */
    Visit with(Visit visit, String pid) {
        return Optional.ofNullable(given.get(who(visit, pid)))
                .filter(known -> clock.instant().isBefore(known.until()))
                .map(known -> because(visit, known.reason()))
                .orElse(visit);
    }

    /** The visit with a reason. */
    static Visit because(Visit visit, String reason) {
        Session old = visit.session();
        Session session = new Session(
                old.principal(), old.purpose(), Optional.of(reason), old.partial(), old.client(), old.connection());
        return new Visit(
                session,
                visit.path(),
                visit.pathParameters(),
                visit.values(),
                visit.language(),
                visit.fragment(),
                visit.waiting());
    }

    private static Who who(Visit visit, String pid) {
        return new Who(visit.session().principal().name(), pid);
    }
}
