package dk.samsyn.broker.query;

import dk.samsyn.broker.access.QueryException;
import dk.samsyn.broker.access.ReleaseMode;
import dk.samsyn.broker.access.TableName;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.TableAccess;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Builds the sealed table of everything that a set of policies can say, so that nothing is left to fail while somebody waits. */
final class PolicyLoading {
    /** Somebody who has every attribute; which values do not matter, for no source is asked. */
    private static final Map<String, Object> ANYBODY = Rehearsal.anybody();

    private final Model model;
    private final LocalDate today;

    private PolicyLoading(Model model, LocalDate today) {
        this.model = model;
        this.today = today;
    }

    /** What cannot be built, one sentence each. */
    static List<String> problems(Model model, List<TableAccess> rehearsal, LocalDate today) {
        PolicyLoading loading = new PolicyLoading(model, today);
        Map<String, List<TableAccess>> byPolicy = new LinkedHashMap<>();
        rehearsal.forEach(access -> byPolicy.computeIfAbsent(policy(access), none -> new ArrayList<>())
                .add(access));
        List<String> problems = new ArrayList<>();
        for (List<TableAccess> ofPolicy : byPolicy.values()) {
            // A policy's tables at once, and one by one only to name the one that is wrong.
            if (loading.failure(ofPolicy).isPresent()) {
                ofPolicy.forEach(access -> loading.failure(List.of(access))
                        .ifPresent(why -> problems.add("policy " + policy(access) + " on " + access.table()
                                + " cannot be evaluated: " + why)));
            }
        }
        return problems;
    }

    private Optional<String> failure(Collection<TableAccess> accesses) {
        Map<TableName, TableAccess> tables = new TreeMap<>();
        accesses.forEach(access -> tables.put(access.table(), access));
        AccessDecision decision = new AccessDecision(
                new TreeMap<>(tables), ReleaseMode.IDENTIFIED, new TreeMap<>(), List.of(), ANYBODY, "");
        try {
            SessionView.of(model, decision, today).sealAll();
            boolean all = tables.size() == accesses.size();
            return all ? Optional.empty() : Optional.of("several entries on one table");
        } catch (QueryException | AssertionError e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return Optional.of(
                    String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason"));
        }
    }

    private static String policy(TableAccess access) {
        return access.grants().get(0).policy().id();
    }
}
