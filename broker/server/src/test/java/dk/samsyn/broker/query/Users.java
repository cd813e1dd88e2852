package dk.samsyn.broker.query;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.config.ConfigProblems;
import dk.samsyn.broker.config.UsersFile;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Sessions of the demo's users, as the doors open them. */
final class Users {
    private Users() {}

    /** Every user of the demo's file under each purpose, by {@code name purpose}; the citizens and the test user are not among them. */
    static Map<String, Session> ofTheDemo() {
        ConfigProblems problems = new ConfigProblems();
        UsersFile file = UsersFile.read(Lille.root().resolve("conf/users.yaml"), problems)
                .orElseThrow(() -> new IllegalStateException(problems.all().toString()));
        Map<String, Session> sessions = new TreeMap<>();
        for (UsersFile.User user : file.users()) {
            for (Purpose purpose : user.principal().purposes()) {
                sessions.put(
                        user.principal().name() + " " + purpose.label(),
                        new Session(user.principal(), purpose, Optional.empty(), false, "test"));
            }
        }
        return sessions;
    }

    /** Whether a session sees groups of everybody in the region, and so learns of everybody that they are one of many. */
    static boolean countsEverybody(Session session) {
        return Set.of("regional_analytiker", "hospitalsplanlaegger")
                .contains(session.principal().role());
    }

    static Session caseworker() {
        return session(
                "sagsbehandler-730",
                "kommunal_sagsbehandler",
                "kommune:730",
                Purpose.SAGSBEHANDLING,
                Map.of("kommunekode", 730));
    }

    static Session hospitalDoctor() {
        return session(
                "hospitalslaege-6620", "hospitalslaege", "hospital:6620", Purpose.BEHANDLING, Map.of("shak", "6620"));
    }

    static Session planner() {
        return session(
                "planlaegger-730",
                "kommunal_planlaegger",
                "kommune:730",
                Purpose.PLANLAEGNING,
                Map.of("kommunekode", 730));
    }

    static Session analyst(int number) {
        return session(
                number == 1 ? "analytiker" : "analytiker-" + number,
                "regional_analytiker",
                "region:1082",
                Purpose.PLANLAEGNING,
                Map.of());
    }

    static Session researcher() {
        return session(
                "forsker-1",
                "forsker",
                "godkendelse:1-45-70-1-26",
                Purpose.FORSKNING,
                Map.of("godkendelse", "1-45-70-1-26"));
    }

    static Session citizen(String cpr) {
        return session("borger-" + cpr, "borger", "", Purpose.EGET_INDBLIK, Map.of("cpr", cpr));
    }

    static Session steward() {
        return session("steward-1", "datasteward", "region:1082", Purpose.KONTROL, Map.of());
    }

    /** The same user with a reason for break-glass. */
    static Session because(String reason, Session session) {
        return new Session(
                session.principal(),
                session.purpose(),
                Optional.of(reason),
                session.partial(),
                session.client(),
                session.connection());
    }

    static Session session(
            String name, String role, String organisation, Purpose purpose, Map<String, Object> attributes) {
        Principal principal = new Principal(name, role, organisation, purpose, Set.of(purpose), attributes);
        return new Session(principal, purpose, Optional.empty(), false, "test");
    }
}
