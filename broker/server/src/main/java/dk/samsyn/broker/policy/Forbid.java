package dk.samsyn.broker.policy;

import dk.samsyn.broker.access.PolicyRef;

/**
 * Rows that no grant shows. A row whose condition is not decidable (SQL's unknown) is taken away too.
 *
 * @param policy the policy behind it
 * @param rows SQL condition as in {@link Grant#rows()}; never all rows, for then the table is absent
 */
public record Forbid(PolicyRef policy, String rows) {}
