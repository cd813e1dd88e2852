package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.UserCondition.Truth;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
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

    /** Version of the active set: SHA-256 of its policies in order of id, 32 hexadecimal digits. */
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
                .map(Policy::toString)
                .collect(Collectors.joining("\n"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What the speaking policies say of one table. */
    private record TableDecision(
            GovernedTable table,
            ReleaseMode mode,
            Optional<String> reason,
            List<Policy> speaking,
            Set<TableName> filled) {

        Optional<TableAccess> access() {
            List<Grant> grants = new ArrayList<>();
            List<Forbid> forbids = new ArrayList<>();
            Obligations obligations = Obligations.NONE;
            for (Policy policy : speaking) {
                for (DataEntry entry : policy.data()) {
                    if (!entry.covers(table.name())) {
                        continue;
                    }
                    if (policy.effect() == Policy.Effect.FORBID) {
                        if (takesTable(entry) || !decidable(entry.rows())) {
                            return Optional.empty();
                        }
                        forbids.add(new Forbid(policy.ref(), rows(entry, entry.rows())));
                    } else {
                        grants.addAll(grants(policy, entry));
                        obligations = obligations.and(policy.obligations());
                    }
                }
            }
            if (grants.isEmpty()) {
                return Optional.empty();
            }
            List<String> columns = table.columns().stream()
                    .map(GovernedColumn::name)
                    .filter(name ->
                            grants.stream().anyMatch(grant -> grant.columns().containsKey(name)))
                    .toList();
            return Optional.of(new TableAccess(table.name(), table.category(), columns, grants, forbids, obligations));
        }

        List<Policy> applied() {
            return speaking.stream()
                    .filter(policy -> policy.data().stream().anyMatch(entry -> entry.covers(table.name())))
                    .toList();
        }

        List<Announcement> announcedTable() {
            return speaking.stream()
                    .filter(policy -> policy.announce() && policy.effect() == Policy.Effect.FORBID)
                    .filter(policy ->
                            policy.data().stream().anyMatch(entry -> entry.covers(table.name()) && takesTable(entry)))
                    .map(policy -> new Announcement(table.name(), Optional.empty(), policy.ref()))
                    .limit(1)
                    .toList();
        }

        List<Announcement> announcedColumns(TableAccess access) {
            Optional<Policy> announcing = applied().stream()
                    .filter(policy -> policy.announce() && policy.effect() == Policy.Effect.PERMIT)
                    .findFirst();
            return announcing.stream()
                    .flatMap(policy -> table.columns().stream()
                            .map(GovernedColumn::name)
                            .filter(name -> !access.columns().contains(name))
                            .map(name -> new Announcement(table.name(), Optional.of(name), policy.ref())))
                    .toList();
        }

        private List<Grant> grants(Policy policy, DataEntry entry) {
            Map<String, Mask> columns = new LinkedHashMap<>();
            for (GovernedColumn column : table.columns()) {
                if (entry.columns().shows(column) && BuiltInRules.mayShow(mode, column)) {
                    columns.put(column.name(), entry.columns().mask(column));
                }
            }
            if (columns.isEmpty()) {
                return List.of();
            }
            Grant.Scope scope = policy.onePerson() ? Grant.Scope.ONE_PERSON : Grant.Scope.ORDINARY;
            List<Grant> grants = new ArrayList<>();
            if (decidable(entry.rows())) {
                grants.add(new Grant(policy.ref(), scope, rows(entry, entry.rows()), columns));
            }
            if (reason.isPresent()) {
                policy.breakGlass()
                        .filter(breakGlass -> decidable(breakGlass.rows()))
                        .map(breakGlass -> new Grant(
                                policy.ref(), Grant.Scope.BREAK_GLASS, rows(entry, breakGlass.rows()), columns))
                        .ifPresent(grants::add);
            }
            return grants;
        }

        private static boolean takesTable(DataEntry entry) {
            return entry.rows().isEmpty();
        }

        /**
         * Whether sources fill every table that the condition reads. A missing table is not an empty one: without the
         * citizens' blocks, say, nobody knows what is blocked.
         */
        private boolean decidable(Optional<String> condition) {
            return condition.stream()
                    .flatMap(sql -> SqlText.of(sql).tables().stream())
                    .allMatch(read -> filled.contains(TableName.parse(read.table())));
        }

        private String rows(DataEntry entry, Optional<String> condition) {
            return condition
                    .map(sql -> SqlText.of(sql).replacePlaceholders(name -> ofTable(entry, name)))
                    .orElse(Grant.ALL_ROWS);
        }

        private Optional<String> ofTable(DataEntry entry, String placeholder) {
            if (placeholder.equals("table.category")) {
                String category = entry.category().orElse(table.category());
                return Optional.of("'" + category.replace("'", "''") + "'");
            }
            if (placeholder.startsWith("row.")) {
                String column = placeholder.substring("row.".length());
                return Optional.of("\"" + table.name().table() + "\".\"" + column + "\"");
            }
            return Optional.empty();
        }
    }
}
