package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a set says of one table to one role with one purpose, before it is known who exactly asks: conditions on the user and dates
 * are kept beside each permit and forbid instead of being decided.
 *
 * @param permits permits with at least one column
 * @param forbids forbids
 */
record Claims(List<Permit> permits, List<Ban> forbids) {
    Claims {
        permits = List.copyOf(permits);
        forbids = List.copyOf(forbids);
    }

    /** A grant, and the policy that says when it holds. */
    record Permit(Policy policy, Grant grant) {}

    /** Rows that a policy takes away. */
    record Ban(Policy policy, String rows) {}

    static Claims of(
            List<Policy> policies,
            String role,
            Purpose purpose,
            GovernedTable table,
            Set<TableName> filled,
            LocalDate day) {
        ReleaseMode mode = BuiltInRules.mode(purpose);
        List<Permit> permits = new ArrayList<>();
        List<Ban> forbids = new ArrayList<>();
        if (!BuiltInRules.mayReach(purpose, table.name())) {
            return new Claims(permits, forbids);
        }
        for (Policy policy : policies) {
            boolean over =
                    policy.mandate().to().filter(last -> last.isBefore(day)).isPresent();
            boolean modeFits =
                    policy.release().map(release -> release.mode() == mode).orElse(true);
            if (over
                    || !modeFits
                    || !policy.mandate().isActive()
                    || !policy.audience().means(role, purpose)) {
                continue;
            }
            TableDecision alone = new TableDecision(table, mode, Optional.of("any reason"), List.of(policy), filled);
            covering(policy, table).forEach(entry -> {
                if (policy.effect() == Policy.Effect.PERMIT) {
                    alone.grants(policy, entry).forEach(grant -> permits.add(new Permit(policy, grant)));
                } else {
                    forbids.add(new Ban(policy, alone.takenRows(entry)));
                }
            });
        }
        return new Claims(permits, forbids);
    }

    private static Stream<DataEntry> covering(Policy policy, GovernedTable table) {
        return policy.data().stream().filter(entry -> entry.covers(table.name()));
    }

    /** Whether nobody can see anything of the table, whatever the attributes. */
    boolean nothing() {
        return permits.isEmpty()
                || forbids.stream()
                        .anyMatch(ban -> ban.rows().equals(Grant.ALL_ROWS)
                                && ban.policy().audience().condition().equals(UserCondition.ALWAYS)
                                && ban.policy().mandate().from().isEmpty());
    }

    /** Release settings of all permits together. */
    Optional<Release> release() {
        return permits.stream()
                .flatMap(permit -> permit.policy().release().stream())
                .reduce(Release::stricter);
    }

    /** Obligations of all permits together. */
    Obligations obligations() {
        return permits.stream().map(permit -> permit.policy().obligations()).reduce(Obligations.NONE, Obligations::and);
    }

    /** Whether all permits hold for the same users, so that what they have together holds for each of them. */
    boolean uniform() {
        return permits.stream()
                        .map(permit -> permit.policy().audience().condition())
                        .distinct()
                        .count()
                <= 1;
    }
}
