/** Tests of the municipal instances. */
@NullUnmarked
package dk.samsyn.region.nexus;

import org.jspecify.annotations.NullUnmarked;
