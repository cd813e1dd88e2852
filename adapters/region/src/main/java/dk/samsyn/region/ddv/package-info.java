/** The demo's vaccination register ({@code ddv}): what it knows of a citizen, the service, and the truth. */
@NullMarked
package dk.samsyn.region.ddv;

import org.jspecify.annotations.NullMarked;
