/** Tests. */
@NullMarked
package dk.samsyn.region.mapping;

import org.jspecify.annotations.NullMarked;
