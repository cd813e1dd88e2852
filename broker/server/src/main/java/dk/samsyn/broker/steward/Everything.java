package dk.samsyn.broker.steward;

import dk.samsyn.broker.access.PolicyRef;
import dk.samsyn.broker.access.Session;
import dk.samsyn.broker.policy.AccessDecision;
import dk.samsyn.broker.policy.Audience;
import dk.samsyn.broker.policy.Columns;
import dk.samsyn.broker.policy.DataEntry;
import dk.samsyn.broker.policy.Mandate;
import dk.samsyn.broker.policy.Obligations;
import dk.samsyn.broker.policy.Policy;
import dk.samsyn.broker.policy.PolicyEngine;
import dk.samsyn.broker.policy.Release;
import dk.samsyn.broker.policy.UserCondition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A set under which one session sees every row: what the rows seen are compared with. It is never the set of any door. */
final class Everything {
    private Everything() {}

    static PolicyEngine of(Session session, AccessDecision decision) {
        Release seen = decision.release();
        Policy all = new Policy(
                new PolicyRef("alle-raekker-til-sammenligning", 1, "Alle rækker, til sammenligning."),
                new Mandate(Mandate.Status.ACTIVE, Optional.empty(), Optional.empty(), "", List.of(), ""),
                new Audience(
                        new TreeSet<>(Set.of(session.principal().role())),
                        UserCondition.ALWAYS,
                        Set.of(session.purpose())),
                Policy.Effect.PERMIT,
                List.of(new DataEntry(
                        List.of("sundhed.*"),
                        List.of(),
                        Optional.empty(),
                        Columns.of(Columns.Selection.ALL, List.of(), Map.of()),
                        Optional.empty())),
                Optional.of(new Release(seen.mode(), 1, seen.unit(), seen.groupBy())),
                Obligations.NONE,
                false,
                Optional.empty(),
                false);
        return new PolicyEngine(List.of(all));
    }
}
