package dk.samsyn.broker.web.planted;

import dk.samsyn.broker.policy.PolicyEngine;

/** A door that asks policies itself. */
public record Decides(PolicyEngine policies) {}
