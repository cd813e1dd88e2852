package dk.samsyn.broker.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * One time that data about a citizen were shown in clear.
 *
 * @param time when the data left
 * @param queryId the broker's id of the query
 * @param user login name of the one who saw
 * @param role the user's role
 * @param organisation whom the user acted for; empty for a citizen
 * @param purpose label of the purpose
 * @param category kind of data, as {@link AuditLog.Entry#shown} was told
 * @param reason reason given for break-glass
 */
public record Lookup(
        Instant time,
        String queryId,
        String user,
        String role,
        String organisation,
        String purpose,
        String category,
        Optional<String> reason) {}
