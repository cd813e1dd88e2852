package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.Audience;
import dk.samsyn.broker.policy.Policy;
import dk.samsyn.broker.policy.SessionAttributes;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Plans statements for nobody, so that what planning needs has been loaded and compiled before somebody waits for it: the tables
 * and views that each role of the policies would see, joined by person, or counted where only groups may leave. No source is
 * asked, nothing is shown or logged, and the plans are forgotten.
 */
final class Rehearsal {
    private static final String NOBODY = "samsyn";

    private final StatementPlans plans;
    private final LocalDate today;
    private final Duration atMost;
    private final long begun = System.nanoTime();

    /**
     * A rehearsal that begins now.
     *
     * @param plans plans that nobody else uses
     * @param atMost when this has passed no other statement is begun
     */
    Rehearsal(StatementPlans plans, LocalDate today, Duration atMost) {
        this.plans = plans;
        this.today = today;
        this.atMost = atMost;
    }

    /** Somebody of each role and purpose that the policies speak of, with every attribute; which values do not matter. */
    static List<Session> sessions(List<Policy> policies) {
        List<Session> sessions = new ArrayList<>();
        for (Purpose purpose : Purpose.values()) {
            Set<String> roles = new TreeSet<>();
            policies.stream()
                    .map(Policy::audience)
                    .filter(audience ->
                            purpose != Purpose.TEST && audience.purposes().contains(purpose))
                    .forEach(audience -> roles.addAll(audience.roles()));
            roles.remove(Audience.EVERYBODY);
            roles.forEach(role -> sessions.add(new Session(
                    new Principal(NOBODY, role, "", purpose, Set.of(purpose), anybody()),
                    purpose,
                    Optional.empty(),
                    false,
                    "start")));
        }
        return sessions;
    }

    /** A value for every attribute that a condition may name. */
    static Map<String, Object> anybody() {
        Map<String, Object> attributes = new HashMap<>();
        SessionAttributes.NAMES.forEach(name -> attributes.put(name, "0101010000"));
        attributes.put("kommunekode", 0);
        return Map.copyOf(attributes);
    }

    /**
     * Plans a statement of one session after the other, those first who see most, and then the next of each.
     *
     * @return how many statements were planned
     */
    int plan(List<Session> sessions, Function<Session, AccessDecision> decide) {
        List<Opened> decisions = sessions.stream()
                .map(decide)
                .filter(decision -> !decision.tables().isEmpty())
                .sorted(Comparator.comparing(
                        decision -> decision.tables().size(),
                        Comparator.<Integer>naturalOrder().reversed()))
                .map(decision -> plans.open(decision, today))
                .toList();
        Map<Opened, List<String>> statements = new HashMap<>();
        int planned = 0;
        boolean more = true;
        for (int i = 0; more; i++) {
            more = false;
            for (Opened decision : decisions) {
                if (System.nanoTime() - begun > atMost.toNanos()) {
                    return planned;
                }
                List<String> known = statements.computeIfAbsent(decision, this::statements);
                if (i < known.size()) {
                    more = true;
                    planned += planned(decision, known.get(i)) ? 1 : 0;
                }
            }
        }
        return planned;
    }

    private boolean planned(Opened opened, String sql) {
        try {
            plans.ordinary(opened, sql);
            return true;
        } catch (QueryException e) {
            // The role may not ask this: it has been rehearsed as far as it goes.
            return false;
        }
    }

    private List<String> statements(Opened opened) {
        SessionView view = opened.ordinaryView().get();
        List<String> tables =
                view.tables().keySet().stream().filter(view::hasPersons).toList();
        List<String> statements = new ArrayList<>();
        // Views stand behind the tables that they are made of, and there is more to plan in them.
        for (int i = tables.size() - 1; i >= 0; i--) {
            String other = tables.get((i + 1) % tables.size());
            statements.add(
                    opened.every().mode().rows()
                            ? "SELECT a.* FROM " + tables.get(i) + " AS a LEFT JOIN " + other
                                    + " AS b ON b.pid = a.pid WHERE a.pid IN (SELECT pid FROM " + tables.get(0)
                                    + ") ORDER BY a.pid"
                            : "SELECT COUNT(DISTINCT a.pid) AS n FROM " + tables.get(i) + " AS a JOIN " + other
                                    + " AS b ON b.pid = a.pid");
        }
        return statements;
    }
}
