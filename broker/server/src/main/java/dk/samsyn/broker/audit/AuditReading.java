package dk.samsyn.broker.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the broker itself looks up in the log: for a citizen's own log, and for the stewards' lists. */
public interface AuditReading extends Lookups {
    /** Every time glass was broken, oldest first: what a steward reviews. */
    List<GlassBroken> glassBroken();

    /**
     * Uses of policies that want somebody told, oldest first.
     *
     * @param receiver role of who is told
     */
    List<Notified> notifiedOf(String receiver);

    /** The newest queries, oldest first, with what supervision may know of them; read from the file. */
    List<LoggedQuery> latestQueries();

    /**
     * The newest queries that asked for data of one owner, oldest first; of one that has no end in the log yet, what it was going
     * to ask counts.
     *
     * @param owner such as {@code praksis:099001}
     */
    List<LoggedQuery> latestQueriesOf(String owner);

    /** The newest acts that are neither queries nor about the log itself, oldest first; at most some thousand. */
    List<Act> acts();

    /** The newest acts about the log itself, oldest first: what {@link DailyCheck} counted and found. */
    List<Act> checks();

    /**
     * Until when the last break-glass of a user for a person is good.
     *
     * @param user login name
     * @param person canonical person number
     */
    Optional<Instant> glassOpenUntil(String user, String person);
}
