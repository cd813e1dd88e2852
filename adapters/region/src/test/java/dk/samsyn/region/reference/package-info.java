/** Tests of the support lists. */
@NullMarked
package dk.samsyn.region.reference;

import org.jspecify.annotations.NullMarked;
