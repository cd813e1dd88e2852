package dk.samsyn.broker.steward;

import dk.samsyn.broker.policy.PolicyDifference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a proposed set would change.
 *
 * @param active version it is compared with; when another version is in force, the comparison is stale
 * @param proposed version of the proposed set
 * @param changes policies added, changed and removed
 * @param lines per role, purpose and table; those that are the same are left out
 * @param same how many lines are the same
 * @param days how many days back statements are replayed
 * @param asked kinds of statement that were replayed; null if the log was not asked
 * @param replayed kinds of statement that would be answered differently, or could not be compared
 */
public record Comparison(
        String active,
        String proposed,
        SetChanges changes,
        List<Line> lines,
        int same,
        int days,
        @Nullable Integer asked,
        List<Replay.Replayed> replayed) {
    public Comparison {
        lines = List.copyOf(lines);
        replayed = List.copyOf(replayed);
    }

    /** One role, purpose and table. */
    public record Line(String role, String purpose, String table, String verdict, List<String> reasons) {
        static Line of(PolicyDifference.Line line) {
            return new Line(
                    line.role(),
                    line.purpose().label(),
                    line.table().toString(),
                    line.verdict().name().toLowerCase(java.util.Locale.ROOT),
                    line.reasons());
        }
    }
}
