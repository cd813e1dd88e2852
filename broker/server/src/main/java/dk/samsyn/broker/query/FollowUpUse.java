package dk.samsyn.broker.query;

import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.audit.AuditLog;
import java.util.List;
import java.util.Optional;

/** Grants whose use somebody is told of, in one running query. The log has the use before a row leaves that they alone open. */
final class FollowUpUse {
    private final List<String> receivers;
    private final Optional<String> person;
    private final List<PolicyRef> policies;
    private volatile boolean used;
    private boolean told;

    /**
     * Not yet used.
     *
     * @param receivers roles that are told
     * @param person canonical number of the one person whom the query is about
     */
    FollowUpUse(List<String> receivers, Optional<String> person, List<PolicyRef> policies) {
        this.receivers = receivers;
        this.person = person;
        this.policies = policies;
    }

    /** A row was read that only these grants open. */
    void use() {
        used = true;
    }

    /** Writes what must be known before the next row leaves. */
    synchronized void tell(AuditLog.Entry audit) {
        if (used && !told) {
            audit.notified(receivers, person, policies);
            told = true;
        }
    }
}
