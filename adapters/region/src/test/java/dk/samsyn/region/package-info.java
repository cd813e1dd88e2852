/** Tests of the demo region. */
@NullUnmarked
package dk.samsyn.region;

import org.jspecify.annotations.NullUnmarked;
