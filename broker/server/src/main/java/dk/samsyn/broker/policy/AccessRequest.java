package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.Principal;
import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.Session;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * All that a policy may look at.
 *
 * @param principal who asks
 * @param purpose why
 * @param reason the reason given for break-glass
 * @param today the day of the question, as a value
 * @param catalogue the governed tables that sources fill
 */
public record AccessRequest(
        Principal principal, Purpose purpose, Optional<String> reason, LocalDate today, List<GovernedTable> catalogue) {
    public AccessRequest {
        reason = reason.filter(text -> !text.isBlank());
        catalogue = List.copyOf(catalogue);
    }

    /** The request of a session. */
    public static AccessRequest of(Session session, LocalDate today, List<GovernedTable> catalogue) {
        return new AccessRequest(session.principal(), session.purpose(), session.reason(), today, catalogue);
    }
}
