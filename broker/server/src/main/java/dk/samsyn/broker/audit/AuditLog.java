package dk.samsyn.broker.audit;

import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.Session;
import dk.samsyn.spi.ErrorCode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Append-only record of who asked what, why and under which policies. Each method that returns has written, and durably where
 * it says so; each throws {@link dk.samsyn.broker.access.QueryException} with {@link ErrorCode#AUDIT_UNAVAILABLE} if it cannot,
 * and then the query must not go on.
 */
public interface AuditLog extends AutoCloseable {
    /** A broker began to use an answer ledger; {@code mark} tells its noise secret from others and nothing of it. */
    String LEDGER_OPENED = "ledger.open";

    /** Two stewards throw an answer ledger away and start an empty one under another secret. */
    String LEDGER_AFRESH = "ledger.afresh";

    /** Two stewards approve more answers than a budget allows. */
    String LEDGER_MORE = "ledger.more";

    /** Opens the entry of one query, before anything is decided; durable with the decision or the failure, whichever comes. */
    Entry open(String queryId, Session session, String sql);

    /**
     * An act that is no query, such as a steward's approval of a set of policies; durable before it has effect.
     *
     * @param user login name of who acts
     * @param act its name, such as {@code policy.approve}
     * @param details texts and numbers
     */
    void act(String user, String act, Map<String, Object> details);

    /**
     * One query: opened, then decided, then persons looked for and shown, then closed or failed. What is written together is
     * made durable together by {@link #durable()}, since each trip to the disk is one that the asker waits for.
     */
    interface Entry {
        /** When it was opened, as the log says. */
        Instant asked();

        /** Returns when all that was written of this query is durable. */
        void durable();

        /** Begins to make it durable, without waiting. */
        void durableSoon();

        /** The decision; to be durable before any source is asked. */
        void decided(Decided decision);

        /**
         * What the asker is told that policies withhold; to be durable before the asker is told.
         *
         * @param sentences the sentences that the asker is given, which name the policies
         */
        void withheld(List<String> sentences);

        /**
         * Persons whom the statement looks for by number; to be durable before any source is asked. Nothing need be found.
         *
         * @param persons canonical person numbers
         */
        void searched(Collection<String> persons);

        /**
         * The asker sees a person's data by break-glass alone; to be durable before the rows leave. It is in the person's own log
         * and in the stewards' list of reviews.
         *
         * @param person canonical person number
         * @param until when it ends
         * @param policies the policies that allow it
         */
        void brokeGlass(String person, Instant until, List<PolicyRef> policies);

        /**
         * A policy that wants somebody told is used; to be durable before the rows leave. It is in the receivers' list of uses.
         *
         * @param receivers roles, such as {@code datasteward}
         * @param person canonical number of the person whom the query is about, if it is one
         * @param policies the policies of the query
         */
        void notified(Collection<String> receivers, Optional<String> person, List<PolicyRef> policies);

        /**
         * Persons about to be shown in clear; to be durable before the rows about them leave.
         *
         * @param persons whoever is already written for this query need not be told again; not changed after
         */
        void shown(PersonList persons, String category);

        /** Groups that passed the release rules; to be durable before they leave, so that each number can be made again from it. */
        void released(GroupsReleased groups);

        /**
         * The answer was read to its end or given up by its reader; durable soon after, for all that was shown is already.
         *
         * @param asked what was asked of each source
         */
        void closed(long rows, List<SourceAsked> asked);

        /**
         * The query ended with an error; durable before the asker is told.
         *
         * @param asked what had been asked of each source
         */
        void failed(ErrorCode code, List<SourceAsked> asked);
    }

    @Override
    void close();
}
