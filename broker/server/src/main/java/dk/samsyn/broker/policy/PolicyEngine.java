package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.UserCondition.Truth;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides what a request may learn: nothing but what an active permit shows and no forbid takes away. A permit whose condition
 * reads a table that no source fills shows nothing, and such a forbid takes the whole table.
 */
public final class PolicyEngine {
    private final List<Policy> policies;
    private final String version;

    /**
     * An engine over a set of policies with distinct ids, in any order and status.
     *
     * @throws IllegalArgumentException if two have the same id
     */
    public PolicyEngine(List<Policy> policies) {
        NavigableMap<String, Policy> byId = new TreeMap<>();
        for (Policy policy : policies) {
            if (byId.put(policy.id(), policy) != null) {
                throw new IllegalArgumentException("two policies are called " + policy.id());
            }
        }
        this.policies = List.copyOf(byId.values());
        this.version = fingerprint(this.policies);
    }

    /** The policies of the set, by id. */
    public List<Policy> policies() {
        return policies;
    }

    /**
     * Version of the active set: SHA-256 of what its policies say in order of id, 32 hexadecimal digits. Who wrote and who
     * approved them is no part of it: an approval changes nothing of what is decided.
     */
    public String version() {
        return version;
    }

    /** What the request may learn. Equal requests to equal sets have equal decisions. */
    public AccessDecision decide(AccessRequest request) {
        ReleaseMode mode = BuiltInRules.mode(request.purpose());
        Map<String, Object> user = SessionAttributes.of(request.principal());
        List<Policy> speaking = policies.stream()
                .filter(policy -> policy.mandate().inForce(request.today()))
                .filter(policy -> applies(policy, request, mode, user))
                .toList();
        NavigableMap<TableName, TableAccess> tables = new TreeMap<>();
        NavigableMap<String, Policy> applied = new TreeMap<>();
        List<Announcement> announcements = new ArrayList<>();
        Set<TableName> filled =
                request.catalogue().stream().map(GovernedTable::name).collect(Collectors.toSet());
        for (GovernedTable table : request.catalogue()) {
            TableDecision decision = new TableDecision(table, mode, request.reason(), speaking, filled);
            announcements.addAll(decision.announcedTable());
            if (!BuiltInRules.mayReach(request.purpose(), table.name())) {
                continue;
            }
            decision.access().ifPresent(access -> {
                tables.put(access.table(), access);
                decision.applied().forEach(policy -> applied.put(policy.id(), policy));
                announcements.addAll(decision.announcedColumns(access));
            });
        }
        return new AccessDecision(tables, mode, applied, announcements, user, version);
    }

    /** Whether a policy opens something of the broker itself, such as {@link BuiltInRules#SEE_AS}, and no policy forbids it. */
    public boolean opens(AccessRequest request, TableName part) {
        return !opening(request, part).isEmpty();
    }

    /** The policies that open something of the broker itself, by id; none if a policy forbids it. */
    public List<PolicyRef> opening(AccessRequest request, TableName part) {
        Map<String, Object> user = SessionAttributes.of(request.principal());
        ReleaseMode mode = BuiltInRules.mode(request.purpose());
        List<Policy> about = policies.stream()
                .filter(policy -> policy.mandate().inForce(request.today()))
                .filter(policy -> policy.data().stream().anyMatch(entry -> entry.covers(part)))
                .filter(policy -> applies(policy, request, mode, user))
                .toList();
        boolean permitted = about.stream().allMatch(policy -> policy.effect() == Policy.Effect.PERMIT);
        return permitted ? about.stream().map(Policy::ref).toList() : List.of();
    }

    /**
     * What each active policy says of each table, one at a time and whoever asks: all that a pipeline must be able to evaluate
     * before it answers anybody under the set.
     *
     * @param catalogue the governed tables that sources fill
     */
    public List<TableAccess> rehearsal(List<GovernedTable> catalogue) {
        Set<TableName> filled = catalogue.stream().map(GovernedTable::name).collect(Collectors.toSet());
        return policies.stream()
                .filter(policy -> policy.mandate().status() == Mandate.Status.ACTIVE)
                .flatMap(policy ->
                        catalogue.stream().flatMap(table -> TableDecision.rehearsed(policy, table, filled).stream()))
                .toList();
    }

    private static boolean applies(Policy policy, AccessRequest request, ReleaseMode mode, Map<String, Object> user) {
        Truth truth = policy.audience().speaksTo(request.principal().role(), request.purpose(), user);
        return switch (policy.effect()) {
            case PERMIT ->
                truth == Truth.TRUE
                        && policy.release()
                                .map(release -> release.mode() == mode)
                                .orElse(false);
            case FORBID -> truth != Truth.FALSE;
        };
    }

    private static String fingerprint(List<Policy> policies) {
        String text = policies.stream()
                .filter(policy -> policy.mandate().status() == Mandate.Status.ACTIVE)
                .map(policy -> policy.substance().toString())
                .collect(Collectors.joining("\n"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
