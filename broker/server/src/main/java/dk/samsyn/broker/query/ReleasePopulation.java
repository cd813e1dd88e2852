package dk.samsyn.broker.query;

import dk.samsyn.broker.policy.AccessDecision;
import java.util.TreeSet;

/** Names the rows that policies open: the same conditions with the same attributes open the same rows. */
final class ReleasePopulation {
    private ReleasePopulation() {}

    static String of(AccessDecision decision) {
        TreeSet<String> rows = new TreeSet<>();
        decision.tables().values().forEach(access -> access.grants().forEach(grant -> rows.add(grant.rows())));
        boolean own = rows.stream().anyMatch(condition -> !condition.equals("TRUE"));
        return own ? rows + " " + decision.user() : "all";
    }
}
