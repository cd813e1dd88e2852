/** Rules of the engine's expressions. */
@NullMarked
package dk.samsyn.broker.engine.expression;

import org.jspecify.annotations.NullMarked;
