/** The fee system of the region (SSR): monthly files of fees, and the canonical rows a perfect mapper reads from them. */
@NullMarked
package dk.samsyn.region.ssr;

import org.jspecify.annotations.NullMarked;
