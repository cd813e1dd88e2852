package dk.samsyn.broker.access;

import java.util.Map;
import java.util.Set;

/**
 * An authenticated user.
 *
 * @param name login name
 * @param role the one role the user acts in, such as {@code praktiserende_laege}
 * @param organisation whom the user acts for: {@code praksis:099001}, {@code hospital:6620}, {@code kommune:730}, {@code
 *     region:1082}, {@code godkendelse:NUMBER}, or empty for a citizen
 * @param defaultPurpose the purpose of a session that names none
 * @param purposes purposes the user may name
 * @param attributes what policies may look at as {@code :user.NAME}: {@code ydernr} (text), {@code kommunekode} (integer),
 *     {@code shak} (text), {@code afdeling} (text), {@code cpr} (text), {@code godkendelse} (text)
 */
public record Principal(
        String name,
        String role,
        String organisation,
        Purpose defaultPurpose,
        Set<Purpose> purposes,
        Map<String, Object> attributes) {
    public Principal {
        purposes = Set.copyOf(purposes);
        attributes = Map.copyOf(attributes);
        if (!purposes.contains(defaultPurpose)) {
            throw new IllegalArgumentException(name + ": the default purpose is not among the purposes");
        }
    }
}
