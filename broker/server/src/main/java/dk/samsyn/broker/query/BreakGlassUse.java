package dk.samsyn.broker.query;

import dk.samsyn.broker.access.DanishTime;
import dk.samsyn.broker.access.Notice;
import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.audit.AuditLog;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Break-glass in one running query. Glass counts as broken when a row is read that nothing else opens; then the log says so
 * before the row leaves. A look at an own patient breaks none, whatever reason the session has.
 */
final class BreakGlassUse {
    private final String person;
    private final Instant until;
    private final List<PolicyRef> policies;
    private final Runnable whenUsed;
    private boolean told;
    private volatile boolean used;

    /**
     * Not yet used.
     *
     * @param person canonical number of the one person
     * @param until when the access ends
     * @param told whether the log has it already, from an earlier query
     * @param whenUsed runs once, when it is told or would be
     */
    BreakGlassUse(String person, Instant until, List<PolicyRef> policies, boolean told, Runnable whenUsed) {
        this.person = person;
        this.until = until;
        this.policies = policies;
        this.told = told;
        this.whenUsed = whenUsed;
    }

    /** A row was read that only break-glass opens. */
    void use() {
        used = true;
    }

    /** Writes what must be known before the next row leaves. */
    synchronized void tell(AuditLog.Entry audit) {
        if (!used) {
            return;
        }
        if (!told) {
            audit.brokeGlass(person, until, policies);
            told = true;
        }
        whenUsed.run();
    }

    /** What the asker is told, if glass was broken. */
    Optional<Notice> notice() {
        return used
                ? Optional.of(new Notice(
                        "SAM-N02",
                        "Værdispring: oplysningerne ses alene med den begrundelse, du har givet. Borgeren og datastewarden får"
                                + " besked, og adgangen til denne borger gælder til kl. "
                                + LocalDateTime.ofInstant(until, DanishTime.ZONE)
                                        .format(DateTimeFormatter.ofPattern("HH.mm"))
                                + "."))
                : Optional.empty();
    }
}
