/** The demo region: an invented population and the live sources that hold its data, one chapter for each source. */
@NullMarked
package dk.samsyn.region;

import org.jspecify.annotations.NullMarked;
