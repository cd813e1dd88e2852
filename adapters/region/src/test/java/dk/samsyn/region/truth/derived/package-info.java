/** Tests. */
@NullMarked
package dk.samsyn.region.truth.derived;

import org.jspecify.annotations.NullMarked;
