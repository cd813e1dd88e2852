/** Values in memory: vectors, batches, growing stores of columns and hash tables over them. */
@org.jspecify.annotations.NullMarked
package dk.samsyn.broker.engine.column;
