package dk.samsyn.broker.engine.planted;

import org.apache.calcite.rel.core.Join;

/** An engine that decides how to join. */
public record MakesPlans(Join join) {}
