package dk.samsyn.broker.query;

import dk.samsyn.broker.policy.AccessDecision;
import org.apache.calcite.rel.RelNode;

/** Proof that the rewriter ran: made by {@link Protector} alone, and the only thing that the planner accepts. */
record ProtectedQuery(RelNode tree, AccessDecision decision) {}
