/** Rules of the engine's steps. */
@NullMarked
package dk.samsyn.broker.engine.column;

import org.jspecify.annotations.NullMarked;
