package dk.samsyn.broker.portal.outreach;

import dk.samsyn.broker.access.DanishTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A planner's request that the responsible doctors contact a group.
 *
 * @param organisation whose planner asks
 * @param sender the planner's login
 * @param role the planner's role
 * @param purpose of the planner's session
 * @param size released size of the group when it was sent; shown to the sender's organisation only
 * @param reason why, in the planner's words; a text from outside
 * @param withdrawn when the organisation took it back
 */
public record Outreach(
        String id,
        String organisation,
        String sender,
        String role,
        String purpose,
        OutreachGroup group,
        long size,
        String reason,
        Instant sent,
        Optional<Instant> withdrawn) {
    /**
     * What a practice has decided.
     *
     * @param taken whether patients were put on the recall list; otherwise the practice declined
     */
    public record Decision(boolean taken, String who, Instant at) {
        public LocalDateTime time() {
            return LocalDateTime.ofInstant(at, DanishTime.ZONE);
        }
    }

    /** When it was sent, in Danish time. */
    public LocalDateTime time() {
        return LocalDateTime.ofInstant(sent, DanishTime.ZONE);
    }

    /** Whether practices can act on it. */
    public boolean open(Instant now) {
        return withdrawn.isEmpty() && sent.plus(Outreaches.OPEN_FOR).isAfter(now);
    }
}
