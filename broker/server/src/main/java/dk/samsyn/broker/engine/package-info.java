/** Runs plans: batches of typed columns pulled through operators. Knows no policy, no audit, no door and no planner. */
@org.jspecify.annotations.NullMarked
package dk.samsyn.broker.engine;
