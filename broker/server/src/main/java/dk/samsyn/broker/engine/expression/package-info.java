/** Expressions over batches, evaluated column by column. */
@org.jspecify.annotations.NullMarked
package dk.samsyn.broker.engine.expression;
