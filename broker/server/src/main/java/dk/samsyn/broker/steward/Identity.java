package dk.samsyn.broker.steward;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.Session;
import dk.samsyn.spi.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody whom a steward asks about; not a user.
 *
 * @param role role
 * @param purpose label of the purpose
 * @param organisation {@code praksis:099001}, {@code hospital:6620}, {@code kommune:730} …, or empty
 * @param attributes further attributes; {@code ydernr}, {@code shak}, {@code kommunekode} and {@code godkendelse} follow from the
 *     organisation
 * @param reason a reason for break-glass
 */
public record Identity(
        String role, String purpose, String organisation, Map<String, String> attributes, Optional<String> reason) {
    private static final Map<String, String> FROM_ORGANISATION =
            Map.of("praksis", "ydernr", "hospital", "shak", "kommune", "kommunekode", "godkendelse", "godkendelse");

    public Identity {
        attributes = Map.copyOf(attributes);
    }

    /**
     * A session of that somebody.
     *
     * @param name login name for conditions and the log
     * @throws QueryException PURPOSE_UNKNOWN, REQUEST_INVALID
     */
    public Session session(String name) {
        Purpose why = Purpose.of(purpose)
                .orElseThrow(
                        () -> new QueryException(ErrorCode.PURPOSE_UNKNOWN, "There is no purpose " + purpose + "."));
        Principal principal = new Principal(name, role, organisation, why, Set.of(why), typed());
        return new Session(principal, why, reason, false, "steward");
    }

    private Map<String, Object> typed() {
        Map<String, Object> typed = new HashMap<>();
        int colon = organisation.indexOf(':');
        if (colon > 0) {
            String attribute = FROM_ORGANISATION.get(organisation.substring(0, colon));
            if (attribute != null) {
                typed.put(attribute, value(attribute, organisation.substring(colon + 1)));
            }
        }
        attributes.forEach((name, text) -> typed.put(name, value(name, text)));
        return typed;
    }

    private static Object value(String name, String text) {
        if (!name.equals("kommunekode")) {
            return text;
        }
        if (!text.matches("[0-9]{1,4}")) {
            throw new QueryException(ErrorCode.REQUEST_INVALID, "kommunekode is a number");
        }
        return Integer.parseInt(text);
    }
}
