/** Tests. */
@NullMarked
package dk.samsyn.region.ssr;

import org.jspecify.annotations.NullMarked;
