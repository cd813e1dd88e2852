package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.Purpose;
import dk.samsyn.broker.access.TableName;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a proposed set shows more or less of than the active one, per role, purpose and table. A verdict of wider, narrower or same
 * is proved from the texts, for all users of the role and whatever the data; what cannot be proved is unknown.
 */
public final class PolicyDifference {
    /** How two sets compare. */
    public enum Verdict {
        /** Everything that was shown is shown, and something may be more. */
        WIDER,
        /** Nothing is shown that was not, and something may be less. */
        NARROWER,
        /** Exactly the same is shown. */
        SAME,
        /** Neither could be proved, or both more and less is shown. */
        UNKNOWN
    }

    /**
     * One line of the comparison.
     *
     * @param reasons what differs, in Danish
     */
    public record Line(String role, Purpose purpose, TableName table, Verdict verdict, List<String> reasons) {
        public Line {
            reasons = List.copyOf(reasons);
        }
    }

    private final PolicyEngine active;
    private final PolicyEngine proposed;
    private final List<GovernedTable> catalogue;
    private final Set<TableName> filled;
    private final LocalDate today;

    private PolicyDifference(
            PolicyEngine active, PolicyEngine proposed, List<GovernedTable> catalogue, LocalDate today) {
        this.active = active;
        this.proposed = proposed;
        this.catalogue = List.copyOf(catalogue);
        this.filled = catalogue.stream().map(GovernedTable::name).collect(Collectors.toSet());
        this.today = today;
    }

    /**
     * Every role, purpose and table where either set says anything.
     *
     * @param catalogue the governed tables that sources fill
     */
    public static List<Line> between(
            PolicyEngine active, PolicyEngine proposed, List<GovernedTable> catalogue, LocalDate today) {
        return new PolicyDifference(active, proposed, catalogue, today).lines();
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (String role : roles()) {
            for (Purpose purpose : Purpose.values()) {
                for (GovernedTable table : catalogue) {
                    Claims old = Claims.of(active.policies(), role, purpose, table, filled, today);
                    Claims fresh = Claims.of(proposed.policies(), role, purpose, table, filled, today);
                    if (!old.permits().isEmpty() || !fresh.permits().isEmpty()) {
                        lines.add(new Line(
                                role,
                                purpose,
                                table.name(),
                                verdict(old, fresh),
                                new DifferenceReasons(old, fresh).sentences()));
                    }
                }
            }
        }
        return lines;
    }

    private Set<String> roles() {
        Set<String> roles = new TreeSet<>();
        Stream.concat(active.policies().stream(), proposed.policies().stream())
                .forEach(policy -> roles.addAll(policy.audience().roles()));
        roles.remove(Audience.EVERYBODY);
        return roles;
    }

    private Verdict verdict(Claims old, Claims fresh) {
        boolean noMore = fresh.nothing() || within(fresh, old);
        boolean noLess = old.nothing() || within(old, fresh);
        if (noMore && noLess) {
            return Verdict.SAME;
        }
        return noMore ? Verdict.NARROWER : noLess ? Verdict.WIDER : Verdict.UNKNOWN;
    }

    /** Whether all that {@code inner} shows, {@code outer} shows. */
    private boolean within(Claims inner, Claims outer) {
        boolean shown = inner.permits().stream()
                .allMatch(permit -> outer.permits().stream().anyMatch(other -> covers(other, permit)));
        boolean taken = outer.forbids().stream()
                .allMatch(ban -> inner.forbids().stream().anyMatch(other -> takesAtLeast(other, ban)));
        return shown && taken && leavesAtLeast(outer, inner);
    }

    private boolean covers(Claims.Permit outer, Claims.Permit inner) {
        return holdsWhenever(outer.policy(), inner.policy())
                && scope(outer, inner)
                && RowCondition.of(inner.grant().rows())
                        .implies(RowCondition.of(outer.grant().rows()))
                && inner.grant().columns().entrySet().stream()
                        .allMatch(cell -> asLight(outer.grant().columns(), cell.getKey(), cell.getValue()));
    }

    private boolean takesAtLeast(Claims.Ban more, Claims.Ban ban) {
        return holdsWhenever(more.policy(), ban.policy())
                && RowCondition.of(ban.rows()).implies(RowCondition.of(more.rows()));
    }

    private boolean holdsWhenever(Policy outer, Policy inner) {
        return UserCondition.implies(
                        inner.audience().condition(), outer.audience().condition())
                && outer.mandate().lastsAtLeast(inner.mandate(), today);
    }

    private static boolean scope(Claims.Permit outer, Claims.Permit inner) {
        Grant.Scope wide = outer.grant().scope();
        Grant.Scope narrow = inner.grant().scope();
        if (wide != Grant.Scope.BREAK_GLASS) {
            return wide.compareTo(narrow) <= 0;
        }
        return narrow == Grant.Scope.BREAK_GLASS && minutes(inner.policy()) <= minutes(outer.policy());
    }

    private static int minutes(Policy policy) {
        return policy.breakGlass().map(BreakGlass::minutes).orElse(0);
    }

    private static boolean asLight(Map<String, Mask> columns, String column, Mask mask) {
        Mask shown = columns.get(column);
        return shown != null && shown.showsAtLeast(mask);
    }

    /** Whether the settings of the whole table let out at least as much. */
    private static boolean leavesAtLeast(Claims outer, Claims inner) {
        boolean sameSettings = outer.release().equals(inner.release())
                && outer.obligations().maxRows().equals(inner.obligations().maxRows());
        if (sameSettings) {
            return true;
        }
        if (!outer.uniform()
                || !inner.uniform()
                || outer.release().isEmpty()
                || inner.release().isEmpty()) {
            return false;
        }
        int cap = outer.obligations().maxRows().orElse(Integer.MAX_VALUE);
        return outer.release().get().lets(inner.release().get())
                && cap >= inner.obligations().maxRows().orElse(Integer.MAX_VALUE);
    }
}
