package dk.samsyn.broker.config;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.Session;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * As whom a case asks.
 *
 * @param name login name
 * @param role role
 * @param purpose purpose
 * @param reason reason for break-glass
 * @param organisation organisation, if it does not follow from the attributes
 * @param constants attributes of the session
 * @param queries attributes that are the one value of a query by the user who sees everything: cases name no person
 */
public record CaseUser(
        String name,
        String role,
        Purpose purpose,
        Optional<String> reason,
        Optional<String> organisation,
        Map<String, Object> constants,
        Map<String, String> queries) {
    private static final String CLIENT = "policy test";
    private static final List<Kind> KINDS = List.of(
            new Kind("ydernr", "praksis:"),
            new Kind("shak", "hospital:"),
            new Kind("kommunekode", "kommune:"),
            new Kind("godkendelse", "godkendelse:"));

    public CaseUser {
        constants = Map.copyOf(constants);
        queries = Map.copyOf(queries);
    }

    /** A session, with the values of its queries. */
    Session session(Function<String, Object> valueOf) {
        Map<String, Object> attributes = new HashMap<>(constants);
        queries.forEach((attribute, sql) -> attributes.put(attribute, valueOf.apply(sql)));
        Principal principal = new Principal(
                name,
                role,
                organisation.orElseGet(() -> organisation(attributes)),
                purpose,
                Set.of(purpose),
                attributes);
        return new Session(principal, purpose, reason, false, CLIENT);
    }

    /** The session of the user who sees everything. */
    static Session everything() {
        Principal alt = new Principal("alt", "test", "test", Purpose.TEST, Set.of(Purpose.TEST), Map.of());
        return new Session(alt, Purpose.TEST, Optional.empty(), false, CLIENT);
    }

    private static String organisation(Map<String, Object> attributes) {
        for (Kind kind : KINDS) {
            Object code = attributes.get(kind.attribute());
            if (code != null) {
                return kind.prefix() + code;
            }
        }
        return "";
    }

    private record Kind(String attribute, String prefix) {}
}
