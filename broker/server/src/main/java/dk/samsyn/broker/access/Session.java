package dk.samsyn.broker.access;

import java.util.Optional;

/**
 * Who asks, and why: fixed for a connection.
 *
 * @param principal the authenticated user
 * @param purpose one of the principal's purposes
 * @param reason the reason given for break-glass
 * @param partial whether answers with a named gap are accepted
 * @param client what the client calls itself, for the audit log; not trusted
 */
public record Session(Principal principal, Purpose purpose, Optional<String> reason, boolean partial, String client) {
    public Session {
        if (!principal.purposes().contains(purpose)) {
            throw new IllegalArgumentException("not a purpose of this principal");
        }
    }
}
