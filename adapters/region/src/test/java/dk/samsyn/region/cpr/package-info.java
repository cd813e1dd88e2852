/** Tests of the register. */
@NullUnmarked
package dk.samsyn.region.cpr;

import org.jspecify.annotations.NullUnmarked;
