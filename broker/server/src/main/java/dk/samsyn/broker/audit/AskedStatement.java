package dk.samsyn.broker.audit;

import java.time.Instant;
import java.util.Map;

/**
 * A statement as somebody asked it: text and attributes, no data.
 *
 * @param user login name
 * @param role role
 * @param organisation whom the user acted for
 * @param purpose label of the purpose
 * @param reasoned whether a reason for break-glass was given
 * @param attributes the user's attributes, texts and whole numbers
 * @param sql the text
 * @param last when it was asked last
 * @param times how often it was asked
 */
public record AskedStatement(
        String user,
        String role,
        String organisation,
        String purpose,
        boolean reasoned,
        Map<String, Object> attributes,
        String sql,
        Instant last,
        int times) {
    public AskedStatement {
        attributes = Map.copyOf(attributes);
    }
}
