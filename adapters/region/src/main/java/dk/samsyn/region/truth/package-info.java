/** The truth: the rows that a perfect mapper reads from the imperfect sources, written by the generator itself. */
@NullMarked
package dk.samsyn.region.truth;

import org.jspecify.annotations.NullMarked;
