/** Tests. */
@NullMarked
package dk.samsyn.region.ddv;

import org.jspecify.annotations.NullMarked;
