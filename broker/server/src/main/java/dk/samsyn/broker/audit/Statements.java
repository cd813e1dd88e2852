package dk.samsyn.broker.audit;

import java.time.Instant;
import java.util.List;

/** What has been asked, for replays. */
public interface Statements {
    /**
     * Statements asked since then, each kind once, the most frequent first.
     *
     * @throws dk.samsyn.broker.access.QueryException AUDIT_UNAVAILABLE if the log cannot be read
     */
    List<AskedStatement> since(Instant from);
}
