/** Operators of a running plan, pulled batch by batch. */
@org.jspecify.annotations.NullMarked
package dk.samsyn.broker.engine.operator;
