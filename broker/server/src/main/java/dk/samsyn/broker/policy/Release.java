package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.ReleaseMode;
import java.util.List;
import java.util.Optional;

/**
 * How what a policy permits may leave.
 *
 * @param mode the mode; the policy applies only to sessions of this mode
 * @param minimum smallest group in units; 1 in modes that show rows
 * @param unit column that counts as one, such as {@code pid}
 * @param groupBy names that groups may be made of, sorted; empty if the policy does not say
 */
public record Release(ReleaseMode mode, int minimum, String unit, Optional<List<String>> groupBy) {
    public Release {
        groupBy = groupBy.map(names -> names.stream().sorted().distinct().toList());
        if (minimum < 1) {
            throw new IllegalArgumentException("minimum is at least 1");
        }
    }

    /** Rows in a mode that shows rows. */
    public static Release rows(ReleaseMode mode) {
        return new Release(mode, 1, GovernedColumn.PID, Optional.empty());
    }

    /** Whether everything that may leave under the other may leave under this. */
    boolean lets(Release other) {
        boolean groups = groupBy.equals(other.groupBy)
                || (groupBy.isPresent()
                        && other.groupBy.isPresent()
                        && groupBy.get().containsAll(other.groupBy.get()));
        return mode == other.mode && unit.equals(other.unit) && minimum <= other.minimum && groups;
    }

    /** The stricter of two in every respect; both have the same mode. */
    Release stricter(Release other) {
        if (mode != other.mode) {
            throw new IllegalArgumentException("modes never mix in one statement");
        }
        return new Release(mode, Math.max(minimum, other.minimum), unit, common(groupBy, other.groupBy));
    }

    private static Optional<List<String>> common(Optional<List<String>> left, Optional<List<String>> right) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.or(() -> right);
        }
        return Optional.of(left.get().stream().filter(right.get()::contains).toList());
    }
}
