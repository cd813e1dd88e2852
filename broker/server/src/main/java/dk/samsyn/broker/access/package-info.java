/** Who asks, for whom and why: plain records that policy, audit and doors share. */
@NullMarked
package dk.samsyn.broker.access;

import org.jspecify.annotations.NullMarked;
