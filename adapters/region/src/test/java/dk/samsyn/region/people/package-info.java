/** Tests of the invented people. */
@NullUnmarked
package dk.samsyn.region.people;

import org.jspecify.annotations.NullUnmarked;
