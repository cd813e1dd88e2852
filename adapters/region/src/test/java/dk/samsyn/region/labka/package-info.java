/** Tests. */
@NullMarked
package dk.samsyn.region.labka;

import org.jspecify.annotations.NullMarked;
