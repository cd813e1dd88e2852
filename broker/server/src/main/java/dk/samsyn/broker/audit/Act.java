package dk.samsyn.broker.audit;

import java.time.Instant;
import java.util.Map;

/**
 * An act in the log that is no query: a change of policies, a sign-in, a citizen's block, a check of the log itself.
 *
 * @param time when
 * @param user login name of who acted, or the broker's own
 * @param act its name, such as {@code policy.approve}
 * @param details texts and numbers by name, as text
 */
public record Act(Instant time, String user, String act, Map<String, String> details) {
    public Act {
        details = Map.copyOf(details);
    }
}
