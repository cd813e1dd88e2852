package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a session may learn, and under which policies.
 *
 * @param tables the tables that exist for the session; no entry, no table
 * @param mode the one release mode of the session
 * @param applied the policies behind the grants and forbids of {@code tables}, by id
 * @param announcements what is listed and refused with a reason
 * @param user the session's attributes for {@code :user.NAME}; a name that is missing is NULL
 * @param version version of the policy set, for every audit row
 */
public record AccessDecision(
        NavigableMap<TableName, TableAccess> tables,
        ReleaseMode mode,
        NavigableMap<String, Policy> applied,
        List<Announcement> announcements,
        Map<String, Object> user,
        String version) {
    public AccessDecision {
        tables = Collections.unmodifiableNavigableMap(new TreeMap<>(tables));
        applied = Collections.unmodifiableNavigableMap(new TreeMap<>(applied));
        announcements = List.copyOf(announcements);
        user = Map.copyOf(user);
    }

    /** The policies behind the decision, by id. */
    public List<PolicyRef> policies() {
        return applied.values().stream().map(Policy::ref).toList();
    }

    /**
     * How the answer may leave: the strictest of all policies behind it. With no policy nothing leaves, and the settings are
     * those of the mode.
     */
    public Release release() {
        return applied.values().stream()
                .flatMap(policy -> policy.release().stream())
                .reduce(Release::stricter)
                .orElse(Release.rows(mode));
    }

    /** Obligations of all tables. */
    public Obligations obligations() {
        return tables.values().stream().map(TableAccess::obligations).reduce(Obligations.NONE, Obligations::and);
    }

    /**
     * Who is told of a use, by the policies behind the grants that demand it.
     *
     * @param always only of tables that no other grant opens: there every use is one, whatever rows are read
     */
    public List<String> receivers(boolean always) {
        return tables.values().stream()
                .filter(access -> !always || access.quiet().isEmpty())
                .flatMap(access -> access.notifying().stream())
                .flatMap(grant -> Optional.ofNullable(applied.get(grant.policy().id())).stream())
                .flatMap(policy -> policy.obligations().receivers().stream())
                .distinct()
                .toList();
    }

    /** Minutes that break-glass lasts, if a grant of it is in the decision: the shortest of its policies. */
    public Optional<Integer> breakGlassMinutes() {
        return tables.values().stream()
                .flatMap(access -> access.grants().stream())
                .filter(grant -> grant.scope() == Grant.Scope.BREAK_GLASS)
                .flatMap(grant -> Optional.ofNullable(applied.get(grant.policy().id())).stream())
                .flatMap(policy -> policy.breakGlass().stream())
                .map(BreakGlass::minutes)
                .min(Integer::compare);
    }

    /** The decision for the tables that one statement touches: its policies, obligations and release settings only. */
    public AccessDecision about(Collection<TableName> touched) {
        return filtered(access -> touched.contains(access.table()), grant -> true);
    }

    /**
     * The decision for a statement that does not bind exactly one person: without the grants that demand it. A table whose
     * grants all demand it is absent.
     */
    public AccessDecision withoutOnePersonGrants() {
        return filtered(access -> true, grant -> grant.scope() == Grant.Scope.ORDINARY);
    }

    private AccessDecision filtered(Predicate<TableAccess> keepTable, Predicate<Grant> keepGrant) {
        NavigableMap<TableName, TableAccess> kept = new TreeMap<>();
        NavigableMap<String, Policy> behind = new TreeMap<>();
        for (TableAccess access : tables.values()) {
            List<Grant> grants = access.grants().stream().filter(keepGrant).toList();
            if (!keepTable.test(access) || grants.isEmpty()) {
                continue;
            }
            TableAccess narrowed = narrowed(access, grants);
            kept.put(access.table(), narrowed);
            for (PolicyRef ref : refs(narrowed)) {
                Optional.ofNullable(applied.get(ref.id())).ifPresent(policy -> behind.put(ref.id(), policy));
            }
        }
        return new AccessDecision(kept, mode, behind, announcements, user, version);
    }

    private TableAccess narrowed(TableAccess access, List<Grant> grants) {
        List<String> columns = access.columns().stream()
                .filter(column ->
                        grants.stream().anyMatch(grant -> grant.columns().containsKey(column)))
                .toList();
        Obligations obligations = grants.stream()
                .flatMap(grant -> Optional.ofNullable(applied.get(grant.policy().id())).stream())
                .map(Policy::obligations)
                .reduce(Obligations.NONE, Obligations::and);
        return new TableAccess(access.table(), access.category(), columns, grants, access.forbids(), obligations);
    }

    private static List<PolicyRef> refs(TableAccess access) {
        List<PolicyRef> refs = new ArrayList<>();
        access.grants().forEach(grant -> refs.add(grant.policy()));
        access.forbids().forEach(forbid -> refs.add(forbid.policy()));
        return refs;
    }
}
