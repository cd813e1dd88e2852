package dk.samsyn.broker.audit;

import java.time.Instant;

/**
 * One time that glass was broken for a person.
 *
 * @param time when
 * @param until when the access ended or ends
 * @param queryId the broker's id of the query
 * @param user login name
 * @param role the user's role
 * @param organisation whom the user acted for
 * @param purpose label of the purpose
 * @param person canonical person number
 * @param reason the reason given
 */
public record GlassBroken(
        Instant time,
        Instant until,
        String queryId,
        String user,
        String role,
        String organisation,
        String purpose,
        String person,
        String reason) {}
