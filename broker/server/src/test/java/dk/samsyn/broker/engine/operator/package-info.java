/** Rules of the engine's steps. */
@NullMarked
package dk.samsyn.broker.engine.operator;

import org.jspecify.annotations.NullMarked;
