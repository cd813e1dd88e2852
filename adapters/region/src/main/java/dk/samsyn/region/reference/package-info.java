/** Chapters {@code reference}, {@code minspaerring} and {@code brs}: lists that arrive as files. */
@NullMarked
package dk.samsyn.region.reference;

import org.jspecify.annotations.NullMarked;
