/** Policies and the engine that decides what a request may learn: pure functions, no I/O, no clock. */
@NullMarked
package dk.samsyn.broker.policy;

import org.jspecify.annotations.NullMarked;
