package dk.samsyn.broker.steward;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A set of policies that somebody has submitted.
 *
 * @param number its number, from 1
 * @param version version of the policy set, as every audit row names it
 * @param state where it is in its life
 * @param basedOn number of the set that was active when this one was submitted, null for the first
 * @param note what the author says of it
 * @param submitted who submitted it
 * @param approved who approved it, never the one who submitted it; null before
 * @param stale whether another set has become active since, so that what was compared and approved no longer holds
 */
public record StoredSet(
        int number,
        String version,
        State state,
        @Nullable Integer basedOn,
        String note,
        Signature submitted,
        @Nullable Signature approved,
        boolean stale) {
    /** Who and when. */
    public record Signature(String by, Instant at) {}

    /** Life of a set. */
    public enum State {
        /** Submitted; waits for a second person. */
        REVIEW,
        /** Approved; waits to be activated. */
        APPROVED,
        /** In force. */
        ACTIVE,
        /** Has been in force; can be rolled back to. */
        RETIRED
    }
}
