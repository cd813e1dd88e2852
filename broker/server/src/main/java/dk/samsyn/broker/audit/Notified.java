package dk.samsyn.broker.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One use of a policy that wants somebody told.
 *
 * @param time when
 * @param queryId the broker's id of the query
 * @param user login name
 * @param role the user's role
 * @param organisation whom the user acted for
 * @param purpose label of the purpose
 * @param person canonical number of the person whom the query was about, if it was one
 * @param policies ids of the query's policies
 */
public record Notified(
        Instant time,
        String queryId,
        String user,
        String role,
        String organisation,
        String purpose,
        Optional<String> person,
        List<String> policies) {
    public Notified {
        policies = List.copyOf(policies);
    }
}
