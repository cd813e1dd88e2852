/**
 * What municipalities do for citizens, as pure functions of the citizen: the basis of {@code nexus}, {@code cura} and their
 * truth.
 */
@NullMarked
package dk.samsyn.region.municipal;

import org.jspecify.annotations.NullMarked;
