/** Tests of what municipalities know. */
@NullUnmarked
package dk.samsyn.region.municipal;

import org.jspecify.annotations.NullUnmarked;
