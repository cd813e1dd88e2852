/** Tests. */
@NullMarked
package dk.samsyn.region.praksis;

import org.jspecify.annotations.NullMarked;
