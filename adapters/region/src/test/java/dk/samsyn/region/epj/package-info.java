/** Tests. */
@NullMarked
package dk.samsyn.region.epj;

import org.jspecify.annotations.NullMarked;
