/** The register of persons: one citizen per call, and the nightly lists. */
@NullMarked
package dk.samsyn.region.cpr;

import org.jspecify.annotations.NullMarked;
