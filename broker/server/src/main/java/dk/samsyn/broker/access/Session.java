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
 * @param connection the connection that the session was opened for; empty where every request gives reason and purpose anew
 */
public record Session(
        Principal principal,
        Purpose purpose,
        Optional<String> reason,
        boolean partial,
        String client,
        String connection) {
    public Session {
        if (!principal.purposes().contains(purpose)) {
            throw new IllegalArgumentException("not a purpose of this principal");
        }
    }

    /** A session of a single request. */
    public Session(Principal principal, Purpose purpose, Optional<String> reason, boolean partial, String client) {
        this(principal, purpose, reason, partial, client, "");
    }

    /** The same user and purpose for an answer that must be whole: without partial answers, and without a reason. */
    public Session whole() {
        return new Session(principal, purpose, Optional.empty(), false, client);
    }

    /** The same session under another name of its client. */
    public Session named(String newClient) {
        return new Session(principal, purpose, reason, partial, newClient, connection);
    }

    /** The same session, kept for a connection. */
    public Session onConnection(String id) {
        return new Session(principal, purpose, reason, partial, client, id);
    }
}
