/**
 * The derived tables of schema {@code sundhed}, computed for one citizen from the canonical rows by plain Java, so that the
 * views in {@code conf/schema/views} have something to be compared with. Definitions stand at the top of each view.
 */
@NullMarked
package dk.samsyn.region.truth.derived;

import org.jspecify.annotations.NullMarked;
